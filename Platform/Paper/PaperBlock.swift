/// One thing on a paper, from top to bottom. A form is a function from its values to blocks; `PDFRenderer` prints them
/// and `PaperHTML` shows the same blocks as a page.
package indirect enum PaperBlock: Sendable, Equatable {
    case text(PaperText, TextStyle = .body)
    /// White between two blocks, in millimetres; none at the top of a page.
    case space(Double)
    case head(OfficialHead)
    case columns([PaperColumn])
    case table(PaperTable)
    case signatures([Signature])
    /// Code 128 of printable ASCII, quiet zones included `width` millimetres wide; its text is printed by the form.
    case barcode(String, width: Double)
    /// A QR code with its quiet zone, `side` millimetres wide.
    case qrCode(String, side: Double)
    /// Moves to the next page as a whole, when it does not fit and a page can hold it.
    case together([PaperBlock])
    case pageBreak
}

/// The head of an official paper (NĐ 30/2020/NĐ-CP, Phụ lục I): the agency left, the State and its motto right.
package struct OfficialHead: Sendable, Equatable {
    package static let state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    package static let motto = "Độc lập - Tự do - Hạnh phúc"

    /// The agency that the issuing one belongs to; empty when there is none.
    package let superior: String
    package let agency: String
    /// `Số: 0012/TNHS`; empty when the paper bears none.
    package let number: String
    /// `Hướng Hiệp, ngày 21 tháng 11 năm 2026`; empty when the paper says it elsewhere.
    package let placeAndDate: String

    package init(superior: String = "", agency: String, number: String = "", placeAndDate: String = "") {
        self.superior = superior
        self.agency = agency
        self.number = number
        self.placeAndDate = placeAndDate
    }
}

/// A part of the width, with its own blocks. Shares are relative: 2 and 1 are two thirds and one third.
package struct PaperColumn: Sendable, Equatable {
    package let share: Double
    package let blocks: [PaperBlock]

    package init(share: Double = 1, _ blocks: [PaperBlock]) {
        precondition(share > 0, "a column has a width")
        self.share = share
        self.blocks = blocks
    }
}

/// A ruled table. Its head is repeated on each page; a row breaks only when a whole page cannot hold it.
package struct PaperTable: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package let title: String
        package let share: Double
        package let alignment: TextStyle.Alignment

        package init(_ title: String, share: Double = 1, _ alignment: TextStyle.Alignment = .left) {
            precondition(share > 0, "a column has a width")
            self.title = title
            self.share = share
            self.alignment = alignment
        }
    }

    package let columns: [Column]
    /// One text per column.
    package let rows: [[PaperText]]
    package let size: TextStyle.Size

    package init(_ columns: [Column], rows: [[PaperText]], size: TextStyle.Size = .body) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has one cell per column")
        self.columns = columns
        self.rows = rows
        self.size = size
    }
}

/// A place to sign: the title, a hint under it, room for the hand, the name. Several stand side by side.
package struct Signature: Sendable, Equatable {
    package let title: String
    package let hint: String
    package let name: String

    package init(title: String, hint: String = "", name: String = "") {
        self.title = title
        self.hint = hint
        self.name = name
    }
}
