import Access
import Base

/// Xác thực hai lớp: what an account shows beside its password. At security level 3 leaders and administrators always
/// do, and everybody who signs in from outside the office (QCVN 3.7.2, NIST SP 800-63B).
struct SecondFactor: Sendable, Equatable {
    let account: AccountID
    let code: TimeCode
    let begunAt: Instant
    /// Nil until the owner has typed a first code: before that it is asked of nobody.
    let confirmedAt: Instant?
    /// Of the last code that was taken, so that none is taken twice.
    let lastStep: Int64?
}
