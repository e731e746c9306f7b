import Assets
import Base
import Foundation

/// The list of provinces and communes as the statistics office numbers them (QĐ 19/2025/QĐ-TTg), see
/// `Data/communes.json`.
package struct AgencyList: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package let statisticsCode: String
        package let kind: Agency.Kind
        package let name: String
        /// The statistics code of the province; nil for a province.
        package let parentCode: String?

        package init(statisticsCode: String, kind: Agency.Kind, name: String, parentCode: String?) {
            self.statisticsCode = statisticsCode
            self.kind = kind
            self.name = name
            self.parentCode = parentCode
        }
    }

    package let entries: [Entry]

    /// A list of one's own, for bodies that the statistics office does not number.
    package init(_ entries: [Entry]) { self.entries = entries }

    /// The list in the executable.
    package static func embedded() throws(Problem) -> AgencyList {
        try AgencyList(Assets.bytes(of: "Features/Identity/Data/communes.json"))
    }

    /// - Throws: `agency-list-unreadable`, with the place of the fault as `where`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let provinces = root["provinces"] as? [[String: Any]],
            let communes = root["communes"] as? [String: [String: Any]]
        else { throw AgencyList.unreadable("provinces") }
        var entries: [Entry] = []
        for province in provinces {
            guard let code = province["code"] as? String, code.count == 2, let name = province["full_name"] as? String
            else { throw AgencyList.unreadable("provinces") }
            entries.append(Entry(statisticsCode: code, kind: .province, name: VietnameseText.tidied(name),
                parentCode: nil))
        }
        for (province, body) in communes.sorted(by: { $0.key < $1.key }) {
            guard entries.contains(where: { $0.statisticsCode == province }),
                let list = body["list"] as? [[String: Any]]
            else { throw AgencyList.unreadable("communes.\(province)") }
            for commune in list { entries.append(try AgencyList.commune(commune, of: province)) }
        }
        guard Set(entries.map(\.statisticsCode)).count == entries.count else { throw AgencyList.unreadable("code") }
        self.entries = entries
    }

    private static func commune(_ body: [String: Any], of province: String) throws(Problem) -> Entry {
        guard let code = body["code"] as? String, code.count == 5, let name = body["full_name"] as? String,
            let word = body["type"] as? String, let kind = kind(word)
        else { throw unreadable("communes.\(province).\(body["code"] ?? "?")") }
        return Entry(statisticsCode: code, kind: kind, name: VietnameseText.tidied(name), parentCode: province)
    }

    private static func kind(_ word: String) -> Agency.Kind? {
        switch VietnameseText.folded(word) {
        case "xa": .commune
        case "phuong": .ward
        case "dac khu": .specialZone
        default: nil
        }
    }

    private static func unreadable(_ place: String) -> Problem {
        Problem("agency-list-unreadable", status: 422, arguments: ["where": place])
    }
}
