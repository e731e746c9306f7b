import Access
import Base
import Foundation
import Storage

/// Owner of the table `web_once`: the answers that were given to one-time keys.
package enum OnceStore {
    /// What identifies one sending of one form.
    struct Slip: Sendable {
        let key: String
        let caller: String
        let path: String
        let digest: String
    }

    package static let sealed = SealedTable("web_once", key: ["key"], [.init("body")])
    static let bodyBytesMax = 64 << 10
    /// After this a key is forgotten; nobody repeats a form after a week.
    static let keptSeconds: Int64 = 7 * 86_400

    static func isKey(_ text: String) -> Bool {
        (16...64).contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// Writes the key down. False when it is there already: the parallel one waits here until the first has ended.
    static func claim(_ slip: Slip, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            INSERT INTO web_once (key, caller, path, digest, status, created_at)
            VALUES (\(slip.key), \(slip.caller), \(slip.path), \(slip.digest), 0, \(now))
            ON CONFLICT (key) DO NOTHING
            """) == 1
    }

    static func keep(_ answer: Answer, for slip: Slip, in tx: Transaction) throws {
        let location = answer.headers.first { $0.name.lowercased() == "location" }?.value
        precondition(answer.headers.allSatisfy { $0.name.lowercased() == "location" }, "a kept answer has no headers")
        var contentType: String?
        var text: String?
        switch answer.body {
        case .empty: break
        case .bytes(let bytes, let type):
            precondition(bytes.count <= bodyBytesMax, "a kept answer is small")
            contentType = type
            text = String(decoding: bytes, as: UTF8.self)
        case .page, .stream, .events:
            preconditionFailure("once keeps redirects and small documents only: redirect to the page")
        }
        try tx.send("""
            UPDATE web_once SET status = \(answer.status), location = \(location), content_type = \(contentType), \
            body = \(sealed: text, "body"), session = \(answer.sessionChange?.word) WHERE key = \(slip.key)
            """)
    }

    static func answer(to slip: Slip, in snapshot: Snapshot) throws -> Answer {
        guard let row = try snapshot.row("SELECT * FROM web_once WHERE key = \(slip.key)") else {
            throw StorageError.conflict
        }
        let caller: String = try row["caller"]
        let path: String = try row["path"]
        let digest: String = try row["digest"]
        guard (caller, path, digest) == (slip.caller, slip.path, slip.digest) else { throw Problem("once-used") }
        let location: String? = try row["location"]
        let contentType: String? = try row["content_type"]
        let text: String? = try row[sealed: "body"]
        let session: String? = try row["session"]
        var answer = Answer(
            status: try row["status"], headers: location.map { [("Location", $0)] } ?? [],
            body: contentType.map { .bytes(Array((text ?? "").utf8), contentType: $0) } ?? .empty)
        answer.sessionChange = session.flatMap { Answer.SessionChange(word: $0) }
        answer.keptSince = try row["created_at"]
        return answer
    }

    /// Forgets keys older than a week; for a nightly job.
    package static func purge(at now: Instant, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_once WHERE created_at < \(now.adding(seconds: -keptSeconds))")
    }
}

extension Answer.SessionChange {
    /// How it is stored beside a kept answer.
    var word: String {
        switch self {
        case .signIn(let account, let ticket): "in:\(account)\(ticket.map { ":\($0)" } ?? "")"
        case .unlock: "unlock"
        case .signOut: "out"
        }
    }

    init?(word: String) {
        if word == "out" {
            self = .signOut
        } else if word == "unlock" {
            self = .unlock
        } else {
            let parts = word.split(separator: ":", maxSplits: 2).map(String.init)
            guard parts.count > 1, parts[0] == "in", let account = AccountID(parts[1]) else { return nil }
            self = .signIn(account, ticket: parts.count > 2 ? parts[2] : nil)
        }
    }
}
