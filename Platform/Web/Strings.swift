/// The sentences of one language, by key, with Vietnamese behind it string by string.
///
/// A key is `feature.what`; a placeholder is `{name}`. A key that no language has shows as the key itself, and a test
/// keeps that from happening.
package struct Strings: Sendable {
    package let language: Language
    private let own: [String: String]
    private let fallback: [String: String]

    package init(language: Language, own: [String: String], fallback: [String: String]) {
        self.language = language
        self.own = own
        self.fallback = fallback
    }

    package func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        let text = own[key] ?? fallback[key] ?? key
        return arguments.isEmpty ? text : Self.filled(text, arguments)
    }

    /// Puts the arguments in the places of `{name}`; braces with another name stay as they are.
    private static func filled(_ text: String, _ arguments: [String: String]) -> String {
        var out = ""
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            let name = rest[rest.index(after: open)..<close]
            guard let value = arguments[String(Substring(name))] else {
                let next = rest.index(after: open)
                out += Substring(rest[..<next])
                rest = rest[next...]
                continue
            }
            out += Substring(rest[..<open])
            out += value
            rest = rest[rest.index(after: close)...]
        }
        out += Substring(rest)
        return out
    }

    package func has(_ key: String) -> Bool { own[key] != nil || fallback[key] != nil }
}

/// A language of the interface by its BCP 47 tag: `vi`, `en`, or whatever file an installation adds.
package struct Language: Hashable, Sendable {
    package let tag: String
    package init(tag: String) { self.tag = tag }

    package static let vietnamese = Language(tag: "vi")
    package static let english = Language(tag: "en")
}
