import Base
import Catalogue
import Storage
import Web

/// Why a command stops: the exit code and one line for each thing to say.
package struct CommandFault: Error, Sendable {
    /// The command was used wrongly (exit code 2) or could not be carried out (1).
    package enum Kind: Int32, Sendable { case failed = 1, wrongUse = 2 }

    package let kind: Kind
    package let lines: [String]

    package static func wrongUse(_ line: String) -> CommandFault { CommandFault(kind: .wrongUse, lines: [line]) }

    package static func failed(_ line: String) -> CommandFault { CommandFault(kind: .failed, lines: [line]) }

    /// Any error as sentences in the person's language; never a type's name where a sentence exists.
    package init(_ error: any Error, in t: Strings) {
        switch error {
        case let fault as CommandFault: self = fault
        case let faults as Configuration.Faults:
            self.init(kind: .wrongUse, lines: faults.faults.map { CommandFault.line($0, in: t) })
        case let faults as CatalogueFaults: self.init(kind: .failed, lines: faults.faults.map { $0.text(t) })
        case let problem as Problem: self.init(kind: .failed, lines: CommandFault.lines(problem, in: t))
        case let error as StorageError: self.init(kind: .failed, lines: [CommandFault.line(error, in: t)])
        default: self.init(kind: .failed, lines: [t("app.failed", ["message": "\(error)"])])
        }
    }

    /// A problem as sentences, with this exit code.
    package init(kind: Kind, of problem: Problem, in t: Strings) {
        self.init(kind: kind, lines: CommandFault.lines(problem, in: t))
    }

    package init(failures lines: [String]) { self.init(kind: .failed, lines: lines) }

    private init(kind: Kind, lines: [String]) {
        self.kind = kind
        self.lines = lines
    }

    private static func lines(_ problem: Problem, in t: Strings) -> [String] {
        let key = "problem.\(problem.code)"
        let sentence = t.has(key) ? t(key, problem.arguments) : t("app.failed", ["message": problem.code])
        let faults = problem.fields.map { fault in
            "\(fault.field): \(t("fault.\(fault.code)", fault.arguments))"
        }
        return [sentence] + faults
    }

    private static func line(_ error: StorageError, in t: Strings) -> String {
        switch error {
        case .inUse: t("app.storage.in-use")
        case .unavailable(let detail): t("app.storage.unavailable", ["detail": detail])
        case .wrongSchema(let detail): t("app.storage.wrong-schema", ["detail": detail])
        case .full: t("app.storage.full")
        case .timedOut, .conflict: t("app.storage.busy")
        case .commitUnknown: t("app.storage.commit-unknown")
        case .uniqueViolation, .constraintViolation, .badColumn, .engine: t("app.failed", ["message": "\(error)"])
        }
    }

    private static func line(_ fault: Configuration.Fault, in t: Strings) -> String {
        switch fault {
        case .wrongValue(let setting, let value, let origin, let allowed):
            t("app.config.wrong-value", ["setting": setting, "value": value, "allowed": allowed,
                "origin": origin.words(in: t)])
        case .unknownKey(let key, let origin): t("app.config.unknown-key", ["key": key, "origin": origin.words(in: t)])
        case .noAssignment(let origin): t("app.config.no-assignment", ["origin": origin.words(in: t)])
        case .unreadableFile(let path): t("app.config.unreadable", ["path": path])
        }
    }
}

extension Configuration.Origin {
    package func words(in t: Strings) -> String {
        switch self {
        case .flag: t("app.config.origin.flag")
        case .environment: t("app.config.origin.environment")
        case .file(let path, let line): t("app.config.origin.file", ["path": path, "line": "\(line)"])
        case .standard: t("app.config.origin.standard")
        }
    }
}
