import Base
import Blobs
import Storage
import Web

/// The administrator's way into the catalogue: a file or pasted records, a look at what would change, then all of it or
/// nothing. Between the look and the yes the file lies among the blobs; the page carries only its digest.
struct CatalogueImportPages: Sendable {
    static let previewPath = "\(CatalogueAdminPages.path)/xem-truoc"
    /// So many lines of each kind are shown; the rest is a number.
    private static let linesMax = 200

    var routes: [Route] {
        [
            .post(
                Self.previewPath, .editCatalogue,
                body: .files(bytesPerFileMax: CatalogueLimits.fileBytesMax, types: [.json])) { request in
                    try await look(request, problem: nil)
                },
            .post(CatalogueAdminPages.path, .editCatalogue, take),
        ]
    }

    /// What the person wants to take in: read and judged, nothing written.
    private struct Intake: Sendable {
        let deed: ImportCatalogue
        let remarks: [CatalogueFault]
        /// Nil for pasted records.
        let digest: String?
        let name: String
    }

    // MARK: Look

    /// The dry run.
    private func look(_ request: WebRequest, problem: Problem?) async throws -> Answer {
        do {
            let intake = try await intake(request)
            let outcome = try await request.site.database.read { try intake.deed.outcome(in: $0) }
            return .page(preview(intake, outcome, problem, request), status: problem?.status ?? 200)
        } catch let faults as CatalogueFaults {
            return .page(refusal(faults, request), status: 422)
        } catch let problem as Problem {
            return try await CatalogueAdminPages().list(request, problem)
        }
    }

    /// - Throws: `CatalogueFaults`, `Problem` `invalid-form` for a date that is none and for nothing to take in.
    private func intake(_ request: WebRequest) async throws -> Intake {
        guard case .date(let date) = request.form.date("from") else {
            throw Problem.invalid([FieldFault("from", "catalogue-from")])
        }
        let file = request.files["file"]?.first
        let digest = file?.digest ?? (request.form["digest"].isEmpty ? nil : request.form["digest"])
        let bytes: [UInt8]
        if let digest {
            do { bytes = try await request.site.blobs.bytes(of: digest) } catch BlobError.missing {
                throw Problem("catalogue-file-gone", status: 409)
            }
        } else {
            bytes = Array(request.form["records"].utf8)
        }
        guard !bytes.isEmpty else { throw Problem.invalid([FieldFault("file", "catalogue-file-missing")]) }
        let content = try CatalogueFile.read(bytes)
        let deed = ImportCatalogue(
            content.records, effectiveFrom: date, withdrawMissing: request.form["withdraw-missing"] == "1")
        return Intake(deed: deed, remarks: content.remarks, digest: digest, name: file?.name ?? request.form["name"])
    }

    private func preview(
        _ intake: Intake, _ outcome: ImportCatalogue.Outcome, _ problem: Problem?, _ request: WebRequest
    ) -> Page {
        let t = request.strings
        return Page(title: t("catalogue.admin.preview"), density: .officer, section: CatalogueAdminPages.path, main: """
            \(Components.backLink(to: CatalogueAdminPages.path, t))
            <h1>\(t("catalogue.admin.preview"))</h1>
            \(if: !intake.name.isEmpty, "<p>\(t("catalogue.admin.of-file", ["name": intake.name]))</p>")
            \(problem.map { problem in
                Components.notice(.warn, live: true) { "<p>\(t("problem.\(problem.code)"))</p>" }
            })
            \(Components.summaryList([
                .init(t("catalogue.admin.from"), "\(t.formats.date(intake.deed.effectiveFrom))"),
                .init(t("catalogue.admin.added"), "\(outcome.added.count)"),
                .init(t("catalogue.admin.changed"), "\(outcome.changed.count)"),
                .init(t("catalogue.admin.to-withdraw"), "\(outcome.withdrawn.count)"),
                .init(t("catalogue.admin.unchanged"), "\(outcome.unchanged.count)"),
            ], t))
            \(outcome.changesNothing ? "<p>\(t("catalogue.admin.nothing"))</p>"
                : confirmation(intake, outcome, request))
            \(lines(outcome.added, t("catalogue.admin.added"), t))
            \(lines(outcome.changed, t("catalogue.admin.changed"), t))
            \(lines(outcome.withdrawn, t("catalogue.admin.to-withdraw"), t))
            \(said(intake.remarks, t("catalogue.admin.remarks"), t))
            """)
    }

