import Access
import Base
import Storage

/// Ghi chú nội bộ.
package struct NoteOnDossier {
    let dossier: ID<Dossier>
    let text: String

    package init(_ dossier: ID<Dossier>, text: String) {
        self.dossier = dossier
        self.text = text
    }

    package func run(in tx: Transaction, act: Act) throws {
        let text = try Remark.checked(text, field: "note")
        try DossierLedger.step(.note, dossier, by: act, in: tx) { dossier in
            try DossierPartsStore.insertNote(text, of: dossier.id, by: act, in: tx)
            return [:]
        }
    }
}
