import Base
import Blobs
import Foundation
import Hummingbird

/// The body of a request after reading: everything within limits, text tidied, files already in the blob store.
struct FormBody: Sendable {
    var form = FormValues.none
    var files: [String: [StagedFile]] = [:]
    var json: [UInt8] = []
}

/// Reads the body that a route allows. The token against forged requests is checked before any file is taken in: in a
/// form with files the hidden fields `csrf` and `once` stand before the files (`Components.form` puts them first).
struct FormReader: Sendable {
    let limits: WebLimits
    let blobs: any BlobStore
    /// Says whether a token belongs to this browser.
    let isToken: @Sendable (String) -> Bool

    func read(_ request: Request, allowed: Route.Body) async throws -> FormBody {
        let type = request.headers[.contentType] ?? ""
        let mediaType = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        switch allowed {
        case .none:
            try checkHeaderToken(request)
            return FormBody()
        case .json:
            guard mediaType == "application/json" else { throw Problem("wrong-content-type", status: 415) }
            try checkHeaderToken(request)
            return FormBody(json: try await collect(request, bytesMax: limits.jsonBytesMax))
        case .file(let bytesMax, let types):
            guard types.contains(mediaType) else { throw Problem("wrong-content-type", status: 415) }
            return try await readFile(request, bytesMax: bytesMax)
        case .form, .files:
            switch mediaType {
            case "application/x-www-form-urlencoded": return try await readURLEncoded(request)
            case "multipart/form-data": return try await readMultipart(request, type, allowed)
            default: throw Problem("wrong-content-type", status: 415)
            }
        }
    }

    private func readURLEncoded(_ request: Request) async throws -> FormBody {
        let bytes = try await collect(request, bytesMax: limits.formBytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem.badEncoding }
        let form = try FormText.values(urlEncoded: text, limits: limits)
        guard isToken(form["csrf"]) || isToken(headerToken(request)) else { throw Problem.forged }
        return FormBody(form: form)
    }

    private func readMultipart(_ request: Request, _ type: String, _ allowed: Route.Body) async throws -> FormBody {
        guard let boundary = MultipartReader.boundary(ofContentType: type) else { throw Problem.badForm }
        let bytesMax = bodyBytesMax(allowed)
        try checkDeclaredLength(request, bytesMax: bytesMax)
        let reader = MultipartReader(request.body, boundary: boundary, headerBytesMax: limits.partHeaderBytesMax)
        var pairs: [(name: String, value: String)] = []
        var files: [String: [StagedFile]] = [:]
        var isGenuine = isToken(headerToken(request))
        while let part = try await reader.nextPart() {
            guard reader.bytesRead <= bytesMax else { throw Problem.formTooLarge }
            guard let fileName = part.fileName else {
                let value = try await fieldValue(reader)
                try FormText.append(part.name, value, to: &pairs, limits: limits)
                if part.name == "csrf", isToken(value) { isGenuine = true }
                continue
            }
            guard isGenuine else { throw Problem.forged }
            guard !fileName.isEmpty else { continue }
            guard case .files(let bytesPerFileMax, let types) = allowed else {
                throw Problem("no-files-here", status: 415)
            }
            guard files.values.reduce(0, { $0 + $1.count }) < limits.filesMax else {
                throw Problem("too-many-files", status: 413, arguments: ["max": String(limits.filesMax)])
            }
            let staged = try await blobs.stage(
                PartChunks(reader: reader), name: Self.shownName(fileName), bytesMax: bytesPerFileMax,
                types: types)
            files[FormText.tidied(part.name), default: []].append(staged)
        }
        guard isGenuine else { throw Problem.forged }
        return FormBody(form: FormValues(pairs), files: files)
    }

    /// Only doors of the API take a raw file: who calls is known by a token, so there is nothing to forge. Its name is
    /// not part of the body.
    private func readFile(_ request: Request, bytesMax: Int) async throws -> FormBody {
        let staged = try await blobs.stage(BodyChunks(body: request.body), name: "", bytesMax: bytesMax)
        return FormBody(files: ["file": [staged]])
    }

    /// What a whole body may have: the files, and room for the fields and headers around them.
    private func bodyBytesMax(_ allowed: Route.Body) -> Int {
        switch allowed {
        case .none, .form, .json, .file: limits.formBytesMax
        case .files(let bytesPerFileMax, _): bytesPerFileMax * limits.filesMax + limits.formBytesMax
        }
    }

    private func fieldValue(_ reader: MultipartReader) async throws -> String {
        var bytes: [UInt8] = []
        while let chunk = try await reader.nextChunk() {
            bytes += chunk
            guard bytes.count <= limits.fieldBytesMax else { throw Problem("field-too-large", status: 413) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem.badEncoding }
        return text
    }

    private func collect(_ request: Request, bytesMax: Int) async throws -> [UInt8] {
        try checkDeclaredLength(request, bytesMax: bytesMax)
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= bytesMax else { throw Problem.formTooLarge }
            bytes += chunk.readableBytesView
        }
        return bytes
    }

    private func checkDeclaredLength(_ request: Request, bytesMax: Int) throws(Problem) {
        if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > bytesMax {
            throw .formTooLarge
        }
    }

    private func checkHeaderToken(_ request: Request) throws(Problem) {
        guard isToken(headerToken(request)) else { throw .forged }
    }

    private func headerToken(_ request: Request) -> String { request.headers[.csrfToken] ?? "" }

    /// The last part of what may be a path on the person's device, short enough to show.
    static func shownName(_ fileName: String) -> String {
        let last = fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0) } ?? "tep"
        let tidy = VietnameseText.tidied(last)
        return tidy.isEmpty ? "tep" : String(tidy.suffix(150))
    }
}

/// The bytes of a body as the blob store takes them in.
struct BodyChunks: AsyncSequence, Sendable {
    typealias Failure = any Error
    let body: RequestBody

    func makeAsyncIterator() -> Iterator { Iterator(chunks: body.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        var chunks: RequestBody.AsyncIterator
        mutating func next() async throws -> [UInt8]? { try await chunks.next().map { Array($0.readableBytesView) } }
    }
}
