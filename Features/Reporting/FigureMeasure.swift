/// What is counted, each on one day of a dossier's way. Everything that the pages show is a sum of these over days.
package enum FigureMeasure: Int, Sendable, CaseIterable {
    /// Tiếp nhận, on the day of acceptance.
    case received
    /// Of those received: everything handed in is there as a file (số hóa).
    case digitised
    /// Giải quyết trước hạn, đúng hạn, quá hạn, on the day it was finished; judged by date (handbook 1.5).
    case early, onTime, late
    /// Of those settled: with a result, and with a result that is a file (kết quả điện tử).
    case published, electronic
    /// The first day on which a dossier stood open and late. For one that is still open this day may be yet to come:
    /// the day after its due day. So "late today" is a sum up to today, and nobody has to look at dossiers at midnight.
    case lateBegun
    /// The day on which a dossier that was late was finished.
    case lateEnded
    /// Of those settled: more was asked for a second time.
    case askedAgain
    /// Of those settled: late by date, or asked again, which the index of QĐ 766/QĐ-TTg calls overdue (handbook 3).
    case lateByIndex
    /// Tiếp nhận phi địa giới: taken in for another agency, on the day of acceptance. Counts for the agency that
    /// received, as its workload; all others count for the one that resolves (handbook 1.3, rule 1).
    case takenForOthers
}

/// How often each measure was counted; differences have minus signs.
package struct FigureCounts: Sendable, Equatable {
    private var values = [Int](repeating: 0, count: FigureMeasure.allCases.count)

    package static let none = FigureCounts()

    package init() {}

    package subscript(_ measure: FigureMeasure) -> Int {
        get { values[measure.rawValue] }
        set { values[measure.rawValue] = newValue }
    }

    package var isNothing: Bool { values.allSatisfy { $0 == 0 } }

    package static func += (left: inout FigureCounts, right: FigureCounts) {
        for index in left.values.indices { left.values[index] += right.values[index] }
    }

    /// The same counts, `times` over: 1 adds, -1 takes away.
    package func multiplied(by times: Int) -> FigureCounts {
        var counts = self
        for index in counts.values.indices { counts.values[index] *= times }
        return counts
    }

    package var settled: Int { self[.early] + self[.onTime] + self[.late] }
}
