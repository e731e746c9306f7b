import Access
import Base
import Blobs
import Identity
import Storage
import Web

/// `/quan-tri/ho-so-ngoai`: a file, a look at what it would change, then all of it or nothing. Between the look and the
/// yes the file lies among the blobs; the page carries only its digest.
struct ExternalImportPages: Sendable {
    static let path = "/quan-tri/ho-so-ngoai"
    static let previewPath = "\(path)/xem-truoc"
    private static let linesMax = 100

    var routes: [Route] {
        [
            .get(Self.path, .importExternal) { .page(form($0, nil)) },
            .post(Self.previewPath, .importExternal,
                body: .files(bytesPerFileMax: ExternalFile.bytesMax, types: [.json]), look),
            .post(Self.path, .importExternal, take),
        ]
    }

    private func form(_ request: WebRequest, _ problem: Problem?) -> Page {
        let t = request.strings
        let form = FormView(request, problem)
        return Page(title: form.title(t("external.import")), density: .officer, section: Self.path, main: """
            \(form.summary)<h1>\(t("external.import"))</h1><p class="lead">\(t("external.import.lead"))</p>
            \(Components.form(action: Self.previewPath, request, multipart: true) { """
                \(form.file("file", label: t("external.file"), hint: t("external.file.hint"), types: [.json]))
                \(form.text("source", label: t("external.source"), hint: t("external.source.hint"), kind: .code,
                    width: .code, initial: "DVCQG"))
                \(Components.button(t("external.look")))
                """ })
            """)
    }

    /// What the file says, for the agency of whoever brings it.
    private func deed(_ digest: String, _ request: WebRequest) async throws -> ImportExternal {
        let source = try ExternalSource.checked(request.form["source"])
        let bytes: [UInt8]
        do { bytes = try await request.site.blobs.bytes(of: digest) } catch BlobError.missing {
            throw Problem.invalid([FieldFault("file", "external-file")])
        }
        let agencies = try await request.site.database.read { try AgencyStore.served(in: $0) }
        return ImportExternal(try ExternalFile.read(
            bytes, source: source, among: agencies, own: request.permit.agency))
    }

    @Sendable private func look(_ request: WebRequest) async throws -> Answer {
        guard let file = request.files["file"]?.first else {
            return .page(form(request, .invalid([FieldFault("file", "external-file")])), status: 422)
        }
        do {
            let deed = try await deed(file.digest, request)
            let outcome = try await request.site.database.read { try deed.outcome(in: $0) }
            return .page(preview(outcome, digest: file.digest, request))
        } catch let faults as ExternalFaults {
            return .page(refusal(faults, request), status: 422)
        } catch let problem as Problem where !problem.fields.isEmpty {
            return .page(form(request, problem), status: 422)
        }
    }

    private func preview(_ outcome: ImportExternal.Outcome, digest: String, _ request: WebRequest) -> Page {
        let t = request.strings
        let fields = [(name: "digest", value: digest), (name: "source", value: request.form["source"])]
        let confirmation = Components.form(action: Self.path, request) {
            "\(Components.hidden(fields))\(Components.button(t("external.take")))"
        }
        return Page(title: t("external.look"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))<h1>\(t("external.look"))</h1>
            \(Components.summaryList([
                .init(t("external.added"), "\(outcome.added.count)"),
                .init(t("external.changed"), "\(outcome.changed.count)"),
                .init(t("external.unchanged"), "\(outcome.unchanged)"),
                .init(t("external.older"), "\(outcome.older.count)"),
            ], t))
            \(outcome.changesNothing ? "<p>\(t("external.nothing"))</p>" : confirmation)
            \(codes(outcome.added, t("external.added")))\(codes(outcome.changed, t("external.changed")))
            \(codes(outcome.older, t("external.older")))
            """)
    }

    private func codes(_ codes: [String], _ title: String) -> HTML {
        guard !codes.isEmpty else { return .empty }
        let items = codes.prefix(Self.linesMax).map { "<li class=\"code\">\($0)</li>" as HTML }
        return "<h2>\(title)</h2><ul>\(items)</ul>"
    }

    private func refusal(_ faults: ExternalFaults, _ request: WebRequest) -> Page {
        let t = request.strings
        return Page(title: t("external.refused"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))<h1>\(t("external.refused"))</h1>
            \(Components.notice(.late, live: true) {
                "<p>\(t("external.refused.lead", ["count": "\(faults.faults.count)"]))</p>"
            })
            \(Components.table(caption: t("external.faults"), columns: [
                .init(t("external.line"), .number), .init(t("external.field"), .code), .init(t("external.fault")),
            ], rows: faults.faults.prefix(Self.linesMax).map {
                .init(["\($0.line)", "\($0.field)", "\(t("external.fault.\($0.code)", ["value": $0.value]))"])
            }, hidesCaption: true))
            """)
    }

    @Sendable private func take(_ request: WebRequest) async throws -> Answer {
        do {
            let deed = try await deed(request.form["digest"], request)
            return try await request.once { tx in
                try deed.run(in: tx, act: request.act)
                return .redirect(to: Self.path, notice: "external-taken")
            }
        } catch let faults as ExternalFaults {
            return .page(refusal(faults, request), status: 422)
        } catch let problem as Problem where !problem.fields.isEmpty {
            return .page(form(request, problem), status: 422)
        }
    }
}
