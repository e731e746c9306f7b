import Access
import Base

extension APIOperation {
    /// In what an answer differs from what the document says of this operation; empty when they agree. For tests.
    package func disagreements(
        status: Int, contentType: String, bytes: [UInt8], policy: AccessPolicy
    ) -> [String] {
        let isPublic = policy.allows(permission, to: .anonymous)
        if status == 304 { return isPublic && bytes.isEmpty ? [] : ["304 is not described"] }
        let mediaType = String(contentType.prefix { $0 != ";" })
        if status != self.status {
            guard APIDocument.problems(of: self, isPublic: isPublic)[status] != nil else {
                return ["\(status) is not described"]
            }
            return Self.faults(of: .object(APIDocument.problem), mediaType, "application/problem+json", bytes)
        }
        switch content {
        case .json(let schema): return Self.faults(of: schema, mediaType, "application/json", bytes)
        case .foreign: return mediaType == "application/json" ? [] : ["answers \(mediaType)"]
        case .file(let types): return types.contains(mediaType) ? [] : ["answers \(mediaType)"]
        }
    }

    private static func faults(
        of schema: APISchema, _ mediaType: String, _ expected: String, _ bytes: [UInt8]
    ) -> [String] {
        guard mediaType == expected else { return ["answers \(mediaType), not \(expected)"] }
        guard let node = try? JSONReader.read(bytes) else { return ["answers no JSON"] }
        return schema.faults(in: node).map { "\($0.field): \($0.code)" }
    }
}
