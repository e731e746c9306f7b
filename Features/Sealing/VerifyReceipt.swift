import Base
import Journal
import Proof

/// Kiểm chứng biên nhận: needs the file alone, and better the office's public key and the seals that somebody has kept.
/// No database, no network.
package struct VerifyReceipt: Sendable {
    let receipt: Receipt
    let key: PublicSealKey?
    let seals: [Seal]?

    /// - Parameters:
    ///   - key: the office's, from the wall or from its page; nil takes the receipt's word, and the verdict says so.
    ///   - seals: copies that were kept; nil when there are none.
    package init(_ receipt: Receipt, key: PublicSealKey? = nil, seals: [Seal]? = nil) {
        self.receipt = receipt
        self.key = key
        self.seals = seals
    }

    package enum Verdict: Sendable, Equatable {
        case proven
        /// What it says is whole, but no seal covers it yet: it proves nothing so far.
        case waiting
        case refused(Fault)
    }

    package enum Fault: String, Sendable, CaseIterable {
        /// The entry's text is not the one that its digest was made of.
        case entry
        /// The entry does not say that this dossier was taken in.
        case content
        /// The path does not lead from the entry to the sealed root.
        case path
        /// The seal was not signed by the key in the receipt.
        case signature
        /// The key is not the office's.
        case key
        /// Nobody has kept a seal like this one.
        case seal
        /// The newer seal does not go on from the first.
        case later
    }

    package var verdict: Verdict {
        let entry = receipt.entry
        guard entry.isWhole, entry.number > 0 else { return .refused(.entry) }
        guard entry.kind == Receipt.kind, entry.facts["code"] == receipt.code else { return .refused(.content) }
        guard let sealed = receipt.sealed else { return .waiting }
        let seal = sealed.seal
        guard sealed.proof.index == entry.number - 1, sealed.proof.size == seal.size,
            sealed.proof.holds(receipt.leaf, in: seal.head.root)
        else { return .refused(.path) }
        guard seal.isSigned else { return .refused(.signature) }
        if let key, seal.key != key { return .refused(.key) }
        if let seals, !seals.contains(seal) { return .refused(.seal) }
        if let later = sealed.later {
            guard later.seal.isSigned, later.seal.head.origin == seal.head.origin, later.seal.number > seal.number,
                later.proof.holds(from: seal.head.root, to: later.seal.head.root)
            else { return .refused(.later) }
            if let seals, let kept = seals.first(where: { $0.number == later.seal.number }), kept != later.seal {
                return .refused(.later)
            }
        }
        return .proven
    }
}
