import Foundation
import Testing

/// Where SQL may stand, and who may name a table.
@Suite struct StorageTests {
    /// The first two words of a statement that this repository writes.
    private func isStatement(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
        return zip(words, words.dropFirst()).contains { first, second in
            switch first {
            case "SELECT": words.contains("FROM")
            case "INSERT": second == "INTO"
            case "DELETE": second == "FROM"
            case "UPDATE": words.contains("SET")
            case "CREATE", "ALTER", "DROP": ["TABLE", "INDEX", "UNIQUE", "TRIGGER", "VIEW"].contains(second)
            default: false
            }
        }
    }

    /// The storage targets are one owner: what one engine needs, the other may name.
    private func owner(_ file: Repository.File) -> String {
        file.folder.hasPrefix("Platform/Storage") ? "Platform/Storage" : file.folder
    }

    private func mayHoldSQL(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return name.contains("Store") || name.hasSuffix("Migrations.swift") || path.contains("/Migrations/")
            || path.hasPrefix("Platform/Storage") || path.hasPrefix("Platform/Journal/")
            || path.hasPrefix("Platform/Jobs/") || path.hasPrefix("Platform/Web/Server/")
    }

    @Test func `SQL stands in stores and migrations only`() {
        let faults = Repository.product.filter { !mayHoldSQL($0.file.path) }.flatMap { source in
            source.code.literals.filter { isStatement($0.text) }
                .map { "\(source.file.path):\($0.line)" }
        }
        expectNone(faults, "Move the statement into the store of its table, and call that.")
    }

    @Test func `a table is named only by its owner`() {
        var owners: [String: String] = [:]
        for source in Repository.product {
            for literal in source.code.literals where literal.text.contains("CREATE") {
                for match in literal.text.matches(of: /CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)/) {
                    owners[String(match.output.1)] = owner(source.file)
                }
            }
        }
        var faults: [String] = []
        for source in Repository.product {
            for literal in source.code.literals where literal.text.contains(" ") {
                let naming = /\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES|ON)\s+"?([a-z_]\w*)/
                for match in literal.text.matches(of: naming) {
                    let table = String(match.output.1)
                    guard let owner = owners[table], owner != self.owner(source.file),
                        Exceptions.foreignTables["\(source.file.folder) \(table)"] == nil
                    else { continue }
                    faults.append("\(source.file.path):\(literal.line) names \(table), which belongs to \(owner)")
                }
            }
        }
        expectNone(faults, "Ask the owner's store; when it lacks the question, add it there.")
    }
}
