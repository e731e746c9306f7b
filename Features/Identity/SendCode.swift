import Access
import Base
import Storage

/// A code is made for a telephone. Counted by number and, before this, by network; the same whether the number has an
/// account or not.
struct SendCode: Sendable {
    let phone: PhoneNumber
    let purpose: ContactCode.Purpose
    let browser: String
    let code = ContactCode.fresh()

    enum Outcome: Sendable, Equatable {
        case wait(seconds: Int)
        /// The message to send: with the code, or that there is an account already.
        case send(isCode: Bool)
    }

    func run(in tx: Transaction, act: Act) throws -> Outcome {
        try act.require(.identitySignIn)
        let tally = try ThrottleStore.tally(.message, phone.digits, in: tx)
        let wait = SignInThrottle.waitSeconds(tally, on: .message, at: act.at)
        guard wait == 0 else { return .wait(seconds: wait) }
        try ThrottleStore.save(SignInThrottle.counted(tally, at: act.at), .message, phone.digits, in: tx)
        let isFree = try isFree(in: tx)
        try ContactCodeStore.save(ContactCode(phone: phone, purpose: purpose,
            digest: isFree ? ContactCode.digest(of: code, browser: browser) : nil,
            expiresAt: act.at.adding(seconds: ContactCode.secondsMax)), of: browser, at: act.at, in: tx)
        return .send(isCode: isFree)
    }

    private func isFree(in tx: Transaction) throws -> Bool {
        switch purpose {
        case .registration: return try !AccountStore.isTaken(LoginName(phone), in: tx)
        case .ownNumber(let account): return try CitizenStore.profile(of: account, in: tx)?.phone == phone
        }
    }
}
