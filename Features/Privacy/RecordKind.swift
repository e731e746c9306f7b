import Assets
import Base

/// Loại hồ sơ, dữ liệu: what the program keeps of one sort, why, on what legal basis, how long, and how secret it is.
///
/// The list is `Data/record-kinds.json`; each table of the program belongs to one kind (a tidy test compares), so that
/// nothing is kept of which nobody has said why.
package struct RecordKind: Sendable, Equatable {
    /// How long something is kept.
    package enum Keep: Sendable, Equatable {
        /// Không tiêu hủy.
        case permanent
        /// Only what is in force; the new takes the place of the old.
        case current
        case days(Int)
        case months(Int)

        /// `permanent`, `current`, `P90D`, `P13M`, `P10Y`.
        init?(_ text: String) {
            switch text {
            case "permanent": self = .permanent
            case "current": self = .current
            default:
                guard text.hasPrefix("P"), let unit = text.last, let count = Int(text.dropFirst().dropLast()), count > 0
                else { return nil }
                switch unit {
                case "D": self = .days(count)
                case "M": self = .months(count)
                case "Y": self = .months(count * 12)
                default: return nil
                }
            }
        }

        /// The day before which something is over its time; nil where it never is.
        package func isOver(before today: LocalDate) -> LocalDate? {
            switch self {
            case .permanent, .current: return nil
            case .days(let days): return today.adding(days: -days)
            case .months(let months):
                let months = today.year * 12 + today.month - 1 - months
                let (year, month) = (months / 12, months % 12 + 1)
                let day = min(today.day, LocalDate.days(inMonth: month, of: year))
                return LocalDate(year: year, month: month, day: day)
            }
        }
    }

    /// From when the time runs.
    package enum Since: String, Sendable, CaseIterable {
        case written, finished, ended
        case lastUse = "last-use"
    }

    /// Unchanging word.
    package let id: String
    package let name: LocalText
    package let purpose: LocalText
    /// Laws and decrees, by their signs.
    package let basis: [String]
    package let keep: Keep
    package let since: Since
    /// Where the term comes from.
    package let source: LocalText
    /// Secrecy, 1 (public) to 4 (sensitive), as QCVN 12:2026/BCA 3.5.2 asks for.
    package let level: Int
    package let isPersonal: Bool
    /// The features that own the tables.
    package let owner: String
    package let tables: [String]

    /// A text in the languages of the list.
    package struct LocalText: Sendable, Equatable {
        let texts: [String: String]

        /// Vietnamese where the list lacks the language.
        package func text(_ tag: String) -> String { texts[tag] ?? texts["vi"] ?? "" }
    }
}

extension RecordKind {
    /// What the program carries. A list that is not whole fails the suite before it can fail here.
    package static let all: [RecordKind] = {
        guard let node = try? JSONReader.read(Assets.bytes(of: "Features/Privacy/Data/record-kinds.json")) else {
            preconditionFailure("record-kinds.json is no JSON")
        }
        return (node["kinds"]?.list ?? []).map { part in
            guard let kind = RecordKind(part) else {
                preconditionFailure("record-kinds.json, line \(part.line): a kind is not whole")
            }
            return kind
        }
    }()

    package static func kind(_ id: String) -> RecordKind? { all.first { $0.id == id } }

    private init?(_ node: JSONNode) {
        func text(_ name: String) -> LocalText? {
            guard let part = node[name] else { return nil }
            let texts = ["vi", "en"].compactMap { tag in part[tag]?.text.map { (tag, $0) } }
            return texts.count == 2 ? LocalText(texts: Dictionary(texts) { first, _ in first }) : nil
        }
        guard let id = node["id"]?.text, let name = text("name"), let purpose = text("purpose"),
            let basis = node["basis"]?.list?.compactMap(\.text), !basis.isEmpty,
            let keep = node["keep"]?.text.flatMap({ Keep($0) }),
            let since = node["since"]?.text.flatMap({ Since(rawValue: $0) }), let source = text("source"),
            let level = node["level"]?.integer.map({ Int($0) }), (1...4).contains(level),
            let owner = node["owner"]?.text, let tables = node["tables"]?.list?.compactMap(\.text), !tables.isEmpty
        else { return nil }
        self.init(
            id: id, name: name, purpose: purpose, basis: basis, keep: keep, since: since, source: source, level: level,
            isPersonal: node["personal"]?.value == .bool(true), owner: owner, tables: tables)
    }
}
