import Access
import Base
import Crypto
import Foundation
import Storage

extension WebRequest {
    /// Does a change exactly once: `body` runs in one write transaction under the form's one-time key (the hidden field
    /// `once`, or the header `Idempotency-Key`), and its answer is kept in the same transaction. Whoever sends the form
    /// again - a second click, a repeat after a broken line, after a restart - gets that answer and nothing is done twice.
    ///
    /// What `body` throws rolls everything back and is not kept: the form can be mended and sent with the same key.
    /// - Throws: `once-missing` (400); `once-used` (422) when the key came before with another form, path or caller.
    /// - Precondition: the answer is a redirect, an empty one, or JSON or text below 64 kB.
    package func once(
        lane: Lane = .journal, _ body: @escaping @Sendable (Transaction) throws -> Answer
    ) async throws -> Answer {
        let slip = try onceSlip()
        let work: @Sendable (Transaction) throws -> Answer = { tx in
            guard try OnceStore.claim(slip, at: now, in: tx) else { return try OnceStore.answer(to: slip, in: tx) }
            let answer = try body(tx)
            try OnceStore.keep(answer, for: slip, in: tx)
            return answer
        }
        // Whatever became of it: what was written is told, and asking for nothing costs one short question.
        defer { if lane == .journal { site.journal.poke() } }
        do {
            return try await site.database.write(lane: lane, work)
        } catch StorageError.commitUnknown {
            // The line to the database broke during the commit. Asking again under the same key is safe: either it was
            // kept and comes back, or it was not and is done now.
            return try await site.database.write(lane: lane, work)
        }
    }

    /// The same for a form that is shown again when it is refused: `page` draws it with what the person typed, the
    /// faults or the sentence of a conflict (409). Any other problem goes on to the error page.
    package func once(
        lane: Lane = .journal, orAgain page: (Problem) async throws -> Page,
        _ body: @escaping @Sendable (Transaction) throws -> Answer
    ) async throws -> Answer {
        try await once(lane: lane, orAnswer: { .page(try await page($0), status: $0.status) }, body)
    }

    /// The same where the page comes with what it shows (`Answer.shown`).
    package func once(
        lane: Lane = .journal, orAnswer answer: (Problem) async throws -> Answer,
        _ body: @escaping @Sendable (Transaction) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await once(lane: lane, body)
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return try await answer(problem)
        }
    }

    private func onceSlip() throws(Problem) -> OnceStore.Slip {
        let key = form.has("once") ? form["once"] : headers["idempotency-key"] ?? ""
        guard OnceStore.isKey(key) else { throw Problem("once-missing", status: 400) }
        return OnceStore.Slip(
            key: key, caller: caller.account?.description ?? "visitor:\(contentDigest("visitor"))",
            path: "\(method.rawValue) \(path)", digest: contentDigest(onceContent))
    }

    /// What was sent, without the two fields that belong to the envelope.
    private var onceContent: String {
        var parts = form.pairs.filter { $0.name != "csrf" && $0.name != "once" }.map { "\($0.name)=\($0.value)" }
        for (name, staged) in files.sorted(by: { $0.key < $1.key }) {
            parts += staged.map { "\(name)#\($0.digest)" }
        }
        return parts.joined(separator: "\u{0}") + "\u{0}" + Hex.text(SHA256.hash(data: Data(json)))
    }

    /// Keyed by the browser's secret, of which the database has no copy: so a short password in a form cannot be
    /// guessed from the digest.
    private func contentDigest(_ content: String) -> String {
        let key = SymmetricKey(data: Data("once:\(browser.value)".utf8))
        return Hex.text(HMAC<SHA256>.authenticationCode(for: Data(content.utf8), using: key))
    }
}
