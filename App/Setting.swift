/// One thing that whoever runs MotCua may choose. Declared once, in `Settings`; the flag, the variable of the
/// environment and the key of the file all follow from the name.
package struct Setting<Value: Sendable>: DeclaredSetting {
    /// As in the file: `base-url`.
    package let name: String
    /// What holds when nobody has chosen; the empty text means "none".
    package let standard: String
    /// What may stand there, in signs rather than words, for the message that refuses: `1…65535`.
    package let allowed: String
    package let isSecret: Bool
    package let vietnamese: String
    package let english: String
    let read: @Sendable (String) -> Value?

    init(_ name: String, standard: String, allowed: String, isSecret: Bool = false, vietnamese: String,
        english: String, read: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.standard = standard
        self.allowed = allowed
        self.isSecret = isSecret
        self.vietnamese = vietnamese
        self.english = english
        self.read = read
    }

    package func accepts(_ text: String) -> Bool { read(text) != nil }
}

/// A setting of whatever type: what listing, checking and printing need.
package protocol DeclaredSetting: Sendable {
    var name: String { get }
    var standard: String { get }
    var allowed: String { get }
    var isSecret: Bool { get }
    var vietnamese: String { get }
    var english: String { get }
    func accepts(_ text: String) -> Bool
}

extension DeclaredSetting {
    /// `--base-url`
    package var flag: String { "--\(name)" }
    /// `MOTCUA_BASE_URL`
    package var variable: String { "MOTCUA_" + name.uppercased().replacing("-", with: "_") }

    /// A value as it may be shown: what is secret only says whether it is there.
    package func shown(_ text: String) -> String { isSecret && !text.isEmpty ? "********" : text }
}

/// The kinds of value that settings have.
extension Setting {
    static func text(
        _ name: String, standard: String = "", allowed: String, isSecret: Bool = false, vietnamese: String,
        english: String, where holds: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> Setting where Value == String {
        Setting(name, standard: standard, allowed: allowed, isSecret: isSecret, vietnamese: vietnamese,
            english: english) { holds($0) ? $0 : nil }
    }

    static func number(
        _ name: String, standard: Int, in range: ClosedRange<Int>, vietnamese: String, english: String
    ) -> Setting where Value == Int {
        Setting(name, standard: "\(standard)", allowed: "\(range.lowerBound)…\(range.upperBound)",
            vietnamese: vietnamese, english: english
        ) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    static func choice(
        _ name: String, standard: String, of words: [String], vietnamese: String, english: String
    ) -> Setting where Value == String {
        Setting(name, standard: standard, allowed: words.joined(separator: " | "), vietnamese: vietnamese,
            english: english) { words.contains($0) ? $0 : nil }
    }
}
