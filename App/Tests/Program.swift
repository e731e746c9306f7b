import Foundation

/// The built program, run as a person would: what it said and how it left.
struct Program {
    struct Outcome {
        let code: Int32
        let out: String
        let err: String

        /// The answer of `--json`.
        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(out.utf8), options: .fragmentsAllowed) }
    }

    /// It stands beside the test bundle.
    static let url = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("motcua")

    static func run(
        _ arguments: String..., environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        try await run(arguments, environment: environment, input: input)
    }

    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        let folder = try Folder()
        let process = try start(arguments, environment: environment, input: input, in: folder)
        await process.untilExit()
        return Outcome(code: process.terminationStatus, out: try folder.text("out"), err: try folder.text("err"))
    }

    /// Starts it with stdin, stdout and stderr as the files `in`, `out` and `err` of a folder: pipes could fill up.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", in folder: Folder
    ) throws -> Process {
        try folder.write(input, to: "in")
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        let own = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("MOTCUA_") && !name.hasPrefix("LC_") && name != "LANG"
        }
        process.environment = own.merging(environment) { _, given in given }
        process.standardInput = try folder.handle("in")
        process.standardOutput = try folder.handle("out")
        process.standardError = try folder.handle("err")
        try process.run()
        return process
    }
}

extension Process {
    /// Looks every few milliseconds: a termination handler set after `run` could come too late.
    func untilExit() async {
        while isRunning { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

/// A folder of its own for one test, gone with the test.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("motcua-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }
    func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: file(name))) }

    /// Writes a file and gives its path.
    func file(_ name: String, with text: String) throws -> String {
        try write(text, to: name)
        return file(name)
    }

    func handle(_ name: String) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file(name)) { try write("", to: name) }
        return try FileHandle(forUpdating: URL(fileURLWithPath: file(name)))
    }
}
