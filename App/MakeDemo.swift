import Access
import Base
import Deadlines
import Dossiers
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

    /// The weeks that the dossiers are spread over.
    static let daysPlayed = 45

    /// Plays the dossiers, up to the present moment.
    package func play(
        in house: Storehouse, until now: Instant, progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let commune = try await house.database.read { try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: $0) }
        guard let commune, dossiers > 0 else { return }
        _ = try await DemoDossiers(
            database: house.database, blobs: house.blobs, policy: Features.policy, calendar: .vietnam, agency: commune
        ).fill(count: dossiers, seed: UInt64(seed), from: now.localDate.adding(days: -Self.daysPlayed), until: now,
                progress: progress)
        for follower in Features.all.flatMap(\.followers) { try await follower.catchUp(house.database) }
    }

    /// - Throws: `installation-exists` when the data is somebody's already.
    package func run(in tx: Transaction, act: Act) throws {
        let kind = Installation.Kind.demo(seed: seed, dossiers: dossiers)
        try InstallationStore.mark(Installation(kind: kind, at: act.at, isWhole: false), in: tx)
        try Journal.append(
            JournalDraft("installation.made", of: "installation", "demo", agency: nil,
                facts: ["seed": "\(seed)", "dossiers": "\(dossiers)", "version": Version.text]), by: act, in: tx)
        _ = try DemoPeople.seed(in: tx, act: act)
        try BuiltInCatalogue.publish(
            effectiveFrom: BuiltInCatalogue.twoTiersSince, command: "demo", at: act.at, in: tx)
    }
}
