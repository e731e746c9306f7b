import Foundation
import Testing

/// The sentences of the screen, and the files that are compiled in.
@Suite struct StringsTests {
    private static func sentences(_ path: String) throws -> [String: String] {
        let file = try #require(Repository.file(path))
        let value = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
        return try #require(value as? [String: String], "\(path) is not a flat list of sentences")
    }

    private static let folders = Repository.files.filter { $0.path.hasSuffix("/Strings/vi.json") }
        .map { String($0.path.dropLast("/vi.json".count)) }

    private static let keys: Set<String> = Set(folders.flatMap { folder in
        (try? sentences("\(folder)/vi.json"))?.keys.map { $0 } ?? []
    })

    /// Every text in the code, whole ones and the beginnings of built ones.
    private static let written: (whole: Set<String>, beginnings: Set<String>) = {
        var whole: Set<String> = []
        var beginnings: Set<String> = []
        for literal in Repository.product.flatMap(\.code.literals) {
            if literal.isWhole {
                whole.insert(literal.text)
            } else if let beginning = literal.text.split(separator: "\u{1}").first, !literal.text.hasPrefix("\u{1}") {
                beginnings.insert(String(beginning))
            }
        }
        return (whole, beginnings)
    }()

    @Test(arguments: folders)
    func `both languages have the same sentences with the same places`(folder: String) throws {
        let vietnamese = try Self.sentences("\(folder)/vi.json")
        let english = try Self.sentences("\(folder)/en.json")
        func places(_ text: String) -> Set<String> { Set(text.matches(of: /\{\w+\}/).map { String($0.output) }) }
        var faults = Set(vietnamese.keys).symmetricDifference(english.keys).map { "\($0) is in one language only" }
        for (key, sentence) in vietnamese {
            if sentence.allSatisfy(\.isWhitespace) { faults.append("\(key) is empty") }
            if Exceptions.ownPlaces[key] == nil, let other = english[key], places(sentence) != places(other) { faults.append("\(key): places differ") }
        }
        expectNone(faults.sorted(), "Complete \(folder).")
    }

    @Test(arguments: folders)
    func `no key stands twice in a file`(folder: String) throws {
        for language in ["vi", "en"] {
            let text = try #require(Repository.file("\(folder)/\(language).json")).text
            let keys = text.matches(of: /(?m)^\s*\x22([^\x22]+)\x22:/).map { String($0.output.1) }
            let twice = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys
            #expect(try Set(keys) == Set(Self.sentences("\(folder)/\(language).json").keys))
            expectNone(twice.sorted(), "Rename one in \(language).json: readers of JSON keep the later.")
        }
    }

    @Test func `no key has two owners`() throws {
        var owners: [String: [String]] = [:]
        for folder in Self.folders {
            for key in try Self.sentences("\(folder)/vi.json").keys { owners[key, default: []].append(folder) }
        }
        let faults = owners.filter { $0.value.count > 1 }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
        expectNone(faults.sorted(), "Rename one: the later would hide the earlier.")
    }

    @Test func `every sentence is said somewhere`() {
        let written = Self.written
        let faults = Self.keys.filter { key in
            if written.whole.contains(key) { return false }
            for prefix in ["problem.", "fault."] where key.hasPrefix(prefix) {
                if written.whole.contains(String(key.dropFirst(prefix.count))) { return false }
            }
            if Exceptions.builtKeys.keys.contains(where: key.hasPrefix) { return false }
            return !written.beginnings.contains { $0.contains(".") && key.hasPrefix($0) }
        }
        expectNone(faults.sorted(), "Take the sentence out of both languages, or use it.")
    }

    @Test func `every key that code asks for has a sentence`() {
        var faults: [String] = []
        for source in Repository.product {
            for literal in source.code.literals where literal.isWhole {
                let asks = literal.before.hasSuffix("t(") && !literal.before.contains(/\w{1,40}t\($/)
                    || literal.before.hasSuffix("strings(")
                if asks, !Self.keys.contains(literal.text) {
                    faults.append("\(source.file.path):\(literal.line) \(literal.text)")
                }
                if literal.before.contains(/\bProblem\($/), !Self.keys.contains("problem.\(literal.text)") {
                    faults.append("\(source.file.path):\(literal.line) problem.\(literal.text)")
                }
            }
        }
        expectNone(faults, "Write the sentence into the feature's Strings/vi.json and en.json.")
    }

    @Test func `every kind of entry that stands in a journal draft is said in words`() {
        let faults = Repository.product.flatMap { source in
            source.code.literals
                .filter { $0.isWhole && $0.before.contains(/\bJournalDraft\($/) }
                .filter { !Self.keys.contains("app.entry.\($0.text)") }
                .map { "\(source.file.path):\($0.line) \($0.text)" }
        }
        expectNone(faults, "Write `app.entry.<kind>` into App/Strings: inspectors read the journal, not its codes.")
    }

    @Test func `the files compiled in are the files that are there`() throws {
        let table = try #require(Repository.file("Platform/CAssets/assets.c")).text
        let listed = Set(table.matches(of: /ASSET\("([^"]+)"/).map { String($0.output.1) })
        let embedded = Set(table.matches(of: /#embed "\.\.\/\.\.\/([^"]+)"/).map { String($0.output.1) })
            .union(table.matches(of: /#embed "\.\.\/([A-Z][^"]+)"/).map { "Platform/\($0.output.1)" })
        var faults = listed.subtracting(embedded).map { "\($0) is listed and not embedded" }
        faults += embedded.subtracting(listed).map { "\($0) is embedded and not listed" }
        let kinds: Set<Substring> = ["Strings", "Assets", "Data", "Style", "Templates"]
        let there = Repository.files.map(\.path).filter { path in
            let parts = path.split(separator: "/")
            guard let first = parts.first, ["Platform", "Features", "App"].contains(first), parts.last != "README.md",
                !path.hasSuffix(".swift")
            else { return false }
            return parts.dropLast().contains(where: kinds.contains) && !path.contains("/Tests/")
        }
        faults += Set(there).subtracting(listed).map { "\($0) is not compiled in" }
        faults += listed.filter { !Repository.exists($0) }.map { "\($0) is listed and not there" }
        expectNone(faults.sorted(), "For each file: #embed and ASSET in Platform/CAssets/assets.c.")
    }
}
