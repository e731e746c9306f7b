import Access
import Base
import Storage

/// Khóa tài khoản lâu không dùng: an official's account that nobody signed in to for 45 days is closed until an
/// administrator opens it again (TCVN 14423:2026 and QCVN 12:2026/BCA, level 3). Run each hour; harmless twice.
package struct CloseUnusedAccounts: Sendable {
    package static let daysMax = 45

    package init() {}

    /// - Returns: how many were closed. The last open administrator of an agency stays: nobody could open the others.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Int {
        try act.require(.identityManage)
        let limit = act.at.adding(seconds: -Int64(Self.daysMax) * 86_400)
        var closed = 0
        for account in try StaffStore.unused(since: limit, at: act.at, in: tx) {
            guard let listing = try StaffStore.listing(account, in: tx),
                try !isLastAdministrator(listing, at: act.at, in: tx)
            else { continue }
            try SwitchAccount.close(listing, facts: ["ground": "unused", "days": "\(Self.daysMax)"], in: tx, act: act)
            closed += 1
        }
        return closed
    }

    private func isLastAdministrator(
        _ listing: StaffStore.Listing, at now: Instant, in tx: Transaction
    ) throws -> Bool {
        let ruling: Set<Role> = [.administrator, .provinceAdministrator]
        guard !listing.member.roles.isDisjoint(with: ruling) else { return false }
        return try !StaffStore.members(of: listing.member.agency, on: now.localDate, in: tx)
            .contains { $0.account != listing.member.account && !$0.roles.isDisjoint(with: ruling) }
    }
}
