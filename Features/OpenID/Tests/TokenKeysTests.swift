import Base
import Testing

@testable import OpenID

@Suite struct TokenKeysTests {
    private let issuer = Issuer()

    private func count(_ keys: [JSONNode]) -> Int? {
        TokenKeys(Array(Issuer.object([("keys", .list(keys))]).orderedText.utf8))?.count
    }

    @Test func `keys of the three ways are taken`() {
        #expect(count([issuer.ecKey(), issuer.rsaKey()]) == 2)
        #expect(count([issuer.ecKey([("use", .text("sig")), ("alg", .text("ES256"))])]) == 1)
        #expect(count([issuer.rsaKey([("key_ops", .list([JSONNode(.text("verify"))]))])]) == 1)
    }

    @Test(arguments: [
        ("use", JSONNode.Value.text("enc")), ("alg", .text("HS256")), ("alg", .text("RSA-OAEP")),
        ("key_ops", .list([JSONNode(.text("encrypt"))])),
    ])
    func `a key for something else is left aside`(name: String, value: JSONNode.Value) {
        #expect(count([issuer.rsaKey([(name, value)]), issuer.ecKey()]) == 1)
    }

    @Test func `weak and broken keys are left aside`() {
        let short: [(String, JSONNode.Value)] = [
            ("kty", .text("RSA")), ("n", .text(Base64URL.text([UInt8](repeating: 0xC5, count: 128)))),
            ("e", .text("AQAB")),
        ]
        let secret: [(String, JSONNode.Value)] = [("kty", .text("oct")), ("k", .text("c2VjcmV0"))]
        let offCurve: [(String, JSONNode.Value)] = [
            ("kty", .text("EC")), ("crv", .text("P-256")),
            ("x", .text(Base64URL.text([UInt8](repeating: 1, count: 32)))),
            ("y", .text(Base64URL.text([UInt8](repeating: 1, count: 32)))),
        ]
        #expect(count([Issuer.object(short), Issuer.object(secret), Issuer.object(offCurve)]) == 0)
    }

    @Test func `what is no set of keys is none`() {
        for text in ["", "[]", "{}", #"{"keys":{}}"#, "<html>"] { #expect(TokenKeys(Array(text.utf8)) == nil) }
    }
}
