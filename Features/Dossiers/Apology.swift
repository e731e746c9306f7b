import Base
import Journal

/// Lời xin lỗi vì quá hạn (form 04): until when the person was promised the result. One promise at a time: another
/// apology only when the promised day has passed too.
struct Apology: Sendable, Equatable {
    let promised: Instant

    /// The one that still holds; nil when there was none or its day has passed.
    static func holding(in history: [JournalEntry], at now: Instant) -> Apology? {
        guard let last = history.last(where: { $0.kind == DossierAction.apologise.entryKind }),
            let promised = last.facts["promised"].flatMap({ Instant(iso8601: $0) }),
            now.localDate <= promised.localDate
        else { return nil }
        return Apology(promised: promised)
    }
}

extension DossierFolder {
    /// Whether an apology is due: it is late, and no promise is still to be kept.
    func mayApologise(at now: Instant) -> Bool {
        dossier.punctuality(at: now)?.isLate ?? false && Apology.holding(in: history, at: now) == nil
    }
}
