import Access
import Base
import Catalogue
import Deadlines
import Journal

/// What every entry about a dossier tells beside what was done: enough to count and to follow dossiers by the journal
/// alone. No names, no contents.
///
/// Entries of before these facts were told are still read: what is missing is nil there, and `isWhole` says so.
package struct DossierFacts: Sendable, Equatable {
    /// Lĩnh vực
    package let field: String?
    package let channel: Channel?
    /// The office that has it; nil when none has.
    package let office: OfficeID?
    package let isDigitised: Bool?
    /// Whether the published result is a file; told only where it is published.
    package let isResultElectronic: Bool?
    package let acceptedAt: Instant?
    /// Nil while no time runs: before acceptance, and while the person has to supplement.
    package let dueAt: Instant?
    package let finishedAt: Instant?
    /// How it ended (`result-ready`, `refused`, `withdrawn` …); told where it ended.
    package let outcome: DossierState?
    /// A supplement was asked for a second time: late in the index of QĐ 766/QĐ-TTg, whatever the dates say.
    package let isAskedAgain: Bool
    /// Cơ quan tiếp nhận, where it is another than the one that resolves (phi địa giới); nil otherwise.
    package let receivingAgency: AgencyID?
    /// Whether it tells of something that the person was promised; not where the calendar moved inner dates alone.
    package let concernsPerson: Bool
    /// Whether a nil above means "none" and not "was not told".
    package let isWhole: Bool

    /// Reads an entry whose subject is a dossier.
    package init(_ entry: JournalEntry) {
        let facts = entry.facts
        let ending = Self.endings[entry.kind]
        isWhole = facts["version"] != nil
        isAskedAgain = facts["asked-again"] == "1"
        receivingAgency = facts["received-by"].flatMap { AgencyID($0) }
        concernsPerson = facts[MoveDue.innerFact] == nil
        field = facts["field"]
        channel = facts["channel"].flatMap(Channel.init(rawValue:))
        office = facts["office-id"].flatMap { OfficeID($0) }
        isDigitised = facts["digitised"].map { $0 == "1" }
        isResultElectronic = facts["electronic"].map { $0 == "1" }
        dueAt = facts["due"].flatMap { Instant(iso8601: $0) }
        acceptedAt = isWhole
            ? Self.moment(facts["accepted"], entry.at)
            : entry.kind == DossierAction.accept.entryKind ? entry.at : nil
        finishedAt = isWhole ? Self.moment(facts["finished"], entry.at) : ending == nil ? nil : entry.at
        outcome = facts["outcome"].flatMap(DossierState.init(rawValue:)) ?? (isWhole ? nil : ending)
    }

    /// What finished a matter when entries did not say so themselves.
    private static let endings: [String: DossierState] = [
        "dossier.result-published": .resultReady, "dossier.refused": .refused, "dossier.withdrawn": .withdrawn,
    ]

    /// The facts of `dossier` as it stands after what was done at `now`.
    static func told(of dossier: Dossier, at now: Instant) -> [String: String] {
        var facts = [
            "version": "2", "code": dossier.code.text, "state": dossier.state.rawValue, "field": dossier.field,
            "channel": dossier.channel.rawValue, "digitised": dossier.isDigitised ? "1" : "0",
        ]
        facts["office-id"] = dossier.office?.description
        facts["accepted"] = dossier.acceptedAt?.iso8601
        facts["due"] = dossier.dueAt?.iso8601
        if dossier.receivingAgency != dossier.agency { facts["received-by"] = dossier.receivingAgency.description }
        if dossier.isAskedAgain { facts["asked-again"] = "1" }
        if let finishedAt = dossier.finishedAt {
            facts["finished"] = finishedAt.iso8601
            facts["timing"] = Punctuality(due: dossier.dueAt, finished: finishedAt, now: now).rawValue
            if finishedAt == now { facts["outcome"] = dossier.state.rawValue }
        }
        return facts
    }

    /// Facts tell seconds; the entry's own moment is the finer one when it is the same.
    private static func moment(_ text: String?, _ now: Instant) -> Instant? {
        text.flatMap { $0 == now.iso8601 ? now : Instant(iso8601: $0) }
    }
}
