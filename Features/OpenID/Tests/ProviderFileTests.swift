import Base
import Foundation
import TestKit
import Testing

@testable import OpenID

@Suite struct ProviderFileTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func read(_ entry: String, mode: Int = 0o600) throws -> Provider? {
        let secret = folder.path("secret")
        try Data("s3cret\n".utf8).write(to: URL(filePath: secret))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: secret)
        let file = folder.path("providers.json")
        let text = #"{"providers":[{\#(entry.replacing("SECRET", with: secret))}]}"#
        try Data(text.utf8).write(to: URL(filePath: file))
        return try ProviderFile.read(file, environment: ["VNEID_KEY": "from the environment"]).first
    }

    private static let least = #""id":"vneid","name":"VNeID","issuer":"https://a.example","client":"c""#

    @Test func `a provider as it is usually described`() throws {
        let provider = try #require(try read("""
            \(Self.least),"secret-file":"SECRET","scopes":["profile"],"link":"level","level-min":2,
            "claims":{"personal-id":"SoDinhDanh","level":"loAs","email":""},"levels":{"high":2},"algorithms":["RS256"]
            """))
        #expect(provider.secret == "s3cret")
        #expect(provider.scopes == ["openid", "profile"])
        #expect(provider.linking == .level)
        #expect(provider.claims.names[.personalID] == "SoDinhDanh")
        #expect(provider.claims.names[.email] == nil)
        #expect(provider.algorithms == [.rs256])
        #expect(provider.isOn)
    }

    @Test func `the secret may stand in the environment`() throws {
        #expect(try read(#"\#(Self.least),"secret-variable":"VNEID_KEY""#)?.secret == "from the environment")
    }

    @Test(arguments: [
        #""secret-file":"SECRET","secret":"x""#, #""secret-variable":"NONE""#, #""secret-file":"/nowhere""#,
        #""secret-file":"SECRET","algorithms":["HS256"]"#, #""secret-file":"SECRET","link":"phone""#,
        #""secret-file":"SECRET","on":"no""#, #""secret-file":"SECRET","claims":{"salary":"x"}"#, "",
    ])
    func `what cannot be understood stops the start`(rest: String) {
        #expect(throws: Problem.self) { try read(Self.least + (rest.isEmpty ? "" : ",") + rest) }
    }

    @Test func `a secret that others may read is not used`() {
        #expect(throws: Problem.self) { try read(#"\#(Self.least),"secret-file":"SECRET""#, mode: 0o644) }
    }
}
