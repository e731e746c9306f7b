import Access
import Base
import Identity
import Storage

/// Nhận hồ sơ về tài khoản của tôi: the applicant of a dossier that somebody else brought, or that was filed at the
/// counter, takes it into their own account. They show the receipt (its code) and who they are: number or telephone as
/// on the receipt, and the same name, in an account of their own.
package struct TakeOverDossier: Sendable {
    let code: DossierCode
    /// The personal id, or the telephone where the receipt has no number.
    let proof: String

    package init(_ code: DossierCode, proof: String) {
        self.code = code
        self.proof = proof
    }

    /// - Returns: nil when it is not theirs, for whatever reason: all are told in the same words and counted as a
    ///   guess.
    package func run(in tx: Transaction, act: Act) throws -> ID<Dossier>? {
        guard let account = act.caller.citizen?.account, let profile = try CitizenStore.profile(of: account, in: tx),
            let dossier = try DossierStore.dossierForLookUp(code: code, in: tx)
        else { return nil }
        if dossier.ownerAccount == account { return dossier.id }
        let parties = try DossierPartsStore.parties(of: dossier.id, in: tx)
        // Who filed for themselves has it already; an organisation is not one person's.
        let isOthers = dossier.filerAccount == nil || parties[.filer] != nil
        guard isOthers, dossier.organisation == nil, dossier.ownerAccount == nil, let applicant = parties[.applicant],
            Self.isOwner(applicant, profile, proof: proof)
        else { return nil }
        try OwnerLedger.give(dossier, to: account, how: "claimed", by: act, in: tx)
        return dossier.id
    }

    /// Whether the account is the applicant's: what was typed, what the account says of itself and what stands on the
    /// receipt are one. Where the receipt has a number, the telephone does not do.
    static func isOwner(_ applicant: Party, _ profile: CitizenProfile, proof: String) -> Bool {
        guard VietnameseText.folded(applicant.name) == VietnameseText.folded(profile.name) else { return false }
        if let birth = applicant.birthDate, let told = profile.birthDate, birth != told { return false }
        if !applicant.personalID.isEmpty {
            return PersonalID(proof)?.digits == applicant.personalID
                && profile.personalID?.digits == applicant.personalID
        }
        guard !applicant.phone.isEmpty else { return false }
        return PhoneNumber(proof)?.digits == applicant.phone && profile.phone?.digits == applicant.phone
    }
}
