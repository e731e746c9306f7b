import Base

/// Files by content: the name is the SHA-256 of the bytes, so the same paper is stored once and a changed byte found.
package protocol BlobStore: Sendable {
    /// Takes a stream in, at most `bytesMax` bytes, and keeps it durably (fsync) under its digest.
    /// - Parameter types: what it may be, judged by its bytes.
    /// - Throws: `Problem` `file-too-large` (413), `file-empty`, `file-type` (415: not allowed), `disk-full` (507);
    ///   behind a scanner `file-infected` (422).
    func stage(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, name: String, bytesMax: Int, types: [FileType]
    ) async throws -> StagedFile

    /// The bytes of a file, whole, checked against its digest.
    /// - Throws: `BlobError.missing`, `BlobError.damaged`; behind a scanner `Problem` `file-dangerous` (403),
    ///   `file-unchecked` (503).
    func bytes(of digest: String) async throws -> [UInt8]

    /// The same in chunks, for sending.
    func stream(of digest: String) async throws -> AsyncThrowingStream<[UInt8], any Error>

    /// Removes the bytes of a file that no record has any more, unless they were taken in again since `moment`: then
    /// an upload is under way. What is not there is removed already.
    /// - Throws: `BlobError.disk`.
    func remove(_ digest: String, writtenBefore moment: Instant) async throws
}

extension BlobStore {
    /// Takes in a paper: any type that a dossier may hold.
    package func stage(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, name: String, bytesMax: Int
    ) async throws -> StagedFile {
        try await stage(chunks, name: name, bytesMax: bytesMax, types: FileType.papers)
    }
}

/// A file that has been taken in: durable, its type known from its bytes and not from its name.
package struct StagedFile: Sendable, Equatable {
    /// The name the person's device gave, for showing only.
    package let name: String
    /// SHA-256, hexadecimal.
    package let digest: String
    package let size: Int
    package let type: FileType

    package init(name: String, digest: String, size: Int, type: FileType) {
        self.name = name
        self.digest = digest
        self.size = size
        self.type = type
    }
}

/// The kinds of file that can be taken in.
package enum FileType: String, Sendable, CaseIterable {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"
    case heic = "image/heic"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    /// Only where a door asks for it: an administrator's list of procedures. Never a paper, never shown to anybody.
    case json = "application/json"

    /// What dossiers may hold.
    package static let papers: [FileType] = [.pdf, .jpeg, .png, .heic, .docx]

    /// How the name of such a file ends, without the dot.
    package var ending: String {
        switch self {
        case .pdf: "pdf"
        case .jpeg: "jpg"
        case .png: "png"
        case .heic: "heic"
        case .docx: "docx"
        case .json: "json"
        }
    }
}

/// What a store of files can fail with apart from what a person must be told.
package enum BlobError: Error, Sendable, Equatable {
    /// There is no file of that digest, or the text is no digest.
    case missing(String)
    /// The bytes on disk are not those that were taken in: restore this digest from the backup.
    case damaged(String)
    /// The disk refused: what was tried, and the system's words.
    case disk(String)
}
