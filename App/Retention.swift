import Access
import Base
import Dossiers
import External
import Identity
import Mandates
import Notices
import OpenID
import Privacy
import Storage
import Web

/// How everything that is kept for a time comes to its end: two people decide on what is a record (`Purger`), the rest
/// goes by itself (`Fading`). A test holds both lists against the kinds of records. Jobs that are done are let go of by
/// those who ran them.
extension Features {
    /// What the schedule of destruction may destroy, each by the owner of its tables.
    package static let purgers: [Purger] = [
        .dossiers(others: [NoticesFeature.forget]), .drafts, mandates, accounts, notices,
    ]

    /// What goes by itself.
    package static let fadings: [Fading] = [
        Fading(kind: "sign-in", parts: [
            .rows(IdentityFading.tallies) { $0.limit }, .rows(LookUpAttemptStore.ageing) { $0.limit },
        ] + (IdentityFading.codes + OpenIDFeature.ageing).map { rows in Fading.Part.rows(rows) { $0.now } }),
        Fading(kind: "known-network", parts: [.rows(IdentityFading.networks) { $0.limit }]),
        Fading(kind: "reminder", parts: [.rows(NoticesFeature.reminders) { $0.limit }]),
        Fading(kind: "external", parts: [
            Fading.Part(ExternalFadingStore.tables) {
                try ExternalFadingStore.over($0.limit, in: $1)
            } fade: { try ExternalFadingStore.fade($0.limit, in: $2) }
        ]),
        Fading(kind: "read-log", parts: [.readings]),
        Fading(kind: "credential", parts: [
            Fading.Part(["web_session"]) { moment, _, tx in
                try Sessions.purge(at: moment.now, in: tx)
                return 0
            }
        ]),
        Fading(kind: "technical", parts: [
            Fading.Part(["web_once"]) { moment, _, tx in
                try OnceStore.purge(at: moment.now, in: tx)
                return 0
            },
            Fading.Part(["bulk_run", "bulk_run_item"]) { moment, _, tx in
                try BulkRunStore.purge(at: moment.now, in: tx)
            },
        ]),
    ]

    /// What a person lets act for them, once it has ended and no dossier leans on it.
    private static let mandates = Purger(kind: "mandate") { agency, moment, limit, snapshot in
        try MandateDestructionStore.candidates(of: agency, endedBefore: moment, limit: limit, in: snapshot)
            .filter { try !DossierDestructionStore.leans(on: $0.id, in: snapshot) }
            .map { Purger.Candidate(record: $0.id.description, label: "", since: $0.endedAt) }
    } personalIDs: { record, snapshot in
        guard let id = MandateID(record) else { return [] }
        return try MandateDestructionStore.personalIDs(of: id, in: snapshot)
    } destroy: { record, agency, before, _, tx in
        guard let id = MandateID(record), try !DossierDestructionStore.leans(on: id, in: tx) else { return .kept }
        let organisation = try MandateStore.mandate(underDossier: id, in: tx)?.organisation
        guard let files = try MandateDestructionStore.destroy(id, of: agency, endedBefore: before, in: tx) else {
            return .kept
        }
        if let organisation, try !DossierDestructionStore.leans(on: organisation, in: tx) {
            try MandateDestructionStore.destroyEmptied(organisation, in: tx)
        }
        return .destroyed(files: files)
    }

    /// Citizens' accounts that nobody signs in to and that hold nothing. They are no commune's own: whoever proposes
    /// first has them, and what another commune still needs is kept when it comes to it.
    private static let accounts = Purger(kind: "account", isShared: true) { _, moment, limit, snapshot in
        var (found, last): ([Purger.Candidate], AccountDestructionStore.Idle?) = ([], nil)
        while found.count < limit {
            let idle = try AccountDestructionStore.idle(before: moment, after: last, limit: 500, in: snapshot)
            let needed = try inUse(idle.map(\.account), in: snapshot)
            found += idle.filter { !needed.contains($0.account) }.map {
                Purger.Candidate(record: $0.account.description, label: "", since: $0.since)
            }
            guard idle.count == 500 else { break }
            last = idle.last
        }
        return Array(found.prefix(limit))
    } personalIDs: { record, snapshot in
        guard let account = AccountID(record), let profile = try CitizenStore.profile(of: account, in: snapshot) else {
            return []
        }
        return Set([profile.personalID?.digits].compactMap { $0 })
    } destroy: { record, _, before, _, tx in
        guard let account = AccountID(record), try inUse([account], in: tx).isEmpty,
            try AccountDestructionStore.destroy(account, idleSince: before, in: tx)
        else { return .kept }
        try Sessions.endAll(of: account, in: tx)
        try OpenIDFeature.forget(account, in: tx)
        try NoticeDestructionStore.forgetWish(of: account, in: tx)
        return .destroyed(files: [])
    }

    private static func inUse(_ accounts: [AccountID], in snapshot: Snapshot) throws -> Set<AccountID> {
        try DossierDestructionStore.holders(among: accounts, in: snapshot)
            .union(MandateDestructionStore.parties(among: accounts, in: snapshot))
    }

    /// What was sent, when it need not be shown any more that it was: all of a dossier's together.
    private static let notices = Purger(kind: "notice") { agency, moment, limit, snapshot in
        let found = try NoticeDestructionStore.candidates(of: agency, sentBefore: moment, limit: limit, in: snapshot)
        let codes = try DossierDestructionStore.codes(of: found.compactMap(\.dossier), in: snapshot)
        return found.map {
            Purger.Candidate(record: $0.record, label: $0.dossier.flatMap { codes[$0] } ?? "", since: $0.since)
        }
    } personalIDs: { record, snapshot in
        if let account = try NoticeDestructionStore.account(of: record, in: snapshot) {
            return Set([try CitizenStore.profile(of: account, in: snapshot)?.personalID?.digits].compactMap { $0 })
        }
        guard let id = ID<Dossier>(record) else { return [] }
        return try DossierDestructionStore.personalIDs(of: id, in: snapshot)
    } destroy: { record, agency, before, _, tx in
        try NoticeDestructionStore.destroy(record, of: agency, sentBefore: before, in: tx)
            ? .destroyed(files: []) : .kept
    }
}
