import Access
import Base
import Calendars
import Deadlines
import Dossiers
import Identity
import Logging
import Storage

/// Looks who must be reminded, agency by agency, each in a transaction of its own: one that fails stops no other, and a
/// dossier that cannot be judged stops no other either.
struct RemindStaff: Sendable {
    let database: any Database
    let policy: AccessPolicy
    let calendar: LiveCalendar
    let sharePercent: Int
    let digestAt: LocalTime
    let wording: DigestWording
    let logger: Logger

    func run(at now: Instant) async throws {
        for agency in try await database.read({ try AgencyStore.served(in: $0) }) {
            try Task.checkCancellation()
            do {
                let days = try await database.read { try calendar.current(in: $0).of(agency.id) }
                try await remind(agency, by: ReminderRule(calendar: days, sharePercent: sharePercent), at: now)
                try await digest(agency, days, at: now)
            } catch is CancellationError { throw CancellationError() } catch {
                logger.warning("reminders of \(agency.statisticsCode) wait: \(error)")
            }
        }
    }

    // MARK: Reminders

    private struct Found: Sendable {
        let reminders: [Reminder]
        let broken: [String]
    }

    private func remind(_ agency: Agency, by rule: ReminderRule, at now: Instant) async throws {
        let found = try await database.read { try find(agency.id, by: rule, at: now, in: $0) }
        for problem in found.broken { logger.warning("reminders: \(problem)") }
        for start in stride(from: 0, to: found.reminders.count, by: 100) {
            let part = Array(found.reminders[start..<min(start + 100, found.reminders.count)])
            try await database.write(lane: .free) { tx in for one in part { try ReminderStore.add(one, in: tx) } }
        }
    }

    private func find(
        _ agency: AgencyID, by rule: ReminderRule, at now: Instant, in snapshot: Snapshot
    ) throws -> Found {
        let watched = try WatchStore.running(of: agency, andLegs: true, in: calendar.current(in: snapshot), snapshot)
        guard !watched.dossiers.isEmpty else { return Found(reminders: [], broken: watched.broken) }
        let watchers = try Watchers(of: agency, on: now.localDate, policy: policy, in: snapshot)
        let known = try ReminderStore.keys(of: agency, from: now.localDate, in: snapshot)
        var (reminders, broken): ([Reminder], [String]) = ([], watched.broken)
        for dossier in watched.dossiers {
            do throws(Problem) {
                let step = watched.steps[dossier.id]
                guard let reason = try rule.reason(dossier, step: step, for: agency, at: now) else { continue }
                for account in watchers.watching(dossier) {
                    let one = Reminder(id: ID(at: now), dossier: dossier.id, kind: reason.kind, day: reason.day,
                        account: account, agency: agency, createdAt: now, readAt: nil, about: reason.about,
                        stepDueAt: step?.dueAt)
                    if !known.contains(one.key) { reminders.append(one) }
                }
            } catch {
                broken.append("dossier \(dossier.id): \(error.code)")
            }
        }
        return Found(reminders: reminders, broken: broken)
    }

    // MARK: The digest

    /// One mail a person and morning, never one a dossier: of all that no digest has told yet.
    private func digest(_ agency: Agency, _ days: WorkCalendar, at now: Instant) async throws {
        guard now.localTime >= digestAt, try days.isWorking(now.localDate),
            try await database.read({ try !ReminderStore.untold(of: agency.id, in: $0).isEmpty })
        else { return }
        try await database.write(lane: .free) { tx in
            let untold = try ReminderStore.untold(of: agency.id, in: tx)
            for (account, reminders) in untold.sorted(by: { $0.key < $1.key }) {
                let cause = "digest-\(now.localDate.iso8601)"
                // What comes after today's digest waits for tomorrow's.
                guard try !NoticeStore.exists(cause, Notice.Recipient.staff(account), in: tx) else { continue }
                try ReminderStore.markTold(reminders, at: now, in: tx)
                guard let caller = try CallerStore.caller(for: account, on: now.localDate, in: tx), caller.staff != nil,
                    let address = try ReminderStore.address(of: account, in: tx)
                else { continue }
                let words = try wording.words(reminders, for: caller, policy: policy, in: tx)
                guard let words else { continue }
                try NoticeStore.add(
                    Notice(id: ID(at: now), cause: cause, dossier: nil, about: NoticeKinds.digest,
                        agency: agency.id, recipient: .staff(account), channel: .mail, address: address,
                        subject: words.subject, body: words.body, createdAt: now,
                        notBefore: now), in: tx)
            }
        }
    }
}
