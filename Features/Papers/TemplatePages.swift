import Access
import Base
import Identity
import Paper
import Storage
import Web

/// `/quan-tri/bieu-mau`: every form with sample values, and the layouts that an agency has put in the place of the
/// program's.
enum TemplatePages {
    static let path = "/quan-tri/bieu-mau"

    static let routes: [Route] = [
        .get(path, .templatesManage, list),
        .get("\(path)/:form", .templatesManage) { .page(try await one($0, nil)) },
        .get("\(path)/:form/pdf", .templatesManage) { try await preview($0, .pdf) },
        .get("\(path)/:form/in", .templatesManage) { try await preview($0, .page) },
        .get("\(path)/:form/tai-ve", .templatesManage, download),
        .post("\(path)/:form", .templatesManage, replace),
        .post("\(path)/:form/xem-thu", .templatesManage, tryOut),
        .post("\(path)/:form/mau-goc", .templatesManage, restore),
    ]

    /// Whose layout counts for the caller's agency, and its text.
    struct Standing: Sendable {
        enum Owner: Sendable, Equatable { case program, province, own }

        let form: PaperForm
        let owner: Owner
        let text: String
        let replacement: TemplateStore.Replacement?
        /// Whether this program still reads it; an older one may have taken what this one does not.
        let isRead: Bool

        static func read(_ form: PaperForm, for agency: Agency, in snapshot: Snapshot) throws -> Standing {
            if let own = try TemplateStore.replacement(form, of: agency.id, in: snapshot) {
                return Standing(form, .own, own)
            }
            if let parent = agency.parent, let above = try TemplateStore.replacement(form, of: parent, in: snapshot) {
                return Standing(form, .province, above)
            }
            return Standing(form, .program, nil)
        }

        private init(_ form: PaperForm, _ owner: Owner, _ replacement: TemplateStore.Replacement?) {
            self.form = form
            self.owner = owner
            self.replacement = replacement
            text = replacement?.text ?? form.standardText
            isRead = (try? TemplateReader.read(text, for: form)) != nil
        }
    }

    private static func agency(_ permit: Permit, in snapshot: Snapshot) throws -> Agency {
        guard let id = permit.agency, let agency = try AgencyStore.agency(id, in: snapshot) else {
            throw Problem.forbidden
        }
        return agency
    }

    private static func form(_ request: WebRequest) throws(Problem) -> PaperForm {
        guard let form = PaperForm(number: request.parameters["form"] ?? "") else { throw .notFound }
        return form
    }

    // MARK: To see

    @Sendable private static func list(_ request: WebRequest) async throws -> Answer {
        let standings = try await request.site.database.read { snapshot in
            let agency = try agency(request.permit, in: snapshot)
            return try PaperForm.allCases.map { try Standing.read($0, for: agency, in: snapshot) }
        }
        return .page(TemplateViews(request: request).list(standings))
    }

    private static func one(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let form = try form(request)
        let standing = try await request.site.database.read { snapshot in
            try Standing.read(form, for: try agency(request.permit, in: snapshot), in: snapshot)
        }
        return TemplateViews(request: request).one(standing, problem)
    }

    private static func preview(_ request: WebRequest, _ way: PaperAnswer) async throws -> Answer {
        let form = try form(request)
        let template = try await request.site.database.read { snapshot in
            try TemplateStore.layout(form, for: try agency(request.permit, in: snapshot), in: snapshot)
        }
        return try way.answer(SamplePapers.paper(form, template), name: "mau-\(form.number)", request)
    }

    @Sendable private static func download(_ request: WebRequest) async throws -> Answer {
        let form = try form(request)
        let standing = try await request.site.database.read { snapshot in
            try Standing.read(form, for: try agency(request.permit, in: snapshot), in: snapshot)
        }
        return .file(
            Array(standing.text.utf8), type: "text/plain; charset=utf-8", name: "form-\(form.number).txt",
            attachment: true)
    }

    // MARK: To do

    @Sendable private static func replace(_ request: WebRequest) async throws -> Answer {
        let form = try form(request)
        let deed = ReplaceTemplate(form, text: request.form["text"])
        return try await request.once(orAgain: { try await one(request, $0) }) { tx in
            try deed.run(in: tx, act: request.act)
            return .redirect(to: "\(path)/\(form.number)", notice: "template-replaced")
        }
    }

    /// The paper that a text would give; nothing is kept.
    @Sendable private static func tryOut(_ request: WebRequest) async throws -> Answer {
        let form = try form(request)
        do throws(Problem) {
            let template = try ReplaceTemplate.checked(request.form["text"], form)
            return try way(template, form, request)
        } catch { return .page(try await one(request, error), status: error.status) }
    }

    private static func way(
        _ template: PaperTemplate, _ form: PaperForm, _ request: WebRequest
    ) throws(Problem) -> Answer {
        do {
            return try PaperAnswer.pdf.answer(SamplePapers.paper(form, template), name: "mau-\(form.number)", request)
        } catch { throw .invalid([TemplateFault(0, .notDrawable).field]) }
    }

    @Sendable private static func restore(_ request: WebRequest) async throws -> Answer {
        let form = try form(request)
        return try await request.once(orAgain: { try await one(request, $0) }) { tx in
            try RestoreTemplate(form).run(in: tx, act: request.act)
            return .redirect(to: "\(path)/\(form.number)", notice: "template-restored")
        }
    }
}
