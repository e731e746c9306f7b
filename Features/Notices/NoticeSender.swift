import Base
import Logging
import Storage
import Synchronization

/// Sends what waits in the outbox. Several processes may run one each: a claim in the table lets one of them try.
///
/// A notice is sent at least once: when the program dies between the server's "taken" and our commit, it goes again,
/// with the same Message-ID and the same idempotency key.
struct NoticeSender: Sendable {
    /// Longer than the slowest try may take; then another process may try.
    static let claimSeconds: Int64 = 120
    static let batch = 50
    /// After a channel failed as a whole nobody tries it for so long.
    static let restSeconds: Int64 = 30

    let database: any Database
    let clock: Clock
    let quiet: QuietHours
    let lines: NoticeLines
    let logger: Logger
    private let resting = Resting()

    init(database: any Database, clock: Clock, quiet: QuietHours, lines: NoticeLines, logger: Logger) {
        self.database = database
        self.clock = clock
        self.quiet = quiet
        self.lines = lines
        self.logger = logger
    }

    /// Until when channels rest.
    private final class Resting: Sendable {
        private let until = Mutex<[NoticeChannel: Instant]>([:])

        func isResting(_ channel: NoticeChannel, at now: Instant) -> Bool {
            until.withLock { $0[channel].map { now < $0 } ?? false }
        }

        func rest(_ channel: NoticeChannel, until moment: Instant) { until.withLock { $0[channel] = moment } }
    }

    /// Sends what is due by one channel: each has a task of its own, so that a slow one holds up nobody.
    func sendDue(by channel: NoticeChannel) async throws {
        let now = clock.now
        guard !resting.isResting(channel, at: now) else { return }
        let due = try await database.read { try NoticeStore.due(channel, at: now, limit: Self.batch, in: $0) }
        for notice in due {
            try Task.checkCancellation()
            if resting.isResting(channel, at: clock.now) { return }
            try await send(notice)
        }
    }

    private func send(_ notice: Notice) async throws {
        let now = clock.now
        // A try again may fall into the quiet hours too; an official's digest has an hour of its own.
        let earliest = notice.about == NoticeKinds.digest ? now : quiet.earliest(at: now)
        guard earliest <= now else {
            _ = try await database.write(lane: .free) { try NoticeStore.claim(notice, until: earliest, in: $0) }
            return
        }
        let end = now.adding(seconds: Self.claimSeconds)
        let isOurs = try await database.write(lane: .free) { try NoticeStore.claim(notice, until: end, in: $0) }
        guard isOurs else { return }
        let outcome = await lines.send(notice, at: now)
        if case .lineDown = outcome {
            resting.rest(notice.channel, until: clock.now.adding(seconds: Self.restSeconds))
            // What the other side said stands on the notice's page: servers repeat the address that they refuse.
            logger.warning("\(notice.channel.rawValue) is down")
        }
        try await keep(outcome, of: notice, claimedUntil: end)
    }

    private func keep(_ outcome: NoticeOutcome, of notice: Notice, claimedUntil end: Instant) async throws {
        let tried = Self.after(outcome, notice, at: clock.now)
        let instead = Self.instead(of: tried, at: clock.now)
        try await database.write(lane: .free) { tx in
            guard try NoticeStore.keep(tried, claimedUntil: end, in: tx) else { return }
            if let instead { try NoticeStore.add(instead, in: tx) }
        }
    }

    /// The notice after a try. Pure.
    static func after(_ outcome: NoticeOutcome, _ notice: Notice, at now: Instant) -> Notice {
        var tried = notice
        tried.attempts += 1
        switch outcome {
        case .sent(let name):
            tried.state = .sent
            tried.sentAt = now
            tried.gatewayID = name
            tried.lastProblem = ""
        case .refused(let problem):
            tried.state = .failed
            tried.lastProblem = problem
        case .later(let problem), .lineDown(let problem):
            tried.lastProblem = problem
            tried.notBefore = now.adding(seconds: Patience.pauseSeconds(afterAttempts: tried.attempts))
            if now.seconds(since: notice.createdAt) >= Patience.givenUpAfterSeconds { tried.state = .givenUp }
        }
        return tried
    }

    /// Whoever cannot be reached by Zalo gets a text message.
    static func instead(of tried: Notice, at now: Instant) -> Notice? {
        guard tried.channel == .zalo, tried.state == .failed || tried.state == .givenUp else { return nil }
        return Notice(id: ID(at: now), cause: tried.cause, dossier: tried.dossier, about: tried.about,
            agency: tried.agency, recipient: tried.recipient, channel: .sms, address: tried.address, subject: "",
            body: tried.body, createdAt: now, notBefore: now, account: tried.account)
    }
}

/// What notices tell beside `CitizenNews`.
enum NoticeKinds {
    static let digest = "digest"
    static let trial = "trial"
}
