import Access
import Base
import Storage
import Web

/// Hỏi lại: an open session is asked once more for the password or a code. Whoever has come by somebody's session does
/// not guess there: tries count for the account before anything is compared, and wait as at the front door. Only who is
/// signed in gets here, so no stranger makes an official wait.
package enum AskedAgain {
    /// Counts a try.
    /// - Throws: `sign-in-wait` (429) at the field.
    package static func count(_ request: WebRequest, at field: String) async throws {
        let subject = try request.act.requireAccount().description
        let seconds = try await request.site.database.write(lane: .free) { [now = request.now] tx in
            let tally = try ThrottleStore.tally(.again, subject, in: tx)
            let wait = SignInThrottle.waitSeconds(tally, on: .again, at: now)
            guard wait == 0 else { return wait }
            try ThrottleStore.save(SignInThrottle.counted(tally, at: now), .again, subject, in: tx)
            return 0
        }
        guard seconds == 0 else {
            let minutes = ["minutes": "\((seconds + 59) / 60)"]
            throw Problem("sign-in-wait", status: 429, fields: [FieldFault(field, "identity.sign-in-wait", minutes)],
                retryAfterSeconds: seconds)
        }
    }

    /// It was right: the next tries are free again.
    package static func settle(_ request: WebRequest) async throws {
        let subject = try request.act.requireAccount().description
        try await request.site.database.write(lane: .free) { try ThrottleStore.settle(.again, subject, in: $0) }
    }
}