    private func refusal(_ faults: CatalogueFaults, _ request: WebRequest) -> Page {
        let t = request.strings
        return Page(title: t("catalogue.admin.refused"), density: .officer, section: CatalogueAdminPages.path, main: """
            \(Components.backLink(to: CatalogueAdminPages.path, t))
            <h1>\(t("catalogue.admin.refused"))</h1>
            \(Components.notice(.late, live: true) {
                "<p>\(t("catalogue.admin.refused.lead", ["count": t.formats.number(faults.faults.count)]))</p>"
            })
            \(said(faults.faults, t("catalogue.admin.faults"), t))
            """)
    }

    private func lines(_ lines: [ImportCatalogue.Line], _ title: String, _ t: Strings) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return """
            <h2>\(title)</h2>
            \(Components.table(caption: title, columns: [
                .init(t("catalogue.code"), .code), .init(t("catalogue.admin.name")),
                .init(t("catalogue.admin.version"), .number),
            ], rows: lines.prefix(Self.linesMax).map { .init(["\($0.code)", "\($0.name)", "\($0.version)"]) },
                hidesCaption: true))
            \(more(lines.count, t))
            """
    }

    /// Faults and remarks: where in the file, and what.
    private func said(_ faults: [CatalogueFault], _ title: String, _ t: Strings) -> HTML {
        guard !faults.isEmpty else { return .empty }
        return """
            <h2>\(title)</h2>
            \(Components.table(caption: title, columns: [
                .init(t("catalogue.admin.line"), .number), .init(t("catalogue.admin.field"), .code),
                .init(t("catalogue.admin.fault")),
            ], rows: faults.prefix(Self.linesMax).map {
                .init(["\($0.line)", "\($0.field)", "\(t("catalogue.fault.\($0.code)", $0.arguments))"])
            }, hidesCaption: true))
            \(more(faults.count, t))
            """
    }

    private func more(_ count: Int, _ t: Strings) -> HTML {
        guard count > Self.linesMax else { return .empty }
        return "<p>\(t("catalogue.admin.more", ["count": t.formats.number(count - Self.linesMax)]))</p>"
    }

    // MARK: Take in

    private func confirmation(
        _ intake: Intake, _ outcome: ImportCatalogue.Outcome, _ request: WebRequest
    ) -> HTML {
        var fields = FormValues.pairs("from", intake.deed.effectiveFrom) + [(name: "seen", value: Self.seen(outcome))]
        if intake.deed.withdrawMissing { fields.append((name: "withdraw-missing", value: "1")) }
        if let digest = intake.digest {
            fields += [(name: "digest", value: digest), (name: "name", value: intake.name)]
        } else {
            fields.append((name: "records", value: request.form["records"]))
        }
        return Components.form(action: CatalogueAdminPages.path, request) {
            "\(Components.hidden(fields))\(Components.button(request.strings("catalogue.admin.take")))"
        }
    }

    /// What the person saw: when the catalogue has changed since, they are shown the new look before anything is done.
    private static func seen(_ outcome: ImportCatalogue.Outcome) -> String {
        "\(outcome.added.count) \(outcome.changed.count) \(outcome.withdrawn.count)"
    }

    @Sendable private func take(_ request: WebRequest) async throws -> Answer {
        do {
            let intake = try await intake(request)
            return try await request.once { tx in
                guard Self.seen(try intake.deed.outcome(in: tx)) == request.form["seen"] else {
                    throw Problem("catalogue-changed-since", status: 409)
                }
                _ = try intake.deed.run(in: tx, act: request.act)
                return .redirect(to: CatalogueAdminPages.path, notice: "catalogue-imported")
            }
        } catch is CatalogueFaults {
            return try await look(request, problem: nil)
        } catch let problem as Problem where problem.code == "catalogue-changed-since" {
            return try await look(request, problem: problem)
        } catch let problem as Problem where problem.status == 409 || !problem.fields.isEmpty {
            return try await CatalogueAdminPages().list(request, problem)
        }
    }
}
