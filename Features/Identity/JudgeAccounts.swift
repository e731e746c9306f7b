import Access
import Base
import Storage

/// What the administrator says of the accounts of an open review. Nothing happens to them before it is signed, so it
/// can be said anew; the signing tells the journal.
package struct JudgeAccounts: Sendable {
    let review: ID<AccountReview>
    let verdicts: [AccountID: (verdict: AccountReview.Verdict, note: String)]

    package init(
        _ review: ID<AccountReview>, _ verdicts: [AccountID: (verdict: AccountReview.Verdict, note: String)]
    ) {
        self.review = review
        self.verdicts = verdicts.mapValues { ($0.verdict, VietnameseText.tidied($0.note)) }
    }

    /// - Throws: `not-found`; `review-signed` (409); `invalid-form` on `note` and, for the own account, on `verdict`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let found = try AccountReviewStore.review(review, in: tx) else { throw Problem.notFound }
        try act.requireReach(to: found.agency)
        guard found.signedAt == nil else { throw Problem("review-signed", status: 409) }
        let max = AccountReview.textLengthMax
        guard verdicts.values.allSatisfy({ $0.note.count <= max }) else {
            throw Problem.invalid([FieldFault("note", "identity.signing.long", ["max": "\(max)"])])
        }
        let own = act.caller.account
        guard own.flatMap({ verdicts[$0]?.verdict }) != .close else {
            throw Problem.invalid([FieldFault("verdict", "identity.review.own")])
        }
        for var line in try AccountReviewStore.lines(of: review, in: tx) {
            guard let said = verdicts[line.account] else { continue }
            guard line.verdict != said.verdict || line.note != said.note else { continue }
            line.verdict = said.verdict
            line.note = said.note
            line.decidedBy = own
            line.decidedAt = act.at
            try AccountReviewStore.save(line, of: review, in: tx)
        }
    }
}
