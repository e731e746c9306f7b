import Base
import Foundation
import Identity

/// Which claim of a provider says which of our fields.
package struct ClaimMap: Sendable, Equatable {
    package enum Field: String, Sendable, CaseIterable {
        case name
        case personalID = "personal-id"
        case birthDate = "birth-date"
        case sex, phone, email, address, level
        /// Individual or organisation: only people are signed in.
        case kind
    }

    /// As OpenID Connect Core 1.0, 5.1 calls them; personal ids have no name there.
    package static let usual = ClaimMap(names: [
        .name: "name", .birthDate: "birthdate", .sex: "gender", .phone: "phone_number", .email: "email",
        .address: "address", .level: "acr",
    ])

    let names: [Field: String]
    /// Which number a provider's word for a level stands for; a word that is a number needs no line.
    var levels: [String: Int] = [:]
    /// The words of `kind` for people; empty: all are.
    var people: Set<String> = []

    /// Whether any field that we ask for is not in these claims, and another question is worth asking.
    func lacks(in claims: JSONNode) -> Bool {
        names.contains { field, name in field != .kind && field != .level && claims[name] == nil }
    }

    /// Whether the claims are about a person and not an organisation.
    func isPerson(_ claims: JSONNode) -> Bool {
        guard !people.isEmpty, let word = text(.kind, claims) else { return true }
        return people.contains(word)
    }

    /// What the claims say, each as far as it can be read: a value of another shape is left out.
    func person(_ claims: JSONNode, source: String) -> ProvenPerson {
        var person = ProvenPerson(source: source, level: level(claims))
        person.name = VietnameseText.tidied(text(.name, claims) ?? "")
        person.personalID = text(.personalID, claims).flatMap { PersonalID($0) }
        person.birthDate = text(.birthDate, claims).flatMap(Self.date)
        person.sex = text(.sex, claims).flatMap(Self.sex)
        person.phone = isVerified("phone_number_verified", claims)
            ? text(.phone, claims).flatMap { PhoneNumber($0) } : nil
        person.email = isVerified("email_verified", claims) ? text(.email, claims).flatMap { EmailAddress($0) } : nil
        person.address = VietnameseText.tidied(String((address(claims) ?? "").prefix(250)))
        return person
    }

    private func level(_ claims: JSONNode) -> Int {
        guard let word = text(.level, claims) else { return 0 }
        return levels[word] ?? Int(word).flatMap { (0...9).contains($0) ? $0 : nil } ?? 0
    }

    private func text(_ field: Field, _ claims: JSONNode) -> String? {
        guard let node = names[field].flatMap({ claims[$0] }) else { return nil }
        return node.text ?? node.integer.map { "\($0)" }
    }

    /// A provider that says that it has not looked is not believed.
    private func isVerified(_ name: String, _ claims: JSONNode) -> Bool {
        switch claims[name]?.value {
        case nil, .bool(true), .text("true"): true
        case .bool, .text, .null, .integer, .decimal, .list, .object: false
        }
    }

    /// A text, or the object of Core 1.0, 5.1.1.
    private func address(_ claims: JSONNode) -> String? {
        text(.address, claims) ?? names[.address].flatMap { claims[$0]?["formatted"]?.text }
    }

    /// `1990-07-25`, `19900725` (DVCQG), `25/07/1990`.
    private static func date(_ text: String) -> LocalDate? {
        if let date = LocalDate(iso8601: text) { return date }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        if text.utf8.count == 8, let number = Int(text) {
            return LocalDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        let parts = text.split(separator: "/").compactMap { Int($0) }
        return parts.count == 3 ? LocalDate(year: parts[2], month: parts[1], day: parts[0]) : nil
    }

    private static func sex(_ text: String) -> Sex? {
        switch text.lowercased() {
        case "male", "m": .male
        case "female", "f": .female
        default: Sex(paper: text)
        }
    }
}
