import Base
import Identity
import Paper
import Storage
import Web

/// `/thu-tuc/:code`: one procedure with all that the law wants published (Luật Tiếp cận thông tin; NĐ 61/2018, NĐ
/// 118/2025:
/// steps, papers, time, fee, where, result, legal basis), its older versions, and its notice for the wall.
struct ProcedurePages: Sendable {
    var routes: [Route] {
        [
            .publicPage("/thu-tuc/:code", .readCatalogue, stamp: LiveCatalogue.stamp, show),
            .get("/thu-tuc/:code/niem-yet", .readCatalogue, noticePage),
            .get("/thu-tuc/:code/niem-yet.pdf", .readCatalogue, noticePDF).paced(.search),
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let (procedure, editions) = try await asked(request)
        let view = ProcedureView(procedure: procedure, editions: editions, today: request.now.localDate,
            t: request.strings)
        return .page(view.page)
    }

    @Sendable private func noticePage(_ request: WebRequest) async throws -> Answer {
        let (procedure, _) = try await asked(request)
        return .page(try await notice(procedure, request).page)
    }

    @Sendable private func noticePDF(_ request: WebRequest) async throws -> Answer {
        let (procedure, _) = try await asked(request)
        let bytes = try PDFRenderer.render(try await notice(procedure, request).paper(at: request.now))
        return .file(bytes, type: "application/pdf", name: "niem-yet-\(procedure.code).pdf")
    }

    private func notice(_ procedure: Procedure, _ request: WebRequest) async throws -> ProcedureNotice {
        let place = try await request.site.database.read { snapshot in
            try AgencyStore.served(in: snapshot).map(\.name).joined(separator: ", ")
        }
        return ProcedureNotice(procedure: procedure, place: place,
            address: "\(request.site.publicURL)/thu-tuc/\(procedure.code)")
    }

    /// The version in force, or the one that `?phien-ban=` names.
    private func asked(_ request: WebRequest) async throws -> (Procedure, [ProcedureStore.Edition]) {
        guard let code = ProcedureCode.normalised(request.parameters["code"] ?? "") else { throw Problem.notFound }
        let date = request.now.localDate
        let version = request.query.has("phien-ban") ? Int(request.query["phien-ban"]) ?? 0 : nil
        let (found, editions) = try await request.site.database.read { snapshot in
            let found = try version.map { try ProcedureStore.version($0, of: code, in: snapshot) }
                ?? ProcedureStore.current(code: code, on: date, in: snapshot)
            return (found, try ProcedureStore.editions(of: code, in: snapshot))
        }
        guard let found else { throw Problem.notFound }
        return (found, editions)
    }
}
