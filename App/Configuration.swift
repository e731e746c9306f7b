import Base
import Foundation
import Keys

/// What was chosen for every setting, and where: flag before environment before file before standard.
package struct Configuration: Sendable {
    package enum Origin: Sendable, Equatable {
        case flag
        case environment
        case file(path: String, line: Int)
        case standard

        /// For programs that read the answer of `--json`: never translated.
        package var word: String {
            switch self {
            case .flag: "flag"
            case .environment: "environment"
            case .file(let path, let line): "\(path):\(line)"
            case .standard: "default"
            }
        }
    }

    package struct Choice: Sendable, Equatable {
        package let text: String
        package let origin: Origin
    }

    /// What is wrong, one fault for each wrong value; the start stops.
    package struct Faults: Error, Sendable, Equatable {
        package let faults: [Fault]
    }

    package enum Fault: Sendable, Equatable {
        case wrongValue(setting: String, value: String, origin: Origin, allowed: String)
        case unknownKey(String, origin: Origin)
        case noAssignment(origin: Origin)
        case unreadableFile(String)
    }

    private let choices: [String: Choice]

    /// - Parameters:
    ///   - flags: by the setting's name, for those given on the command line.
    ///   - environment: all variables; others than `MOTCUA_…` are not looked at.
    ///   - file: what `--config` or `MOTCUA_CONFIG` names; nil takes `motcua.conf` of the data folder, if there is one.
    /// - Throws: `Faults` with every fault that was found.
    package init(flags: [String: String], environment: [String: String], file: String?) throws(Faults) {
        let named = file ?? environment["MOTCUA_CONFIG"]
        let folder = flags[Settings.data.name] ?? environment[Settings.data.variable] ?? Settings.data.standard
        let path = named ?? "\(folder)/motcua.conf"
        var faults: [Fault] = []
        var lines: [String: Choice] = [:]
        if let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) {
            (lines, faults) = Configuration.lines(of: text, path: path)
        } else if named != nil || FileManager.default.fileExists(atPath: path) {
            faults.append(.unreadableFile(path))
        }
        var choices: [String: Choice] = [:]
        for setting in Settings.all {
            let flag = flags[setting.name].map { Choice(text: $0, origin: .flag) }
            let variable = environment[setting.variable].map { Choice(text: $0, origin: .environment) }
            let choice = flag ?? variable ?? lines[setting.name] ?? Choice(text: setting.standard, origin: .standard)
            choices[setting.name] = choice
            if !setting.accepts(choice.text) {
                faults.append(.wrongValue(setting: setting.name, value: setting.shown(choice.text),
                    origin: choice.origin, allowed: setting.allowed))
            }
        }
        guard faults.isEmpty else { throw Faults(faults: faults) }
        self.choices = choices
    }

    /// The value that holds for a setting.
    package subscript<Value>(_ setting: Setting<Value>) -> Value {
        guard let choice = choices[setting.name], let value = setting.read(choice.text) else {
            preconditionFailure("setting \(setting.name) is not in Settings.all")
        }
        return value
    }

    package func choice(of setting: some DeclaredSetting) -> Choice {
        choices[setting.name] ?? Choice(text: setting.standard, origin: .standard)
    }

    /// Where the attached files lie: chosen, or beside the database.
    package var blobsFolder: String { self[Settings.blobs].isEmpty ? "\(self[Settings.data])/blobs" : self[Settings.blobs] }

    /// Where the keys of the data lie: chosen, or beside the database.
    package var keyFile: KeyFile {
        KeyFile(self[Settings.keyFile].isEmpty ? "\(self[Settings.data])/\(Self.keyFileName)" : self[Settings.keyFile])
    }

    static let keyFileName = "data.keys"

    /// Lines `key = value`; empty ones and those that begin with `#` are not looked at.
    private static func lines(of text: String, path: String) -> (choices: [String: Choice], faults: [Fault]) {
        let known = Set(Settings.all.map(\.name))
        var choices: [String: Choice] = [:]
        var faults: [Fault] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let origin = Origin.file(path: path, line: index + 1)
            let content = line.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            guard let equals = content.firstIndex(of: "=") else {
                faults.append(.noAssignment(origin: origin))
                continue
            }
            let key = content[..<equals].trimmingCharacters(in: .whitespaces)
            let value = content[content.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            guard known.contains(key) else {
                faults.append(.unknownKey(key, origin: origin))
                continue
            }
            choices[key] = Choice(text: value, origin: origin)
        }
        return (choices, faults)
    }
}
