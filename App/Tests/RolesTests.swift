import Access
import Foundation
import Identity
import Testing
import Web

@testable import App

/// Roles are sets of permissions, and the sets are data under review.
@Suite struct RolesTests {
    private static let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/security/roles.json").standardized

    @Test func `what each role may do is what was agreed on, to the letter`() throws {
        let agreed = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: Self.table))
        let names = RightsTable(Features.policy).names
        for role in Set(agreed.keys).union(names.keys).sorted() {
            #expect(agreed[role] == names[role],
                "\(role): look whether it should be so, then `motcua roles --json > docs/security/roles.json`")
        }
        let known = Set(Features.policy.permissions.map(\.name))
        #expect(Set(agreed.values.joined()) == known, "every permission is somebody's or named as nobody's")
    }

    @Test(arguments: [Language.vietnamese, .english])
    func `every permission is said in a sentence, and every sentence is of a permission`(language: Language) throws {
        let t = try Localisation().strings(language)
        for permission in Features.policy.permissions {
            #expect(t.has("permission.\(permission.name)"), "\(permission.name)")
        }
        let features = Self.table.deletingLastPathComponent().appendingPathComponent("../..").standardized
        let files = ["App", "Features", "Platform"].flatMap { folder in
            FileManager.default.enumerator(
                at: features.appendingPathComponent(folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }.filter { $0.path.hasSuffix("/Strings/\(language.tag).json") } ?? []
        }
        let keys = try files.flatMap { file in
            try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file)).keys
        }
        let said = keys.filter { $0.hasPrefix("permission.") }.map { String($0.dropFirst("permission.".count)) }
        #expect(Set(said) == Set(Features.policy.permissions.map(\.name)))
    }

    @Test func `no role may both make accounts and sign`() {
        for role in Role.allCases {
            let rights = RightsTable(Features.policy).permissions(of: role).map(\.name)
            #expect(!(rights.contains("identity.manage") && rights.contains("dossier.decide")), "\(role)")
            #expect(!(rights.contains("identity.manage") && rights.contains("identity.review-sign")), "\(role)")
        }
    }
}
