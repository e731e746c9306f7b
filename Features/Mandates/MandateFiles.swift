import Access
import Base
import Files
import Storage
import Web

/// The scans of a mandate.
enum MandateFiles {
    static func scans(of mandate: Mandate, in snapshot: Snapshot) throws -> [KeptFile] {
        try FileStore.files(ownerKind: Mandate.subjectKind, owner: mandate.id.description, in: snapshot)
            .values.sorted { $0.id < $1.id }
    }

    /// Sends one to whoever may see it: the agent, an officer, and the person once they have said yes.
    static func answer(_ request: WebRequest) async throws -> Answer {
        let id: MandateID = try request.id("id")
        let file: ID<KeptFile> = try request.id("file")
        let kept = try await request.site.database.read { snapshot -> KeptFile? in
            let mandate = try MandateStore.mandate(id, for: request.permit, in: snapshot)
            let account = request.caller.account
            guard request.caller.staff != nil || mandate.agent == account || mandate.principalAccount == account else {
                return nil
            }
            return try FileStore.file(
                file, ownerKind: Mandate.subjectKind, owner: mandate.id.description, in: snapshot)
        }
        guard let kept else { throw Problem.notFound }
        return .file(try await request.site.blobs.bytes(of: kept.digest), type: kept.type.rawValue, name: kept.name,
            attachment: kept.type == .docx)
    }
}
