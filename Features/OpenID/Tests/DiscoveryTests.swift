import Base
import Testing

@testable import OpenID

@Suite struct DiscoveryTests {
    private func document(_ changes: [(String, JSONNode.Value?)] = []) -> [UInt8] {
        var members: [(String, JSONNode.Value)] = [
            ("issuer", .text("https://a.example")), ("authorization_endpoint", .text("https://a.example/auth")),
            ("token_endpoint", .text("https://a.example/token")), ("jwks_uri", .text("https://a.example/keys")),
        ]
        for (name, value) in changes {
            members.removeAll { $0.0 == name }
            if let value { members.append((name, value)) }
        }
        return Array(Issuer.object(members).orderedText.utf8)
    }

    private func fault(_ changes: [(String, JSONNode.Value?)]) -> Discovery.Fault? {
        do throws(Discovery.Fault) {
            _ = try Discovery(document(changes), of: "https://a.example") { $0.hasPrefix("http") }
            return nil
        } catch {
            return error
        }
    }

    @Test func `a provider that says what is needed is taken`() { #expect(fault([]) == nil) }

    struct Change: Sendable {
        let name: String
        let value: JSONNode.Value?
        let fault: Discovery.Fault
    }

    static let others: [Change] = [
        Change(name: "issuer", value: .text("https://a.example/"), fault: .issuer),
        Change(name: "issuer", value: .text("https://b.example"), fault: .issuer),
        Change(name: "issuer", value: nil, fault: .issuer), Change(name: "token_endpoint", value: nil, fault: .door),
        Change(name: "jwks_uri", value: .text("http://a.example/keys"), fault: .door),
        Change(name: "authorization_endpoint", value: .text("javascript:alert(1)"), fault: .door),
        Change(name: "authorization_endpoint", value: .text("https://a.example/#x"), fault: .door),
        Change(name: "code_challenge_methods_supported", value: .list([JSONNode(.text("plain"))]), fault: .way),
        Change(name: "response_types_supported", value: .list([JSONNode(.text("id_token"))]), fault: .way),
    ]

    @Test(arguments: others)
    func `a provider that is somebody else, or cannot do it, is not`(change: Change) {
        #expect(fault([(change.name, change.value)]) == change.fault)
    }

    @Test func `the document lies beneath the issuer`() {
        #expect(Discovery.address(of: "https://a.example/x/") == "https://a.example/x/.well-known/openid-configuration")
    }
}
