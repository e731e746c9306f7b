import Foundation
import Testing

@testable import App

@Suite struct CommandLineTests {
    @Test(arguments: Commands.all)
    func `every command has help with an example and takes the common flags`(command: [String]) async throws {
        let help = try await Program.run(command + ["--help"])
        #expect(help.code == 0)
        #expect(help.err.isEmpty)
        #expect(help.out.contains("motcua \(command.joined(separator: " "))"))
        #expect(help.out.contains("Example:"))
        for flag in ["--data", "--database", "--json", "--lang"] { #expect(help.out.contains(flag), "\(flag)") }
    }

    @Test(arguments: Commands.all)
    func `a flag that is not there is wrong use, told in one line`(command: [String]) async throws {
        let outcome = try await Program.run(command + Commands.arguments(of: command) + ["--no-such-flag"])
        #expect(outcome.code == 2)
        #expect(outcome.out.isEmpty)
        #expect(outcome.err.split(separator: "\n").count == 1)
        #expect(outcome.err.contains("--no-such-flag"))
        #expect(outcome.err.contains("motcua \(command.joined(separator: " ")) --help"))
    }

    @Test(arguments: Commands.all.filter { $0 != ["version"] })
    func `a wrong value is named, with where it came from and what is allowed`(command: [String]) async throws {
        let outcome = try await Program.run(command + Commands.arguments(of: command),
            environment: ["MOTCUA_CONNECTIONS": "many"])
        #expect(outcome.code == 2)
        #expect(outcome.err == """
            Thiết lập “connections” có giá trị sai “many” (biến môi trường); cho phép: 2…64.\n
            """)
    }

    @Test(arguments: [([:], "--lang", "en"), (["LANG": "en_GB.UTF-8"], "--json", nil)] as [([String: String], String, String?)])
    func `messages are English when asked for`(environment: [String: String], flag: String, value: String?) async throws {
        let outcome = try await Program.run(["config", "--port", "0x1", flag] + (value.map { [$0] } ?? []),
            environment: environment)
        #expect(outcome.err == "The setting “port” has the wrong value “0x1” (flag); allowed: 0…65535.\n")
    }

    @Test func `config hides the password and names every origin`() async throws {
        let outcome = try await Program.run("config", "--json", "--database", "postgres://u:tell-nobody@h/d",
            environment: ["MOTCUA_PORT": "9000"])
        #expect(outcome.code == 0)
        #expect(!outcome.out.contains("tell-nobody"))
        let rows = try #require(try outcome.json() as? [[String: String]])
        #expect(rows.map { $0["name"] } == Settings.all.map(\.name))
        #expect(rows.contains { $0["name"] == "port" && $0["value"] == "9000" && $0["origin"] == "environment" })
    }

    @Test func `every setting can be given as a flag`() async throws {
        let given = Settings.all.flatMap { [$0.flag, $0.standard] }
        let outcome = try await Program.run(["config", "--json"] + given)
        let rows = try #require(try outcome.json() as? [[String: String]])
        #expect(rows.allSatisfy { $0["origin"] == "flag" })
    }
}

/// The commands of the contract.
enum Commands {
    static let all: [[String]] = [["config"], ["journal", "verify"], ["journal", "list"], ["routes"], ["jobs"], ["serve"], ["init"], ["demo"],
        ["roles"], ["version"], ["catalogue", "import"], ["simulate"], ["backup"], ["restore"], ["doctor"],
        ["statistics", "show"], ["statistics", "check"], ["statistics", "rebuild"],
        ["seal", "close"], ["seal", "list"], ["seal", "check"], ["seal", "key"], ["verify", "receipt"],
        ["webhook", "list"], ["deadline", "explain"], ["deadline", "measure"]]

    /// What a command needs besides, so that nothing else is wrong with the line.
    static func arguments(of command: [String]) -> [String] {
        switch command {
        case ["catalogue", "import"]: ["procedures.json"]
        case ["backup"], ["restore"]: ["no-such-place"]
        case ["verify", "receipt"]: ["no-such-receipt.json"]
        case ["simulate"]: ["--profile", "huong-hiep-2025"]
        default: []
        }
    }
}
