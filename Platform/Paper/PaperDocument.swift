import Base

/// A whole paper: what `PDFRenderer` prints. The same values give the same bytes.
package struct PaperDocument: Sendable, Equatable {
    package let title: String
    package let size: PaperSize
    package let createdAt: Instant
    package let blocks: [PaperBlock]
    package let footer: PaperFooter

    package init(
        title: String, size: PaperSize, createdAt: Instant, footer: PaperFooter = .fromSecondPage, blocks: [PaperBlock]
    ) {
        self.title = title
        self.size = size
        self.createdAt = createdAt
        self.footer = footer
        self.blocks = blocks
    }
}

/// The line in the lower edge: a text at the left and the page number at the right.
package struct PaperFooter: Sendable, Equatable {
    package let text: String
    package let numbersSinglePage: Bool

    package init(_ text: String = "", numbersSinglePage: Bool = false) {
        self.text = text
        self.numbersSinglePage = numbersSinglePage
    }

    /// Page numbers only when there are several pages.
    package static let fromSecondPage = PaperFooter()
}

/// Why a paper could not be made.
package enum PaperError: Error, Equatable {
    /// Cairo refused; its own words, for the log.
    case drawing(String)
    /// Code 128 set B holds only printable ASCII; QR codes hold at most 2,331 bytes at this correction level.
    case notEncodable(String)
}
