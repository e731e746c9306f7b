import Paper

/// A layout of a form: what `TemplateReader` made of its text. The language is closed: fields, lists, conditions and
/// the blocks of `Platform/Paper`; it reads nothing, computes nothing and cannot run away.
package struct PaperTemplate: Sendable, Equatable {
    package let sheet: PaperSize
    /// From more than `rows` rows of a list on, the sheet is A4 on its side.
    package let wide: Wide?
    let title: TemplateText
    let footer: TemplateText
    let elements: [TemplateElement]

    package struct Wide: Sendable, Equatable {
        let list: String
        let rows: Int
    }
}

/// One thing of a layout.
indirect enum TemplateElement: Sendable, Equatable {
    case text(TemplateText, TextStyle)
    case space(Double)
    /// The superior agency, the agency, the number, the place and date.
    case head(superior: TemplateText, agency: TemplateText, number: TemplateText, date: TemplateText)
    case columns([Column])
    case table(list: String, [Cell], TextStyle.Size)
    /// The elements once for each row of a list.
    case each(list: String, [TemplateElement])
    /// Whether a field is filled, or a list has rows.
    case either(name: String, then: [TemplateElement], otherwise: [TemplateElement])
    case signatures([Sign])
    case barcode(TemplateText, width: Double)
    case qrCode(TemplateText, side: Double)
    case together([TemplateElement])
    case pageBreak

    struct Column: Sendable, Equatable {
        let share: Double
        let elements: [TemplateElement]
    }

    struct Cell: Sendable, Equatable {
        let share: Double
        let alignment: TextStyle.Alignment
        let title: String
        let text: TemplateText
    }

    struct Sign: Sendable, Equatable {
        let title: TemplateText
        let hint: TemplateText
        let name: TemplateText
    }
}

/// Words with places for values in them.
struct TemplateText: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        enum Content: Sendable, Equatable {
            case words(String)
            /// A value; where there is none a dotted line to be filled by hand, or nothing when it may be missing.
            case field(String, mayBeMissing: Bool)
        }

        let content: Content
        let isBold: Bool
        let isItalic: Bool
    }

    let parts: [Part]

    static let empty = TemplateText(parts: [])
}

/// What is wrong with a template, and where.
package struct TemplateFault: Error, Sendable, Equatable {
    /// The codes of the sentences that say it.
    package enum Kind: String, Sendable, CaseIterable {
        case unknownCommand = "paper.template-unknown-command"
        case unknownField = "paper.template-unknown-field"
        case unknownList = "paper.template-unknown-list"
        case unknownStyle = "paper.template-unknown-style"
        case unknownSheet = "paper.template-unknown-sheet"
        case badNumber = "paper.template-bad-number"
        case tooFewParts = "paper.template-too-few-parts"
        case braceOpen = "paper.template-brace-open"
        case notClosed = "paper.template-not-closed"
        case nothingToClose = "paper.template-nothing-to-close"
        case misplaced = "paper.template-misplaced"
        case emptyBlock = "paper.template-empty-block"
        case tooDeep = "paper.template-too-deep"
        case tooLong = "paper.template-too-long"
        case noSheet = "paper.template-no-sheet"
        case noTitle = "paper.template-no-title"
        case noBarcode = "paper.template-no-barcode"
        case noQRCode = "paper.template-no-qr"
        case notDrawable = "paper.template-not-drawable"
    }

    /// From 1; 0 for what is missing in the whole text.
    package let line: Int
    package let kind: Kind
    /// What the line says that it should not.
    package let what: String

    init(_ line: Int, _ kind: Kind, _ what: String = "") {
        self.line = line
        self.kind = kind
        self.what = what
    }
}
