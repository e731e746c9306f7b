import Access
import Base
import Identity
import Journal
import Storage

/// Makes the demonstration commune: people, places and the catalogue; the dossiers follow by `DemoDossiers`, each through
/// the deeds of a real counter.
package struct MakeDemo: Sendable {
    package let seed: Int
    package let dossiers: Int

    package init(seed: Int, dossiers: Int) {
        self.seed = seed
        self.dossiers = dossiers
    }

    /// - Throws: `installation-exists` when the data is somebody's already.
    package func run(in tx: Transaction, act: Act) throws {
        let kind = Installation.Kind.demo(seed: seed, dossiers: dossiers)
        try InstallationStore.mark(Installation(kind: kind, at: act.at, isWhole: false), in: tx)
        try Journal.append(
            JournalDraft("installation.made", of: "installation", "demo", agency: nil,
                facts: ["seed": "\(seed)", "dossiers": "\(dossiers)", "version": Version.text]), by: act, in: tx)
        _ = try DemoPeople.seed(in: tx, act: act)
    }
}
