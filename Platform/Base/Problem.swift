/// Something that a person must be told: the one shape in which rules and deeds refuse.
///
/// `code` is stable and is also the key of the sentence (`problem.<code>` in the strings of each language); `detail` is
/// for the log only and never reaches a page.
package struct Problem: Error, Sendable, Equatable {
    package let code: String
    /// The HTTP status that says the same to a program.
    package let status: Int
    /// Values for the placeholders of the sentence: `{code}` takes `arguments["code"]`.
    package var arguments: [String: String]
    package var fields: [FieldFault]
    package var detail: String
    package var retryAfterSeconds: Int?

    package init(
        _ code: String, status: Int = 422, arguments: [String: String] = [:], fields: [FieldFault] = [],
        detail: String = "", retryAfterSeconds: Int? = nil
    ) {
        self.code = code
        self.status = status
        self.arguments = arguments
        self.fields = fields
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// What is out of reach answers like what is not there.
    package static let notFound = Problem("not-found", status: 404)
    package static let forbidden = Problem("forbidden", status: 403)

    /// A form with faults; `fields` must not be empty.
    package static func invalid(_ fields: [FieldFault]) -> Problem { Problem("invalid-form", fields: fields) }
}

/// For the log: the code and what only the log may know. The arguments of the sentence stay out, for they are names,
/// codes and whatever a person typed.
extension Problem: CustomStringConvertible {
    package var description: String {
        let places = fields.isEmpty ? "" : " at " + fields.map { "\($0.field) (\($0.code))" }.joined(separator: ", ")
        return "\(code)\(places)\(detail.isEmpty ? "" : ": \(detail)")"
    }
}

/// One field of a form that must be mended; `code` is the key of the sentence (`fault.<code>`).
package struct FieldFault: Sendable, Equatable {
    package let field: String
    package let code: String
    package let arguments: [String: String]

    package init(_ field: String, _ code: String, _ arguments: [String: String] = [:]) {
        self.field = field
        self.code = code
        self.arguments = arguments
    }
}
