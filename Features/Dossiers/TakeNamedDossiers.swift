import Access
import Base
import Identity
import Storage

/// Nhận những hồ sơ đứng tên tôi: whoever's personal id was proven (VNeID) takes into their account all that names them
/// as its applicant and that others filed, or that was filed at the counter, without knowing a code.
///
/// Safe because nothing is opened by a claim. The number is proven by whom the installation trusts, and ends with the
/// proof; the name must agree, and the date of birth where both say one, so that a number mistyped at the counter shows
/// nobody's matter to a stranger. Nothing is read before it is taken but code, procedure, day and state; taking is an
/// entry of its own. What has an owner, or is an organisation's, is not there.
struct TakeNamedDossiers: Sendable {
    /// Of the program itself: sees beyond the caller's reach, and only for what `named` lets through.
    let lookUp: Permit

    /// - Parameter policy: lets the program look for what the caller cannot see yet.
    init(policy: AccessPolicy) throws {
        lookUp = try policy.permit("dossier.see", to: .system("named-dossiers"))
    }

    /// The newest first; none without a proof.
    func named(_ account: AccountID, in snapshot: Snapshot) throws -> [Dossier] {
        let isProven = try ProofStore.proofs(of: account, in: snapshot)
            .contains { $0.field == .personalID && !$0.source.isEmpty }
        guard isProven, let profile = try CitizenStore.profile(of: account, in: snapshot),
            let number = profile.personalID?.digits
        else { return [] }
        return try DossierSearchStore.dossiers(.personalID(number), for: lookUp, in: snapshot).filter { dossier in
            guard dossier.ownerAccount == nil, dossier.organisation == nil, dossier.filerAccount != account
            else { return false }
            let parties = try DossierPartsStore.parties(of: dossier.id, in: snapshot)
            // Who filed for themselves has it already, in whichever account.
            guard dossier.filerAccount == nil || parties[.filer] != nil, let applicant = parties[.applicant] else {
                return false
            }
            return TakeOverDossier.isOwner(applicant, profile, proof: number)
        }
    }

    /// - Returns: how many.
    func run(in tx: Transaction, act: Act) throws -> Int {
        guard let account = act.caller.citizen?.account else { throw Problem.forbidden }
        let dossiers = try named(account, in: tx)
        for dossier in dossiers { try OwnerLedger.give(dossier, to: account, how: "proven", by: act, in: tx) }
        return dossiers.count
    }
}
