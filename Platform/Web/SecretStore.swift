import Crypto
import Foundation
import Storage

/// Owner of the table `web_secret`: the key that all processes of one installation share.
enum SecretStore {
    /// The key, made the first time that anybody asks.
    static func formKey(in database: any Database) async throws -> SymmetricKey {
        let fresh = SecretText.random()
        let text: String = try await database.write(lane: .free) { tx in
            try tx.execute("""
                INSERT INTO web_secret (name, value) VALUES ('form-key', \(fresh)) ON CONFLICT (name) DO NOTHING
                """)
            return try tx.row("SELECT value FROM web_secret WHERE name = 'form-key'")?["value"] ?? fresh
        }
        return SymmetricKey(data: Data(text.utf8))
    }
}
