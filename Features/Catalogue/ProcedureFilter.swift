import Base
import Foundation
import Web

/// What a person asked the list of procedures for, as it stands in the address.
struct ProcedureFilter: Sendable, Equatable {
    var query = ""
    var event: LifeEvent?
    /// `ho-tich`: the field's name without marks.
    var field = ""
    var audience: Audience?
    var level: OnlineLevel?

    init(_ values: FormValues) {
        query = String(values["q"].prefix(CatalogueLimits.queryMax))
        event = LifeEvent.all.first { $0.key == values["su-kien"] }
        field = String(values["linh-vuc"].prefix(CatalogueLimits.queryMax))
        audience = Audience(rawValue: values["doi-tuong"])
        level = OnlineLevel(rawValue: values["muc"])
    }

    /// Nothing was asked for yet: the page shows the ways in.
    var isEmpty: Bool { query.isEmpty && event == nil && field.isEmpty && audience == nil && level == nil }

    func results(in index: CatalogueIndex) -> [(procedure: Procedure, words: Set<String>)] {
        var found: [(procedure: Procedure, words: Set<String>)]
        if !query.isEmpty {
            found = index.search.hits(for: query, limit: CatalogueLimits.resultsMax).map { ($0.procedure, $0.words) }
            if let event {
                let codes = Set(index.procedures(of: event).map(\.code))
                found = found.filter { codes.contains($0.procedure.code) }
            }
        } else {
            found = (event.map(index.procedures(of:)) ?? index.procedures).map { ($0, []) }
        }
        let fields = Set(index.fields.filter { $0.slug == field }.map(\.name))
        return found.filter { item in
            (field.isEmpty || fields.contains(item.procedure.field))
                && (audience.map(item.procedure.audiences.contains) ?? true)
                && (level.map { item.procedure.online == $0 } ?? true)
        }
    }

    /// The address of one page of this list.
    func address(page: Int) -> String {
        let pairs = [("q", query), ("su-kien", event?.key ?? ""), ("linh-vuc", field),
            ("doi-tuong", audience?.rawValue ?? ""), ("muc", level?.rawValue ?? ""),
                ("trang", page > 1 ? String(page) : "")]
        let text = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(ProcedureFilter.encoded($0.1))" }
            .joined(separator: "&")
        return text.isEmpty ? "/thu-tuc" : "/thu-tuc?\(text)"
    }

    static func slug(_ name: String) -> String { SearchWord.words(in: name).map(\.folded).joined(separator: "-") }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-"))) ?? ""
    }
}
