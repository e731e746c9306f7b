import Dossiers
import Identity
import Storage
import Web

/// On the officers' page of a dossier that was filed online: what of the filer's account is proven, and by whom. What
/// stands in the dossier itself was typed, and may differ.
enum ProofPanel {
    static let panel = DossierPanel(for: [.officer]) { folder, request in
        guard let account = folder.dossier.filerAccount else { return .empty }
        let (profile, proofs) = try await request.site.database.read { snapshot in
            (try CitizenStore.profile(of: account, in: snapshot), try ProofStore.proofs(of: account, in: snapshot))
        }
        guard let profile, !proofs.isEmpty else { return .empty }
        let t = request.strings
        let rows = proofs.compactMap { row($0, of: profile, t) }
        return """
            <section><h2>\(t("openid.proofs"))</h2><p>\(t("openid.proofs.lead"))</p>
            \(Components.summaryList(rows, t))</section>
            """
    }

    private static func row(_ proof: ProfileProof, of profile: CitizenProfile, _ t: Strings) -> Components.SummaryRow? {
        let (key, value): (String, String?) =
            switch proof.field {
            case .name: ("identity.name", profile.name)
            case .personalID: ("identity.personal-id", profile.personalID?.masked)
            case .birthDate: ("identity.birth-date", profile.birthDate?.description)
            case .phone: ("identity.phone", profile.phone?.masked)
            // Not what an officer compares with a paper.
            case .sex, .email, .address: ("", nil)
            }
        return value.map { Components.SummaryRow(t(key), "\($0)\(proof.tag(t))") }
    }
}
