import Access
import Base
import Crypto
import Foundation
import Web

/// Mã truy cập API: lets a program act as the account that it belongs to, with that account's rights at the moment of
/// each call. The token itself is shown once; only its SHA-256 is kept, so a copy of the database opens no door.
package struct AccessToken: Sendable, Equatable {
    package static let nameLengthMax = 100
    package static let daysMax = 1830
    package static let daysStandard = 365
    /// Live ones of one account.
    package static let liveMax = 20

    package let id: ID<AccessToken>
    package let account: AccountID
    /// What it is for, in the words of whoever made it.
    package let name: String
    package let createdAt: Instant
    package let expiresAt: Instant
    package let revokedAt: Instant?

    package func isLive(at now: Instant) -> Bool { revokedAt == nil && now < expiresAt }

    /// A new secret: 256 bits behind a beginning by which scanners of leaked secrets know it.
    static func secret() -> String { "motcua_" + SecretText.random() }

    static func digest(of secret: String) -> String { Hex.text(SHA256.hash(data: Data(secret.utf8))) }
}
