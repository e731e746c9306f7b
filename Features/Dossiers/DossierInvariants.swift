import Access
import Base
import Journal
import Storage

/// What must be true of all dossiers at any moment, as code: simulations check it after every day, and an installation
/// can be asked about its own data.
package enum DossierInvariants {
    package struct Violation: Sendable, Equatable, CustomStringConvertible {
        package let code: String
        package let rule: String

        package var description: String { "\(code): \(rule)" }
    }

    private static let batch = 500

    /// Walks all dossiers in batches, each in a snapshot of its own, and returns what is wrong.
    package static func violations(in database: any Database) async throws -> [Violation] {
        var violations: [Violation] = []
        var last: ID<Dossier>?
        while true {
            let after = last
            let (found, end, count) = try await database.read { snapshot in
                let dossiers = try DossierStore.all(after: after, limit: batch, in: snapshot)
                var steps = try StepInvariants(of: dossiers, in: snapshot)
                let found = try dossiers.flatMap { try check($0, &steps, in: snapshot) }
                return (found, dossiers.last?.id, dossiers.count)
            }
            violations += found
            if count < batch { return violations }
            last = end
        }
    }

    /// The same for the dossiers that the journal tells of after entry `number`, and no others.
    package static func violations(
        touchedAfter number: Int64, in database: any Database
    ) async throws -> [Violation] {
        var last = number
        var touched: Set<ID<Dossier>> = []
        while true {
            let after = last
            let entries = try await database.read {
                try Journal.entries(after: after, limit: batch, in: $0).map { ($0.number, $0.subjectKind, $0.subject) }
            }
            for (_, kind, subject) in entries where kind == "dossier" { ID(subject).map { _ = touched.insert($0) } }
            guard let end = entries.last, entries.count == batch else { break }
            last = end.0
        }
        let ids = touched
        return try await database.read { snapshot in
            let found = try ids.sorted().map { ($0, try DossierStore.dossier($0, in: snapshot)) }
            var steps = try StepInvariants(of: found.compactMap(\.1), in: snapshot)
            return try found.flatMap { id, dossier -> [Violation] in
                guard let dossier else {
                    return [Violation(code: id.description, rule: "in the journal, but not there")]
                }
                return try check(dossier, &steps, in: snapshot)
            }
        }
    }

    private static func check(
        _ dossier: Dossier, _ steps: inout StepInvariants, in snapshot: Snapshot
    ) throws -> [Violation] {
        var rules: [String] = []
        let entries = try Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: snapshot)
        do {
            let told = try DossierHistory.state(of: entries)
            if told != dossier.state {
                rules.append("state \(dossier.state.rawValue), journal says \(told?.rawValue ?? "nothing")")
            }
        } catch let disagreement as JournalDisagreement {
            rules.append("entry \(disagreement.entry): \(disagreement.reason)")
        }
        let given = try DossierStore.lastNumber(
            identifier: dossier.code.identifier, day: dossier.submittedAt.localDate, in: snapshot)
        if dossier.code.number > given { rules.append("number beyond the \(given) that its day has given out") }
        if entries.count != dossier.revision { rules.append("revision \(dossier.revision) for \(entries.count) entries") }
        if dossier.state.isBeingResolved, !dossier.state.isClockStanding, dossier.dueAt == nil {
            rules.append("no due date")
        }
        if let last = entries.last, last.facts["due"] != dossier.dueAt?.iso8601 {
            rules.append("due \(dossier.dueAt?.iso8601 ?? "never"), journal says \(last.facts["due"] ?? "never")")
        }
        if dossier.state.isFinished != (dossier.finishedAt != nil) {
            rules.append("finished moment does not fit the state")
        }
        // Before results could be files their entries told less; those dossiers are as they should be.
        let publishing = entries.last { $0.kind == DossierAction.publish.entryKind }.map(DossierFacts.init)
        if dossier.state.hasResult, dossier.returnMethod == .electronic, publishing?.isWhole ?? true,
            try DossierPartsStore.result(of: dossier.id, in: snapshot)?.file == nil,
            try !DossierDestructionStore.isDestroyed(dossier.id, in: snapshot) {
            rules.append("electronic result without a file")
        }
        if let accepted = dossier.acceptedAt, accepted < dossier.submittedAt { rules.append("accepted before filed") }
        if try DossierPartsStore.parties(of: dossier.id, in: snapshot)[.applicant]?.name != dossier.applicantName {
            rules.append("no applicant of that name")
        }
        rules += try steps.rules(dossier, entries, in: snapshot)
        return rules.map { Violation(code: dossier.code.text, rule: $0) }
    }
}
