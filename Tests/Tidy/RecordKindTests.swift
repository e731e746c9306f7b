import Foundation
import Testing

/// Every table belongs to one kind of record, so that somebody has said why it is kept, how long, and how secret it is.
@Suite struct RecordKindTests {
    private static let path = "Features/Privacy/Data/record-kinds.json"

    @Test func `every table belongs to exactly one kind of record`() throws {
        let file = try #require(Repository.file(Self.path))
        let list = try #require(try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any])
        let kinds = try #require(list["kinds"] as? [[String: Any]])
        let named = kinds.flatMap { $0["tables"] as? [String] ?? [] }
        var tables: Set<String> = []
        for literal in Repository.product.flatMap(\.code.literals) where literal.text.contains("CREATE") {
            let creating = /CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?\s*\(/
            for match in literal.text.matches(of: creating) { tables.insert(String(match.output.1)) }
        }
        var faults = tables.subtracting(named).map { "\($0) has no kind" }
        faults += Set(named).subtracting(tables).map { "\($0) is no table" }
        faults += Set(named.filter { name in named.count { $0 == name } > 1 }).map { "\($0) has several kinds" }
        expectNone(faults.sorted(), "Put the table under its kind in \(Self.path), or add the kind with its purpose.")
    }
}
