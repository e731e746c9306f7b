import Paper
import Web

/// The two ways in which a paper leaves the house.
enum PaperAnswer {
    case pdf, page

    /// - Parameter name: of the file, without its ending; ASCII.
    func answer(_ paper: PaperDocument, name: String, _ request: WebRequest) throws -> Answer {
        switch self {
        case .pdf:
            return .file(try PDFRenderer.render(paper), type: "application/pdf", name: "\(name).pdf")
        case .page:
            let main: HTML = """
                <p class="screen-only">\(request.strings("paper.print-hint"))</p>
                \(HTML(trusted: try PaperHTML.render(paper)))
                """
            return .page(Page(title: paper.title, density: .paper, main: main))
        }
    }
}
