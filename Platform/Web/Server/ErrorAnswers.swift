import Access
import Base
import Foundation
import Storage

/// The one place that turns errors into answers.
enum ErrorAnswers {
    /// What a person or a program is told; what only the log may know stays in `detail`.
    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as StorageError: problem(for: error)
        default: Problem("internal", status: 500, detail: String(reflecting: error))
        }
    }

    private static func problem(for error: StorageError) -> Problem {
        switch error {
        case .unavailable, .commitUnknown, .timedOut, .conflict, .inUse:
            Problem("unavailable", status: 503, detail: "\(error)", retryAfterSeconds: 5)
        case .full: Problem("storage-full", status: 507, detail: "\(error)")
        case .uniqueViolation, .constraintViolation, .wrongSchema, .badColumn, .engine:
            Problem("internal", status: 500, detail: "\(error)")
        }
    }

    /// A page with the sentence, what to do, and the number under which the log knows the request.
    static func page(_ problem: Problem, _ t: Strings, requestID: String, caller: Caller) -> Answer {
        let sentence = sentence(problem, t)
        let advice = "problem.\(problem.code).advice"
        let faults = problem.fields.map { fault -> HTML in
            "<li>\(t("fault.\(fault.code)", fault.arguments))</li>"
        }
        let main: HTML = """
            <h1>\(sentence)</h1>
            <p>\(t(t.has(advice) ? advice : "problem.advice.\(problem.status / 100)xx"))</p>\
            \(if: !faults.isEmpty, "<ul>\(faults)</ul>")
            <p><a href="/">\(t("problem.home"))</a></p>
            <p class="request-id">\(t("problem.request", ["status": String(problem.status), "id": requestID]))</p>
            """
        let density: Page.Density = caller.staff == nil ? .citizen : .officer
        return .page(Page(title: sentence, density: density, main: main), status: problem.status)
    }

    /// RFC 9457.
    static func document(_ problem: Problem, _ t: Strings, requestID: String) -> Answer {
        var object: [String: Any] = [
            "type": "urn:motcua:problem:\(problem.code)", "title": sentence(problem, t), "status": problem.status,
            "code": problem.code, "instance": "urn:motcua:request:\(requestID)",
        ]
        if !problem.fields.isEmpty {
            object["fields"] = problem.fields.map { fault in
                ["field": fault.field, "code": fault.code, "message": t("fault.\(fault.code)", fault.arguments)]
            }
        }
        let bytes = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])).map { [UInt8]($0) }
        return Answer(
            status: problem.status, body: .bytes(bytes ?? [], contentType: "application/problem+json; charset=utf-8"))
    }

    private static func sentence(_ problem: Problem, _ t: Strings) -> String {
        let key = "problem.\(problem.code)"
        return t.has(key) ? t(key, problem.arguments) : t("problem.status.\(problem.status / 100)xx")
    }
}
