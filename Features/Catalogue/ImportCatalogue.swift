import Access
import Base
import Journal
import Storage

/// Takes a catalogue file in: new procedures and new versions of changed ones, all or nothing. Repeating it changes
/// nothing. Nothing is ever overwritten: a dossier keeps the version it was filed under.
package struct ImportCatalogue: Sendable {
    package let records: [ProcedureRecord]
    /// From when the new versions count.
    package let effectiveFrom: LocalDate
    /// Whether procedures that the file lacks are marked withdrawn.
    package let withdrawMissing: Bool

    package init(_ records: [ProcedureRecord], effectiveFrom: LocalDate, withdrawMissing: Bool = false) {
        self.records = records
        self.effectiveFrom = effectiveFrom
        self.withdrawMissing = withdrawMissing
    }

    /// One procedure in an outcome.
    package struct Line: Sendable, Equatable {
        package let code: String
        package let name: String
        /// The version that it has, or gets.
        package let version: Int
    }

    /// What an import does, or would do.
    package struct Outcome: Sendable, Equatable {
        package var added: [Line] = []
        /// Also those that were withdrawn and are back.
        package var changed: [Line] = []
        package var unchanged: [Line] = []
        package var withdrawn: [Line] = []

        package var changesNothing: Bool { added.isEmpty && changed.isEmpty && withdrawn.isEmpty }
    }

    /// The dry run: what `run` would do now.
    /// - Throws: `Problem` `catalogue-effective-before` when a version to be replaced comes into effect later.
    package func outcome(in snapshot: Snapshot) throws -> Outcome {
        let latest = Dictionary(uniqueKeysWithValues: try ProcedureStore.latest(in: snapshot).map { ($0.code, $0) })
        var outcome = Outcome()
        for record in records {
            guard let known = latest[record.code] else {
                outcome.added.append(Line(code: record.code, name: record.name, version: 1))
                continue
            }
            if !known.isWithdrawn, known.digest == record.digest {
                outcome.unchanged.append(Line(code: known.code, name: known.name, version: known.version))
            } else {
                try mayReplace(known)
                outcome.changed.append(Line(code: record.code, name: record.name, version: known.version + 1))
            }
        }
        guard withdrawMissing else { return outcome }
        let codes = Set(records.map(\.code))
        let missing = latest.values.filter { !$0.isWithdrawn && !codes.contains($0.code) }
        for known in missing.sorted(by: { $0.code < $1.code }) {
            try mayReplace(known)
            outcome.withdrawn.append(Line(code: known.code, name: known.name, version: known.version + 1))
        }
        return outcome
    }

    /// Versions come into effect in the order of their numbers.
    private func mayReplace(_ known: ProcedureStore.Edition) throws {
        guard effectiveFrom >= known.effectiveFrom else {
            throw Problem("catalogue-effective-before", status: 409,
                arguments: ["code": known.code, "date": known.effectiveFrom.description])
        }
    }

    /// - Precondition: the act's permit is for `catalogue.edit`, and no code stands twice in the records.
    /// - Throws: `Problem` `catalogue-effective-before`; then nothing was changed.
    package func run(in tx: Transaction, act: Act) throws -> Outcome {
        precondition(act.permit.permission == .editCatalogue, "an import needs the permit to edit the catalogue")
        let outcome = try outcome(in: tx)
        guard !outcome.changesNothing else { return outcome }
        let byCode = Dictionary(uniqueKeysWithValues: records.map { ($0.code, $0) })
        for (lines, kind) in [(outcome.added, "procedure.published"), (outcome.changed, "procedure.changed")] {
            for line in lines {
                guard let record = byCode[line.code] else { continue }
                try add(record, line, isWithdrawn: false, kind, act, tx)
            }
        }
        for line in outcome.withdrawn {
            guard let last = try ProcedureStore.editions(of: line.code, in: tx).first,
                let record = try ProcedureStore.record(of: last.id, in: tx)
            else { continue }
            try add(record, line, isWithdrawn: true, "procedure.withdrawn", act, tx)
        }
        try CatalogueStampStore.advance(in: tx)
        return outcome
    }

    private func add(
        _ record: ProcedureRecord, _ line: Line, isWithdrawn: Bool, _ kind: String, _ act: Act, _ tx: Transaction
    ) throws {
        let edition = ProcedureStore.Edition(
            id: ID(at: act.at), code: record.code, version: line.version, effectiveFrom: effectiveFrom,
            isWithdrawn: isWithdrawn, name: record.name, digest: record.digest)
        try ProcedureStore.insert(record, edition, at: act.at, in: tx)
        try Journal.append(
            JournalDraft(kind, of: "procedure", record.code, agency: act.permit.agency, facts: [
                "name": String(record.name.prefix(500)), "version": String(line.version),
                "effectiveFrom": effectiveFrom.iso8601, "digest": edition.digest, "id": edition.id.description,
            ]), by: act, in: tx)
    }
}
