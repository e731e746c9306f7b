import Catalogue

/// The counts of one field and channel in a period, in the terms of report II.06 (TT 02/2017/TT-VPCP, handbook 4).
package struct FigureCell: Sendable, Equatable {
    package var field: String
    package var channel: Channel
    /// Tiếp nhận trong kỳ
    package var received = 0
    /// Từ kỳ trước chuyển sang
    package var carriedOver = 0
    /// Đã giải quyết trước hạn, đúng hạn, quá hạn
    package var early = 0
    package var onTime = 0
    package var late = 0
    /// Đang giải quyết trong hạn, quá hạn, at the end of the period
    package var openInTime = 0
    package var openLate = 0
    /// Of those received: all papers are there as files.
    package var digitised = 0
}

/// The figures of an agency for a period.
package struct DossierFigures: Sendable, Equatable {
    package let cells: [FigureCell]

    package init(cells: [FigureCell]) { self.cells = cells }

    package var received: Int { sum(\.received) }
    package var carriedOver: Int { sum(\.carriedOver) }
    package var early: Int { sum(\.early) }
    package var onTime: Int { sum(\.onTime) }
    package var late: Int { sum(\.late) }
    package var settled: Int { early + onTime + late }
    package var openInTime: Int { sum(\.openInTime) }
    package var openLate: Int { sum(\.openLate) }
    package var open: Int { openInTime + openLate }
    package var digitised: Int { sum(\.digitised) }
    package var online: Int { cells.filter { $0.channel == .online }.reduce(0) { $0 + $1.received } }

    /// Column 3 = column 7 + column 11 of the report: what came in is settled or still open.
    package var isBalanced: Bool { received + carriedOver == settled + open }

    package var byField: [(field: String, figures: DossierFigures)] {
        Dictionary(grouping: cells, by: \.field)
            .map { (field: $0.key, figures: DossierFigures(cells: $0.value)) }
            .sorted { ($1.figures.received, $0.field) < ($0.figures.received, $1.field) }
    }

    package var byChannel: [(channel: Channel, figures: DossierFigures)] {
        Channel.allCases.map { channel in
            (channel: channel, figures: DossierFigures(cells: cells.filter { $0.channel == channel }))
        }
    }

    private func sum(_ count: KeyPath<FigureCell, Int>) -> Int { cells.reduce(0) { $0 + $1[keyPath: count] } }
}
