import Base
import Dossiers
import Journal
import Proof
import Storage

/// Makes the receipt of a dossier from the journal as it is now. What does not fit the seals any more is not handed
/// out: a paper that cannot be verified would put the blame on the person.
struct MakeReceipt {
    let dossier: Dossier

    /// - Returns: nil while the office has not taken the dossier in.
    /// - Throws: `Problem` `receipt-broken` when the journal is no longer the one that was sealed.
    func run(in snapshot: Snapshot) throws -> Receipt? {
        let history = try Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: snapshot)
        guard let entry = history.last(where: { $0.kind == Receipt.kind }) else { return nil }
        let sealed: Receipt.Sealed?
        do { sealed = try sealing(of: entry, in: snapshot) } catch is TreeGap { throw broken(entry) }
        let receipt = Receipt(code: dossier.code.text, entry: entry, sealed: sealed)
        switch VerifyReceipt(receipt).verdict {
        case .proven, .waiting: return receipt
        case .refused: throw broken(entry)
        }
    }

    private func sealing(of entry: JournalEntry, in snapshot: Snapshot) throws -> Receipt.Sealed? {
        guard let seal = try SealStore.first(covering: entry.number, in: snapshot) else { return nil }
        var shelf = SealStore.shelf(in: snapshot)
        let proof = try InclusionProof(of: entry.number - 1, in: seal.size, from: &shelf)
        var later: Receipt.Later?
        if let newest = try SealStore.last(in: snapshot), newest.number > seal.number {
            later = Receipt.Later(
                seal: newest, proof: try ConsistencyProof(from: seal.size, to: newest.size, from: &shelf))
        }
        return Receipt.Sealed(
            seal: seal, proof: proof, stamp: try SealStampStore.stamp(of: seal.number, in: snapshot)?.token,
            later: later)
    }

    private func broken(_ entry: JournalEntry) -> Problem {
        Problem("receipt-broken", status: 409, arguments: ["number": "\(entry.number)"])
    }
}
