import Base
import Dossiers
import Journal
import Reporting
import Storage

/// What must be true of an installation's data at any moment: simulations check it after every day, and an installation
/// can be asked about its own. Reads only, in short snapshots, so it runs beside a server.
package struct Invariants: Sendable {
    package enum Part: String, Sendable, CaseIterable {
        /// The chain of entries is as it was written.
        case journal
        /// States are what the journal says, by lawful steps; due dates, numbers and people are there.
        case dossiers
        /// The kept figures are what the journal adds up to.
        case figures
    }

    package struct Violation: Sendable, Equatable, CustomStringConvertible {
        package let part: Part
        /// What it is about: a dossier's code, an entry's number.
        package let subject: String
        package let rule: String

        package var description: String { "\(part.rawValue) \(subject): \(rule)" }
    }

    private let database: any Database
    /// A head that was noted outside the database: it must still be part of the chain.
    private let anchor: JournalHead?
    /// Up to here the journal has been found intact.
    private var verified = JournalHead.empty
    private var figures = FigureWatch()

    package init(_ database: any Database, anchor: JournalHead? = nil) {
        self.database = database
        self.anchor = anchor
    }

    /// Everything, from the first entry on.
    /// - Parameter progress: is told each part before it is looked at.
    package mutating func checkAll(progress: @Sendable (Part) -> Void = { _ in }) async throws -> [Violation] {
        verified = .empty
        progress(.journal)
        var violations = try await journal()
        progress(.dossiers)
        violations += try await DossierInvariants.violations(in: database).map(Self.violation)
        progress(.figures)
        return violations + (try await checkFigures())
    }

    /// The kept figures against the whole journal, up to the entry that they know.
    package func checkFigures() async throws -> [Violation] {
        try await CheckFigures.run(in: database).differences.map {
            Violation(part: .figures, subject: "", rule: $0)
        }
    }

    /// What has been added since the last check: the entries, every dossier that they touched, and the figures that
    /// these changed, as far as the figures have come.
    package mutating func checkNews() async throws -> [Violation] {
        let violations = try await checkDossiers(after: verified)
        return violations + (try await figures.differences(in: database).map {
            Violation(part: .figures, subject: "", rule: $0)
        })
    }

    /// The entries after one that is known to be good, such as the last backup's, and every dossier that they touched.
    package mutating func checkDossiers(
        after head: JournalHead, progress: @Sendable (Part) -> Void = { _ in }
    ) async throws -> [Violation] {
        verified = head
        progress(.journal)
        let violations = try await journal()
        progress(.dossiers)
        return violations + (try await DossierInvariants.violations(touchedAfter: head.number, in: database)
            .map(Self.violation))
    }

    private mutating func journal() async throws -> [Violation] {
        switch try await Journal.verify(database, anchor: verified == .empty ? anchor : nil, after: verified) {
        case .intact(let head):
            verified = head
            return []
        case .broken(let fault): return [Violation(part: .journal, subject: "\(fault.number)", rule: "\(fault)")]
        }
    }

    /// What the last look has found good.
    package var head: JournalHead { verified }

    private static func violation(_ found: DossierInvariants.Violation) -> Violation {
        Violation(part: .dossiers, subject: found.code, rule: found.rule)
    }
}
