import Assets
import Foundation

/// All sentences of all languages: every `*/Strings/<tag>.json` inside the executable, and further languages from a
/// folder of the installation. A key that a language lacks falls back to Vietnamese.
package struct Localisation: Sendable {
    private let tables: [Language: [String: String]]
    /// Vietnamese first, then by tag.
    package let languages: [Language]

    /// - Parameter folder: holds `<tag>.json` files: a new language, or sentences to use instead of the built-in ones.
    /// - Throws: when a file of the folder is no flat JSON object of texts.
    /// - Precondition: no key stands in two built-in files of one language.
    package init(folder: String? = nil) throws {
        var tables: [Language: [String: String]] = [:]
        for path in Assets.paths {
            guard let tag = Self.tag(ofPath: path) else { continue }
            let table = try Self.table(Assets.bytes(of: path), path)
            tables[Language(tag: tag), default: [:]].merge(table) { old, _ in
                preconditionFailure("\(path) has a key that another file has: \(old)")
            }
        }
        if let folder {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".json") {
                let path = "\(folder)/\(name)"
                let table = try Self.table([UInt8](Data(contentsOf: URL(filePath: path))), path)
                tables[Language(tag: String(name.dropLast(5))), default: [:]].merge(table) { _, new in new }
            }
        }
        self.tables = tables
        let others = tables.keys.filter { $0 != .vietnamese }.sorted { $0.tag < $1.tag }
        languages = [.vietnamese] + others
    }

    package func strings(_ language: Language) -> Strings {
        Strings(language: language, own: tables[language] ?? [:], fallback: tables[.vietnamese] ?? [:])
    }

    /// Each language by its own name, which its file gives as `web.language`.
    package var choices: [(tag: String, name: String)] {
        languages.map { ($0.tag, tables[$0]?["web.language"] ?? $0.tag) }
    }

    /// Nil for a tag that no file has.
    package func language(_ tag: String) -> Language? {
        let language = Language(tag: tag)
        return tables[language] == nil ? nil : language
    }

    /// What the person chose, else what the browser prefers, else Vietnamese.
    func language(chosen: String?, acceptLanguage: String?) -> Language {
        if let chosen, let language = language(chosen) { return language }
        guard let acceptLanguage, !acceptLanguage.isEmpty else { return .vietnamese }
        let wishes = acceptLanguage.prefix(200).split(separator: ",").map { wish -> (tag: String, q: Double) in
            let parts = wish.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (parts.first ?? "", quality)
        }
        for wish in wishes.filter({ $0.q > 0 }).sorted(by: { $0.q > $1.q }) {
            let primary = wish.tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
            if let language = language(wish.tag) ?? language(primary) { return language }
        }
        return .vietnamese
    }

    /// Every key with the languages that lack it, and keys whose placeholders differ: for the test that keeps both empty.
    package func disagreements(between first: Language, _ second: Language) -> [String] {
        let left = tables[first] ?? [:]
        let right = tables[second] ?? [:]
        return Set(left.keys).union(right.keys).sorted().compactMap { key in
            guard let one = left[key] else { return "\(key) is missing in \(first.tag)" }
            guard let other = right[key] else { return "\(key) is missing in \(second.tag)" }
            return Self.placeholders(one) == Self.placeholders(other) ? nil : "\(key) has other placeholders"
        }
    }

    private static func placeholders(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{[a-zA-Z0-9-]+\}/).map { String($0.output) })
    }

    /// `Features/Queue/Strings/vi.json` gives `vi`.
    private static func tag(ofPath path: String) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count >= 2, parts[parts.count - 2] == "Strings", let name = parts.last, name.hasSuffix(".json")
        else { return nil }
        return String(name.dropLast(5))
    }

    struct BadFile: Error { let path: String }

    private static func table(_ bytes: [UInt8], _ path: String) throws -> [String: String] {
        guard let table = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String] else {
            throw BadFile(path: path)
        }
        return table
    }
}
