import Access
import Base
import Blobs
import Files
import Storage
import Web

/// Files of dossiers for programs: sent raw, known by their bytes, given back to whoever may see the dossier.
struct DossierFilesAPI: Sendable {
    private static let types = FileType.allCases.map(\.rawValue)

    var operations: [APIOperation] { [list.reads(.page), add, download.reads(.file, part: "file"), upload] }

    private var list: APIOperation {
        .list("/dossiers/:id/files", .dossierAPI, .init("listDossierFiles", tag: "files", "The files of a dossier"),
            in: DossiersAPI.place, item: DossierShapes.file
        ) { call in
            let id: ID<Dossier> = try call.request.id("id")
            let last: ID<KeptFile>? = try call.placeID()
            let files = try await call.request.site.database.read { snapshot in
                let dossier = try DossierStore.dossier(id, for: call.request.permit, in: snapshot)
                return try FileStore.files(ownerKind: "dossier", owner: dossier.id.description, in: snapshot)
            }
            let rest = files.values.sorted { $0.id < $1.id }.filter { file in last.map { file.id > $0 } ?? true }
            return APIPage(rest, limit: call.limit) { call.cursor($0.id.description) }
        }
    }

    private var add: APIOperation {
        .upload("/dossiers/:id/files", .dossierAPI,
            .init("addDossierFile", tag: "files", "Số hóa: a scan of a paper handed in; officers only"),
            in: DossiersAPI.place,
            query: [.required("component", .integer(1...1000), "Number of the procedure's component.")],
            bytesMax: FilingPages.fileBytesMax, types: Self.types,
            creates: { "/dossiers/\($0.owner)/files/\($0.file.id)" },
            answer: Self.owned, problems: [409: "The dossier takes no papers any more."]
        ) { call, tx in
            let id: ID<Dossier> = try call.request.id("id")
            let (act, staged) = (try call.act("dossier.digitise"), try call.file())
            let before = Set(try FileStore.files(ownerKind: "dossier", owner: id.description, in: tx).keys)
            try AddPaper(id, component: call.query.integer("component") ?? 0, file: staged).run(in: tx, act: act)
            let after = try FileStore.files(ownerKind: "dossier", owner: id.description, in: tx)
            guard let file = after.values.first(where: { !before.contains($0.id) }) else { throw Problem.notFound }
            return Owned(file: file, owner: id.description)
        }
    }

    private var download: APIOperation {
        .download("/dossiers/:id/files/:file", .dossierAPI,
            .init("getDossierFile", tag: "files", "One file of a dossier"),
            in: DossiersAPI.place + [.required("file", .id, "The file's id.")], types: Self.types
        ) { call in
            let id: ID<Dossier> = try call.request.id("id")
            let file: ID<KeptFile> = try call.request.id("file")
            let kept = try await call.request.site.database.read { snapshot in
                let dossier = try DossierStore.dossier(id, for: call.request.permit, in: snapshot)
                return try FileStore.file(file, ownerKind: "dossier", owner: dossier.id.description, in: snapshot)
            }
            guard let kept else { throw Problem.notFound }
            let chunks = try await call.request.site.blobs.stream(of: kept.digest)
            return Answer(body: .stream(chunks, contentType: kept.type.rawValue, length: kept.size))
        }
    }

    private var upload: APIOperation {
        .upload("/uploads", .dossierAPI,
            .init("upload", tag: "files", "A file to be named in a new dossier or a supplement; kept for 7 days"),
            bytesMax: FilingPages.fileBytesMax, types: Self.types, answer: Self.owned,
            problems: [409: "Too many uploads are waiting to be used."]
        ) { call, tx in
            Owned(file: try Uploads.keep(try call.file(), by: call.request.act, in: tx), owner: "")
        }
    }

    private struct Owned: Sendable {
        let file: KeptFile
        let owner: String
    }

    private static let owned = APIShape<Owned>("KeptFile", "The file as it was kept.", [
        .part("file", "What is known of it.", DossierShapes.file) { $0.file }
    ])
}

/// Files that a caller has sent ahead of the dossier or the supplement that they belong to.
enum Uploads {
    static let ownerKind = "upload"
    static let waitingMax = 60
    static let keptSeconds: Int64 = 7 * 86_400

    /// - Throws: `too-many-uploads` (409).
    static func keep(_ staged: StagedFile, by act: Act, in tx: Transaction) throws -> KeptFile {
        guard let account = act.caller.account else { throw Problem.forbidden }
        let before = act.at.adding(seconds: -keptSeconds)
        try FileStore.dropOld(ownerKind: ownerKind, owner: account.description, before: before, in: tx)
        let waiting = try FileStore.files(ownerKind: ownerKind, owner: account.description, in: tx).count
        guard waiting < waitingMax else {
            throw Problem("too-many-uploads", status: 409, arguments: ["max": "\(waitingMax)"])
        }
        return try FileStore.keep(
            staged, ownerKind: ownerKind, owner: account.description, by: account, at: act.at, in: tx)
    }

    /// Takes uploads of the caller away for whoever they are for. What is somebody else's is not there.
    static func taken(
        _ ids: [ID<KeptFile>], field: String, by act: Act, in tx: Transaction
    ) throws -> [StagedFile] {
        guard let account = act.caller.account else { throw Problem.forbidden }
        return try ids.map { id in
            let kept = try FileStore.file(id, ownerKind: ownerKind, owner: account.description, in: tx)
            guard let kept else { throw Problem.invalid([FieldFault(field, "dossier.upload-unknown")]) }
            try FileStore.drop(id, ownerKind: ownerKind, owner: account.description, in: tx)
            return StagedFile(name: kept.name, digest: kept.digest, size: kept.size, type: kept.type)
        }
    }
}
