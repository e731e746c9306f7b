import Access
import Base
import Jobs
import Paper
import Proof
import Storage
import Web

/// `/quan-tri/niem-phong`: the seals, how they stand, the buttons that seal and check now, and the page for the wall.
enum SealPages {
    static let path = "/quan-tri/niem-phong"
    private static let printPath = "\(path)/in"
    private static let pdfPath = "\(path)/pdf"
    private static let shown = 60
    /// As often an open page looks how far the work is.
    private static let refreshSeconds = 2

    static let routes: [Route] = [
        .get(path, .sealSee, list),
        .get(printPath, .sealSee, print),
        .get(pdfPath, .sealSee) { request in
            let (seal, paper) = try await paper(request)
            let bytes = try PDFRenderer.render(paper)
            return .file(bytes, type: "application/pdf", name: "niem-phong-\(seal.number).pdf")
        },
        .post("\(path)/dong", .sealClose) { try await queue(SealRunner.closeKind, $0) },
        .post("\(path)/doi-chieu", .sealClose) { try await queue(SealRunner.checkKind, $0) },
    ]

    /// It may take some seconds, so it is a job; the page shows how far it is.
    private static func queue(_ kind: String, _ request: WebRequest) async throws -> Answer {
        try await request.once(lane: .free) { tx in
            let job = try Jobs.queue(kind: kind, in: tx, at: request.now)
            return .redirect(to: "\(path)?viec=\(job)")
        }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let job = JobID(request.query["viec"])
        let (seals, stamps, keeper, check, progress) = try await request.site.database.read { snapshot in
            let seals = try SealStore.newest(shown, in: snapshot)
            return (seals, try SealStampStore.stamps(from: seals.last?.number ?? 0, in: snapshot),
                try SealWatchStore.keeper(in: snapshot), try SealWatchStore.lastCheck(in: snapshot),
                try job.flatMap { try Jobs.progress(of: $0, in: snapshot) })
        }
        let isWorking = progress.map { $0.state == .waiting || $0.state == .running } ?? false
        var answer = Answer.page(Page(title: t("sealing.title"), density: .officer, section: path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("sealing.title"))</h1>
            <p>\(t("sealing.lead"))</p>
            \(if: isWorking, Components.progress(t("sealing.working"), done: progress?.percent ?? 0, of: 100, t))
            \(SealViews.check(check, t))
            \(SealViews.keeper(keeper, newest: seals.first, t))
            \(buttons(request))
            \(table(seals, Dictionary(stamps.map { ($0.seal, $0) }) { first, _ in first }, t))
            """))
        if isWorking { answer.headers.append(("Refresh", "\(refreshSeconds)")) }
        return answer
    }

    private static func buttons(_ request: WebRequest) -> HTML {
        guard request.site.policy.allows(.sealClose, to: request.caller) else { return .empty }
        let t = request.strings
        return Components.buttonRow([
            Components.action(t("sealing.close"), to: "\(path)/dong", request, .primary, icon: .lock),
            Components.action(t("sealing.check"), to: "\(path)/doi-chieu", request, icon: .check),
        ])
    }

    private static func table(_ seals: [Seal], _ stamps: [Int64: SealStamp], _ t: Strings) -> HTML {
        Components.table(
            caption: t("sealing.seals"),
            columns: [
                .init(t("sealing.number"), .number), .init(t("sealing.at")), .init(t("sealing.entries"), .number),
                .init(t("sealing.root"), .code), .init(t("sealing.stamp")), .init(t("sealing.print"), .action),
            ],
            rows: seals.map { seal in
                let stamp: HTML = stamps[seal.number].map { stamp in
                    "\(t.formats.dateTime(stamp.at))<br><small>\(stamp.authority)</small>"
                } ?? "\(t("sealing.stamp.none"))"
                return Components.TableRow([
                    "\(seal.number)", "\(t.formats.dateTime(seal.at))", "\(t.formats.number(seal.size))",
                    "<code>\(String(seal.head.root.hex.prefix(16)))…</code>", stamp,
                    """
                    <a href="\(printPath)?so=\(seal.number)">\(t("sealing.print"))\
                    <span class="hidden"> \(seal.number)</span></a>
                    """,
                ])
            }, empty: Components.emptyState(t("sealing.none"), text: t("sealing.none.text"), icon: .lock))
    }

    /// For the wall: whoever photographs the code has the seal.
    private static func paper(_ request: WebRequest) async throws -> (Seal, PaperDocument) {
        guard let number = Int64(request.query["so"]) else { throw Problem.notFound }
        let seal = try await request.site.database.read { try SealStore.seal(number, in: $0) }
        guard let seal else { throw Problem.notFound }
        return (seal, SealPaper.document(seal, publicURL: request.site.publicURL, request.strings))
    }

    @Sendable private static func print(_ request: WebRequest) async throws -> Answer {
        let ((seal, paper), t) = (try await paper(request), request.strings)
        let main: HTML = """
            <h1 class="hidden">\(paper.title)</h1>
            <p class="screen-only"><a href="\(pdfPath)?so=\(seal.number)">\(t("sealing.print-hint"))</a></p>
            \(HTML(trusted: try PaperHTML.render(paper)))
            """
        return .page(Page(title: paper.title, density: .paper, main: main))
    }
}
