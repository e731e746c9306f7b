import Access
import Base
import Catalogue
import Deadlines
import Dossiers
import Journal

/// One dossier as far as figures are concerned: folded from its journal entries, without names.
struct FiguredDossier: Sendable, Equatable {
    let id: String
    let agency: AgencyID
    var office: OfficeID?
    var field = ""
    var channel = Channel.counter
    var isDigitised = false
    var isElectronic = false
    var outcome: DossierState?
    var acceptedAt: Instant?
    var dueAt: Instant?
    var finishedAt: Instant?
    /// Since when no time runs, because the person has to supplement.
    var stoodSince: Instant?
    /// For how long no time ran before that, in microseconds.
    var stood: Int64 = 0
    var isAskedAgain = false
    /// Another agency, at whose counter it was taken in.
    var receivingAgency: AgencyID?

    init(id: String, agency: AgencyID) {
        self.id = id
        self.agency = agency
    }

    /// Takes the next entry of this dossier.
    mutating func take(_ entry: JournalEntry) {
        let facts = DossierFacts(entry)
        if let since = stoodSince {
            stood += entry.at.microseconds - since.microseconds
            stoodSince = nil
        }
        field = facts.field ?? field
        channel = facts.channel ?? channel
        isDigitised = facts.isDigitised ?? isDigitised
        isElectronic = facts.isResultElectronic ?? isElectronic
        dueAt = facts.dueAt
        isAskedAgain = isAskedAgain || facts.isAskedAgain
        receivingAgency = facts.receivingAgency ?? receivingAgency
        if facts.isWhole { office = facts.office }
        if finishedAt == nil, facts.finishedAt != nil { outcome = facts.outcome }
        acceptedAt = facts.isWhole ? finer(facts.acceptedAt, acceptedAt) : acceptedAt ?? facts.acceptedAt
        finishedAt = facts.isWhole ? finer(facts.finishedAt, finishedAt) : finishedAt ?? facts.finishedAt
        if acceptedAt != nil, finishedAt == nil, dueAt == nil { stoodSince = entry.at }
    }

    var cell: FigureCell { FigureCell(agency: agency, office: office, field: field, channel: channel) }

    /// What it counts for the agency that took it in for this one; nil where it is the same.
    var takenForOthers: (cell: FigureCell, day: LocalDate, counts: FigureCounts)? {
        guard let receivingAgency, let accepted = acceptedAt?.localDate else { return nil }
        var counts = FigureCounts.none
        counts[.takenForOthers] = 1
        let cell = FigureCell(agency: receivingAgency, office: nil, field: field, channel: channel)
        return (cell, accepted, counts)
    }

    /// What it counts for, and on which days. Empty before acceptance: not received in the sense of the report.
    var counts: [(day: LocalDate, counts: FigureCounts)] {
        guard let accepted = acceptedAt?.localDate else { return [] }
        var received = FigureCounts.none
        received[.received] = 1
        received[.digitised] = isDigitised ? 1 : 0
        return [(accepted, received)] + settledCounts + lateCounts(accepted: accepted)
    }

    private var settledCounts: [(LocalDate, FigureCounts)] {
        guard let finished = finishedAt?.localDate else { return [] }
        var counts = FigureCounts.none
        switch timing {
        case .early: counts[.early] = 1
        case .late: counts[.late] = 1
        case .onTime, .openInTime, .openLate: counts[.onTime] = 1
        }
        if isAskedAgain { counts[.askedAgain] = 1 }
        if isAskedAgain || timing == .late { counts[.lateByIndex] = 1 }
        if outcome == .resultReady {
            counts[.published] = 1
            counts[.electronic] = isElectronic ? 1 : 0
        }
        return [(finished, counts)]
    }

    private func lateCounts(accepted: LocalDate) -> [(LocalDate, FigureCounts)] {
        guard let due = dueAt?.localDate else { return [] }
        let begins = max(due.adding(days: 1), accepted)
        var begun = FigureCounts.none
        begun[.lateBegun] = 1
        guard let finished = finishedAt?.localDate else { return [(begins, begun)] }
        guard timing == .late else { return [] }
        var ended = FigureCounts.none
        ended[.lateEnded] = 1
        return [(min(begins, finished), begun), (finished, ended)]
    }

    /// Without a due date it is on time (handbook 1.5).
    private var timing: Punctuality {
        guard let finishedAt else { return .onTime }
        return Punctuality(due: dueAt, finished: finishedAt, now: finishedAt)
    }

    /// How long the agency took, of dossiers with a result.
    var handling: (day: LocalDate, time: HandlingTime)? {
        guard outcome == .resultReady, let acceptedAt, let finishedAt else { return nil }
        let taken = finishedAt.microseconds - acceptedAt.microseconds - stood
        return (finishedAt.localDate, HandlingTime(microseconds: taken))
    }

    /// Facts tell seconds; a moment that is known more finely stays as it is.
    private func finer(_ told: Instant?, _ known: Instant?) -> Instant? {
        guard let told, let known, told.iso8601 == known.iso8601 else { return told }
        return known
    }
}

/// By what figures are told apart.
struct FigureCell: Sendable, Hashable {
    let agency: AgencyID
    let office: OfficeID?
    let field: String
    let channel: Channel
}
