import Base
import Foundation
import Storage
import Synchronization
import Webhooks

/// Đóng dấu thời gian: has an authority say when a seal was there already, so that not even our clock and our key can
/// date one back. What it says is kept in the database and as files that `openssl ts` reads.
struct StampSeal: Sendable {
    /// As far back as missing stamps are made up for.
    static let seals: Int64 = 30

    let database: any Database
    let authority: StampAuthority
    let folder: String

    init(_ database: any Database, authority: StampAuthority, folder: String) {
        self.database = database
        self.authority = authority
        self.folder = folder
    }

    /// The oldest missing stamp.
    /// - Returns: false when none is missing.
    /// - Throws: `Problem` `stamp-failed` when the authority does not answer, or not with a stamp that its roots vouch
    ///   for.
    func run(at now: Instant) async throws -> Bool {
        let seal = try await database.read { snapshot in
            try SealStampStore.unstamped(among: Self.seals, in: snapshot)
                .flatMap { try SealStore.seal($0, in: snapshot) }
        }
        guard let seal else { return false }
        let note = Array(seal.note.note.utf8)
        let request = TimeStampRequest(of: note, nonce: .random(in: 0 ... .max))
        let (outcome, bytes) = await OutwardLine(allowed: authority.allowed).post(
            request.der, to: authority.url, headers: [], type: "application/timestamp-query", plain: true)
        guard outcome.isWell else { throw Self.failed(outcome.words) }
        let answer = TimeStampAnswer(bytes)
        guard await answer.answers(request, roots: authority.certificates) else { throw Self.failed("no valid stamp") }
        let stamp = SealStamp(
            seal: seal.number, authority: authority.url, token: Data(bytes).base64EncodedString(), at: now)
        try await database.write(lane: .free) { try SealStampStore.insert(stamp, in: $0) }
        keep(seal, note, bytes)
        return true
    }

    /// Beside the database, for `openssl ts -verify -data seal-1.note -in seal-1.tsr`.
    private func keep(_ seal: Seal, _ note: [UInt8], _ answer: [UInt8]) {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = Durable.write(note, to: "\(folder)/seal-\(seal.number).note", mode: 0o644)
        _ = Durable.write(answer, to: "\(folder)/seal-\(seal.number).tsr", mode: 0o644)
        Durable.sync(folder: folder)
    }

    private static func failed(_ detail: String) -> Problem { Problem("stamp-failed", status: 502, detail: detail) }
}

/// How long an authority that has failed is left alone: a minute, doubling to an hour.
final class StampPatience: Sendable {
    private static let secondsMax: Int64 = 3600

    private struct State {
        var next: Instant?
        var seconds: Int64 = 60
    }

    private let state = Mutex(State())

    func isOver(at now: Instant) -> Bool { state.withLock { $0.next.map { $0 <= now } ?? true } }

    func forget() { state.withLock { $0 = State() } }

    func fail(at now: Instant) {
        state.withLock { state in
            state.next = now.adding(seconds: state.seconds)
            state.seconds = min(state.seconds * 2, Self.secondsMax)
        }
    }
}
