import Base

/// What some entries change in the aggregates: a dossier's old part is taken away, its new part added. Kept apart from
/// the database, so that a rebuilding and a check do the same sum.
struct FigureChanges: Sendable, Equatable {
    struct CountKey: Sendable, Hashable {
        let cell: FigureCell
        let span: FigureSpan
    }

    struct HandlingKey: Sendable, Hashable {
        let cell: FigureCell
        let span: FigureSpan
        let time: HandlingTime
    }

    private(set) var counts: [CountKey: FigureCounts] = [:]
    private(set) var handling: [HandlingKey: Int] = [:]

    mutating func replace(_ old: FiguredDossier?, by new: FiguredDossier) {
        if let old { add(old, times: -1) }
        add(new, times: 1)
    }

    mutating func add(_ dossier: FiguredDossier, times: Int) {
        let cell = dossier.cell
        for (day, counts) in dossier.counts {
            for span in FigureSpan.all(of: day) {
                self.counts[CountKey(cell: cell, span: span), default: .none] += counts.multiplied(by: times)
            }
        }
        if let (cell, day, counts) = dossier.takenForOthers {
            for span in FigureSpan.all(of: day) {
                self.counts[CountKey(cell: cell, span: span), default: .none] += counts.multiplied(by: times)
            }
        }
        if let (day, time) = dossier.handling {
            for span in FigureSpan.all(of: day) {
                handling[HandlingKey(cell: cell, span: span, time: time), default: 0] += times
            }
        }
    }

    mutating func add(_ counts: FigureCounts, _ key: CountKey) { self.counts[key, default: .none] += counts }
    mutating func add(_ dossiers: Int, _ key: HandlingKey) { handling[key, default: 0] += dossiers }

    /// Without what cancels out.
    var settled: FigureChanges {
        var changes = self
        changes.counts = counts.filter { !$0.value.isNothing }
        changes.handling = handling.filter { $0.value != 0 }
        return changes
    }
}
