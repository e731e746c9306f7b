import Access
import Base

/// Rà soát tài khoản: every half year somebody looks at each account and each role, and somebody else signs for it
/// (TCVN 14423:2026, level 3; QCVN 12:2026/BCA asks for each quarter where the system keeps records).
package struct AccountReview: Sendable, Equatable {
    /// After so many days without a signed review one is due.
    package static let daysMax = 183
    package static let textLengthMax = 500

    package let id: ID<AccountReview>
    package let agency: AgencyID
    package let openedBy: AccountID
    package let openedAt: Instant
    package var signedBy: AccountID?
    package var signedAt: Instant?
    package var conclusion: String

    /// What is said of one account.
    package enum Verdict: String, Sendable, CaseIterable {
        /// The person still works there and needs what they have.
        case keep
        /// Closed when the review is signed.
        case close
    }

    /// One account as it stood when the review was opened.
    package struct Line: Sendable, Equatable {
        package let account: AccountID
        /// Roles with their days, as the review found them: `reception 2026-01-05…`, joined by a semicolon.
        package let held: String
        package var verdict: Verdict?
        package var note: String
        package var decidedBy: AccountID?
        package var decidedAt: Instant?
    }
}

extension StaffStore.Listing {
    /// What a review keeps of the roles.
    var held: String {
        terms.map { term in
            let days = [term.from, term.through].map { $0?.iso8601 ?? "" }.joined(separator: "…")
            return days == "…" ? term.role.rawValue : "\(term.role.rawValue) \(days)"
        }.joined(separator: "; ")
    }
}
