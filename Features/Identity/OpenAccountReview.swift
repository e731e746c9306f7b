import Access
import Base
import Journal
import Storage

/// Mở đợt rà soát: every open account of the agency is put on the list as it stands.
package struct OpenAccountReview: Sendable {
    package init() {}

    /// - Throws: `review-open` (409) while another one is not signed yet.
    package func run(in tx: Transaction, act: Act) throws -> ID<AccountReview> {
        try act.require(.identityManage)
        guard let agency = act.permit.agency, let account = act.caller.account else { throw Problem.forbidden }
        guard try AccountReviewStore.reviews(of: agency, in: tx).allSatisfy({ $0.signedAt != nil }) else {
            throw Problem("review-open", status: 409)
        }
        let review = AccountReview(id: ID(at: act.at), agency: agency, openedBy: account, openedAt: act.at,
            conclusion: "")
        let lines = try StaffStore.listings(of: agency, on: nil, in: tx).filter { $0.state == .active }
            .map { AccountReview.Line(account: $0.member.account, held: $0.held, note: "") }
        try AccountReviewStore.insert(review, lines, in: tx)
        try Journal.append(JournalDraft("identity.review-opened", of: "account-review", review.id.description,
            agency: agency, facts: ["accounts": "\(lines.count)"]), by: act, in: tx)
        return review.id
    }
}
