import Access
import Base
import Storage

/// What goes by itself once its time is over: used codes, sessions that have ended, kept answers, tallies. It proves
/// nothing that must be kept, so nobody has to decide on it. What is a record has a `Purger`.
package struct Fading: Sendable {
    /// When something is looked at, and since when it is over its time.
    package struct Moment: Sendable {
        package let now: Instant
        /// The first moment that is not over; `now` for what says itself when it ends.
        package let limit: Instant
    }

    /// Some tables of the kind, by the owner of the tables.
    package struct Part: Sendable {
        package let tables: [String]
        /// How many rows are over their time; nil where nobody counts them.
        let over: (@Sendable (Moment, Snapshot) throws -> Int)?
        /// Lets go of rows; asked again until it answers 0.
        let fade: @Sendable (Moment, Act, Transaction) throws -> Int

        package init(
            _ tables: [String], over: (@Sendable (Moment, Snapshot) throws -> Int)? = nil,
            fade: @escaping @Sendable (Moment, Act, Transaction) throws -> Int
        ) {
            self.tables = tables
            self.over = over
            self.fade = fade
        }

        /// - Parameter limit: what the rows are held against: the kind's limit, or now where they say it themselves.
        package static func rows(
            _ rows: AgeingRows, before limit: @escaping @Sendable (Moment) -> Instant
        ) -> Part {
            Part([rows.table]) { try rows.count(before: limit($0), in: $1) } fade: { moment, _, tx in
                try rows.drop(before: limit(moment), in: tx)
            }
        }
    }

    /// Of `RecordKind`.
    package let kind: String
    package let parts: [Part]

    package init(kind: String, parts: [Part]) {
        precondition(RecordKind.kind(kind).map { $0.keep != .permanent } ?? false, "\(kind) stays")
        self.kind = kind
        self.parts = parts
    }

    func moment(at now: Instant) -> Moment {
        let day = RecordKind.kind(kind)?.keep.isOver(before: now.localDate)
        return Moment(now: now, limit: day.map { Instant($0) } ?? now)
    }

    /// How many rows are over their time and still there: 0 soon after each round. Nil where nobody counts them.
    func over(at now: Instant, in snapshot: Snapshot) throws -> Int? {
        let (moment, counted) = (moment(at: now), parts.compactMap(\.over))
        return counted.isEmpty ? nil : try counted.reduce(0) { try $0 + $1(moment, snapshot) }
    }
}

/// Cho hết hạn: the round that lets go of what goes by itself. Each part is a transaction of its own, and one that
/// fails leaves the others to theirs.
package struct FadeRecords: Sendable {
    let permit: Permit
    let fadings: [Fading]

    /// - Throws: `Problem` when the policy does not know of the schedule.
    package init(policy: AccessPolicy, fadings: [Fading]) throws(Problem) {
        permit = try policy.permit(.purgeCarryOut, to: .system("privacy"))
        self.fadings = fadings
    }

    /// - Throws: what the first part that failed has thrown, after the others have had their turn.
    package func run(on database: any Database, at now: Instant) async throws {
        let act = Act(permit: permit, at: now, requestID: "")
        var fault: (any Error)?
        for fading in fadings {
            let moment = fading.moment(at: now)
            for part in fading.parts {
                do {
                    while try await database.write({ try part.fade(moment, act, $0) }) > 0 {}
                } catch is CancellationError { return } catch { fault = fault ?? error }
            }
        }
        if let fault { throw fault }
    }
}
