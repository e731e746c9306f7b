import Access
import Base
import Journal
import Storage

/// Ký kết quả rà soát: a second person signs what was said of the accounts; those to be closed are closed by it.
package struct SignAccountReview: Sendable {
    let review: ID<AccountReview>
    let conclusion: String

    package init(_ review: ID<AccountReview>, conclusion: String) {
        self.review = review
        self.conclusion = VietnameseText.tidied(conclusion)
    }

    /// - Throws: `not-found`; `review-signed` (409); `review-unfinished` (409) with how many accounts are left;
    ///   `review-own` (403): whoever judged does not sign; `invalid-form` on `conclusion`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityReviewSign)
        guard var found = try AccountReviewStore.review(review, in: tx) else { throw Problem.notFound }
        try act.requireReach(to: found.agency)
        guard found.signedAt == nil else { throw Problem("review-signed", status: 409) }
        let lines = try AccountReviewStore.lines(of: review, in: tx)
        let left = lines.count { $0.verdict == nil }
        guard left == 0 else { throw Problem("review-unfinished", status: 409, arguments: ["count": "\(left)"]) }
        let own = act.caller.account
        guard found.openedBy != own, !lines.contains(where: { $0.decidedBy == own }) else {
            throw Problem("review-own", status: 403)
        }
        guard conclusion.count <= AccountReview.textLengthMax else {
            throw Problem.invalid([FieldFault("conclusion", "identity.signing.long",
                ["max": "\(AccountReview.textLengthMax)"])])
        }
        let closing = lines.filter { $0.verdict == .close }
        for line in closing { try close(line, in: tx, act: act) }
        found.signedBy = act.caller.account
        found.signedAt = act.at
        found.conclusion = conclusion
        try AccountReviewStore.sign(found, in: tx)
        try Journal.append(JournalDraft("identity.review-signed", of: "account-review", review.description,
            agency: found.agency, facts: [
                "accounts": "\(lines.count)", "closed": "\(closing.count)", "conclusion": conclusion,
            ]), by: act, in: tx)
    }

    private func close(_ line: AccountReview.Line, in tx: Transaction, act: Act) throws {
        guard let listing = try StaffStore.listing(line.account, in: tx), listing.state == .active else { return }
        try SwitchAccount.close(listing, facts: ["review": review.description, "note": line.note], in: tx, act: act)
    }
}
