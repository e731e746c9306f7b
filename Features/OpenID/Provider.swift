import Base

/// Another system that signs people in: VNeID, Cổng Dịch vụ công quốc gia. As whoever runs the installation has
/// described it.
package struct Provider: Sendable, Equatable {
    /// How we say at its token endpoint that we are we.
    package enum Authentication: String, Sendable, CaseIterable {
        case basic = "client_secret_basic"
        case post = "client_secret_post"
    }

    /// What is needed to take over an account that has the same proven personal id.
    package enum Linking: String, Sendable, CaseIterable {
        /// The account's password, once.
        case password
        /// Nothing more, where another provider has proven that id for the account. Never for a claim.
        case level
    }

    /// Small letters, digits, hyphens: stands in addresses.
    package let id: String
    /// By language: `vi`, `en`.
    let names: [String: String]
    /// To the letter as the provider writes it.
    package let issuer: String
    let client: String
    let secret: String
    let authentication: Authentication
    let scopes: [String]
    let claims: ClaimMap
    let algorithms: Set<TokenAlgorithm>
    /// Asked for with `acr_values`; empty for none.
    let levelsAsked: [String]
    /// Below this, people are told to raise their account first.
    let levelMin: Int
    let linking: Linking
    /// Off: its button is gone, its accounts stay linked.
    let isOn: Bool

    /// As it is called in a language.
    package func name(in language: String) -> String { names[language] ?? names["vi"] ?? id }
    /// As it stands in journal and profiles.
    var proofName: String { names["vi"] ?? id }

    /// The doors at our side.
    var start: String { "/dang-nhap/qua/\(id)" }
    var back: String { "\(start)/ve" }
    var choice: String { "\(start)/tiep" }
    /// What is registered there as `backchannel_logout_uri`.
    var logout: String { "\(start)/dang-xuat" }
}
