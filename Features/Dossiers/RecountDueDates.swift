import Access
import Base
import Calendars
import Deadlines
import Jobs
import Storage

/// Tính lại ngày hẹn trả of the open dossiers after a change of the calendar: a job in batches, each with its place in
/// one transaction, so that a program that is ended anywhere goes on from there.
package enum RecountDueDates {
    package static let jobKind = "dossiers.recount-due-dates"
    package static let batch = 50

    static func handler(over base: WorkCalendar) -> JobHandler {
        JobHandler(kind: jobKind) { job in
            guard let revision = job.facts["revision"].flatMap({ Int64($0) }) else { return }
            while true {
                try Task.checkCancellation()
                let now = job.clock.now
                let recount = try await job.database.write { tx in
                    try step(revision, over: base, by: act(at: now, requestID: "\(job.id)"), in: tx)
                }
                guard let recount, recount.finishedAt == nil else { return }
                try await job.report(recount.percent)
            }
        }
    }

    /// Queues it in the transaction that enters the revision.
    static func queue(
        _ revision: CalendarRevision, withdrawing withdrawn: CalendarChange?, in tx: Transaction, at now: Instant
    ) throws {
        let scope = ClockScope(
            agency: revision.agency, dueFrom: revision.change.firstDay(withdrawing: withdrawn))
        let total = try OpenClockStore.count(in: scope, in: tx)
        try DueRecountStore.insert(DueRecount(revision: revision.number, scope: scope, total: total), in: tx)
        try Jobs.queue(kind: jobKind, facts: ["revision": "\(revision.number)"], in: tx, at: now)
    }

    /// The next batch.
    /// - Returns: how far it is; nil for a revision that was never queued.
    @discardableResult
    package static func step(
        _ revision: Int64, over base: WorkCalendar, by act: Act, limit: Int = batch, in tx: Transaction
    ) throws -> DueRecount? {
        guard var recount = try DueRecountStore.recount(revision, in: tx), recount.finishedAt == nil else {
            return try DueRecountStore.recount(revision, in: tx)
        }
        let (clocks, last, isLast) = try OpenClockStore.clocks(
            in: recount.scope, after: recount.last, limit: limit, in: tx)
        var judge = DueJudge(try CalendarLedger(in: tx), over: base, today: act.at.localDate)
        let steps = try steps(of: clocks.map(\.id), in: judge.calendar, judge.edition, tx)
        for clock in clocks {
            recount.looked += 1
            var move = MoveDue(dossier: clock.id)
            let verdicts = [judge.verdict(on: clock.whole), clock.leg.map { judge.verdict(on: $0.promise) } ?? .stays]
            if case .moves(let due, let reason) = verdicts[0] {
                recount.moved += 1
                (move.due, move.reason) = (due, reason)
            }
            if case .moves(let due, let reason) = verdicts[1], let leg = clock.leg {
                move.leg = (leg.number, leg.promise.dueAt, due)
                move.reason = move.reason.isEmpty ? reason : move.reason
            }
            if let (old, new) = steps[clock.id] {
                move.step = (old.dueAt, new.dueAt)
                if move.reason.isEmpty { move.reason = judge.reasons(after: old.calendar, for: clock.agency) }
            }
            if verdicts.contains(.leftAlone) { recount.leftAlone += 1 }
            if move.movesAnything { try move.run(in: tx, act: act) }
        }
        recount.last = last
        if isLast { recount.finishedAt = act.at }
        try DueRecountStore.save(recount, in: tx)
        return recount
    }

    /// The kept steps whose date the calendar moves: nobody outside was promised it, so it always follows. A leg is
    /// judged as a promise of its own, and what the follower has not come to is worked out by the calendar of then.
    private static func steps(
        of ids: [ID<Dossier>], in calendar: WorkCalendar, _ edition: Int64, _ tx: Transaction
    ) throws -> [ID<Dossier>: (old: CurrentStep, new: CurrentStep)] {
        let kept = try CurrentStepStore.kept(ids, in: tx)
        let dossiers = try CurrentStepStore.dossiers(ids, in: tx).filter { kept[$0.id]?.revision == $0.revision }
        var moved: [ID<Dossier>: (old: CurrentStep, new: CurrentStep)] = [:]
        for basis in try CurrentStepStore.bases(of: dossiers, in: tx) {
            guard let old = kept[basis.dossier.id], !old.isLeg,
                let new = CurrentStep(basis, in: calendar, edition: edition), new.dueAt != old.dueAt
            else { continue }
            moved[basis.dossier.id] = (old, new)
        }
        return moved
    }

    /// The program acts, by the administrator's confirmation.
    static func act(at now: Instant, requestID: String) throws -> Act {
        let permit = try AccessPolicy(CalendarsFeature.grants).permit(.editCalendar, to: .system("motcua calendar"))
        return Act(permit: permit, at: now, requestID: String(requestID.filter { $0 != "-" }.prefix(16)))
    }
}
