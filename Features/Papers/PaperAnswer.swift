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
            // A layout's title is a paragraph of its own size; whoever listens to the page needs a heading.
            let main: HTML = """
                <h1 class="hidden">\(paper.title)</h1>
                <p class="screen-only">\(request.strings("paper.print-hint"))</p>
                \(HTML(trusted: try PaperHTML.render(paper)))
                """
            return .page(Page(title: paper.title, density: .paper, main: main))
        }
    }
}
