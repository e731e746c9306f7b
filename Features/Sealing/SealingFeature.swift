import Access
import Dossiers
import Web

extension Permission {
    /// See the seals and how they stand.
    static let sealSee: Permission = "seal.see"
    /// Seal now, hold the journal against the seals.
    package static let sealClose: Permission = "seal.close"
    /// Verify a receipt, take the public key and the seals: everybody.
    static let sealVerify: Permission = "seal.verify"
}

/// Niêm phong nhật ký: what was written stays provable against everybody, ourselves included.
package enum SealingFeature {
    package static func make() -> Feature {
        Feature(
            name: "sealing", migrations: migrations, grants: grants,
            routes: SealPages.routes + VerifyPages.routes + ReceiptPages.routes,
            navigation: [
                NavigationEntry(.administrator, title: "sealing.title", path: SealPages.path,
                    permission: .sealSee, order: 905, icon: .lock, about: "sealing.about")
            ])
    }

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.sealSee, [.administrator, .centreDirector, .centreDeputy, .leader, .inspector]),
        .staff(.sealClose, [.administrator, .centreDirector]),
        .anybody(.sealVerify),
    ]

    /// «Biên nhận có bằng chứng» on the pages of a dossier.
    package static let panel = DossierPanel(for: [.officer, .citizen]) { folder, request in
        ReceiptPages.section(folder, request)
    }

    /// The same for who has looked a dossier up by its code.
    package static let lookUp = LookUpPaper(section: ReceiptPages.lookUpSection, answer: ReceiptPages.file)
}
