import Access
import Base
import Calendars
import Journal
import Logging
import Storage
import Synchronization
import Web

/// What the program does about notices and reminders as long as it serves: follows the journal, sends what is due,
/// looks who must be reminded. Several processes may run one each.
package struct NoticeRunner: Sendable {
    private static let pause = Duration.seconds(1)
    /// Reminders are a matter of hours; a look a minute is enough.
    private static let remindPause = Duration.seconds(60)

    let database: any Database
    let clock: Clock
    let lines: NoticeLines
    let logger: Logger
    let telling: TellCitizens
    let sender: NoticeSender
    let reminding: RemindStaff
    private let hasBegun = Begun()

    /// - Throws: `Problem` when the policy does not let the program read dossiers.
    package init(
        database: any Database, policy: AccessPolicy, clock: Clock, calendar: LiveCalendar,
        localisation: Localisation, publicURL: String, settings: NoticeSettings, logger: Logger
    ) throws {
        try self.init(database: database, policy: policy, clock: clock, calendar: calendar,
            localisation: localisation, publicURL: publicURL, settings: settings,
            lines: NoticeLines(settings, publicURL: publicURL), logger: logger)
    }

    init(
        database: any Database, policy: AccessPolicy, clock: Clock, calendar: LiveCalendar,
        localisation: Localisation, publicURL: String, settings: NoticeSettings, lines: NoticeLines, logger: Logger
    ) throws {
        let permit = try policy.permit("dossier.see", to: .system("notices"))
        self.database = database
        self.clock = clock
        self.lines = lines
        self.logger = logger
        let tongues = NoticeTongues(localisation, publicURL: publicURL)
        telling = TellCitizens(tongues: tongues, quiet: settings.quiet, hasZalo: lines.hasZalo, permit: permit)
        sender = NoticeSender(database: database, clock: clock, quiet: settings.quiet, lines: lines, logger: logger)
        reminding = RemindStaff(
            database: database, policy: policy, calendar: calendar, sharePercent: settings.sharePercent,
            digestAt: settings.digestAt,
            wording: DigestWording(t: localisation.strings(.vietnamese), publicURL: publicURL), logger: logger)
    }

    /// Works until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await again(every: Self.pause, "notices") { try await tell() } }
            for channel in NoticeChannel.allCases {
                group.addTask { await again(every: Self.pause, "outbox") { try await sender.sendDue(by: channel) } }
            }
            group.addTask { await again(every: Self.remindPause, "reminders") { try await remind() } }
        }
    }

    /// A database that is away is asked again later.
    private func again(every pause: Duration, _ what: String, _ step: () async throws -> Void) async {
        repeat {
            do { try await step() } catch {
                if Task.isCancelled { return }
                logger.warning("\(what): \(error)")
            }
        } while (try? await Task.sleep(for: pause)) != nil
    }

    private final class Begun: Sendable {
        private let value = Mutex(false)
        var isTrue: Bool { value.withLock { $0 } }
        func mark() { value.withLock { $0 = true } }
    }

    /// Takes what has happened since the last look.
    func tell() async throws {
        // The first look is a writing one: it fixes the place from which on people are told.
        if hasBegun.isTrue {
            guard try await database.read({ try Journal.lag(of: TellCitizens.consumer, in: $0) }) > 0 else { return }
        } else {
            try await sayWhereLinesLead()
        }
        var taken: Int
        repeat {
            try Task.checkCancellation()
            let now = clock.now
            let step = try await database.write(lane: .free) { try telling.step(at: now, in: $0) }
            for problem in step.broken { logger.warning("notices: \(problem)") }
            taken = step.taken
            hasBegun.mark()
        } while taken == TellCitizens.batch
    }

    /// One round of all channels: a step of the work, for tests.
    func send() async throws {
        for channel in NoticeChannel.allCases { try await sender.sendDue(by: channel) }
    }

    func remind() async throws { try await reminding.run(at: clock.now) }

    private func sayWhereLinesLead() async throws {
        let now = clock.now
        try await database.write(lane: .free) { tx in
            for (channel, line) in lines.lines {
                try NoticeStore.tell(channel, leadsTo: line.leadsTo, at: now, in: tx)
            }
        }
    }
}
