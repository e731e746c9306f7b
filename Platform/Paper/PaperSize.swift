/// A sheet, upright unless its name says otherwise. Slips of TT 01/2018/TT-VPCP are A5, letters and books A4.
package enum PaperSize: Sendable, CaseIterable {
    case a4, a5, a4Landscape

    package var widthMillimetres: Double {
        switch self {
        case .a4: 210
        case .a5: 148
        case .a4Landscape: 297
        }
    }

    package var heightMillimetres: Double {
        switch self {
        case .a4: 297
        case .a5: 210
        case .a4Landscape: 210
        }
    }

    /// The white edges. A4 keeps NĐ 30/2020/NĐ-CP, Phụ lục I: top and bottom 20-25 mm, left 30-35, right 15-20.
    package var margins: PaperMargins {
        switch self {
        case .a4: PaperMargins(top: 20, bottom: 20, left: 30, right: 18)
        case .a5: PaperMargins(top: 10, bottom: 12, left: 13, right: 11)
        case .a4Landscape: PaperMargins(top: 20, bottom: 15, left: 15, right: 15)
        }
    }

    /// Points of running text: NĐ 30/2020/NĐ-CP wants 13-14 on A4; a slip of half the sheet is set in proportion.
    var bodyPoints: Double {
        switch self {
        case .a4: 13
        case .a5: 10
        case .a4Landscape: 11
        }
    }
}

/// White edges of a sheet, in millimetres.
package struct PaperMargins: Sendable, Equatable {
    package let top: Double
    package let bottom: Double
    package let left: Double
    package let right: Double

    package init(top: Double, bottom: Double, left: Double, right: Double) {
        self.top = top
        self.bottom = bottom
        self.left = left
        self.right = right
    }
}

extension Double {
    /// Millimetres as points of 1/72 inch, the unit of PDF.
    var points: Double { self * 72 / 25.4 }
}
