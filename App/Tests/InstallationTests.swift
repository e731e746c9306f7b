import Foundation
import Testing

/// `motcua init` and `motcua demo` as a person runs them.
@Suite(.serialized) struct InstallationTests {
    @Test func `demo prints the sign-ins, and again the same on the same data`() async throws {
        let data = try await DemoFolder.copy()
        let first = try await Program.run("demo", "--data", data.path, "--json")
        #expect(first.code == 0, "\(first.err)")
        let answer = try #require(try first.json() as? [String: Any])
        let people = try #require(answer["people"] as? [[String: Any]])
        #expect(people.count >= 10)
        #expect(people.allSatisfy { ($0["login"] as? String)?.isEmpty == false })
        #expect(people.allSatisfy { ($0["password"] as? String)?.isEmpty == false })
        #expect(answer["made"] as? Bool == false)
        let again = try await Program.run("demo", "--data", data.path, "--json")
        #expect(again.out == first.out)
    }

    @Test func `the same seed makes the same commune`() async throws {
        let folders = [try Folder(), try Folder()]
        var answers: [String] = []
        for folder in folders {
            let outcome = try await Program.run(
                "demo", "--data", folder.path, "--seed", "3", "--dossiers", "0", "--json")
            #expect(outcome.code == 0, "\(outcome.err)")
            answers.append(outcome.out)
        }
        #expect(answers[0] == answers[1])
    }

    @Test func `init makes a real commune with its administrator and catalogue`() async throws {
        let folder = try Folder()
        let outcome = try await Program.run(try initArguments(folder) + ["--json"])
        #expect(outcome.code == 0, "\(outcome.err)")
        let answer = try #require(try outcome.json() as? [String: Any])
        #expect(answer["commune"] as? String == "Xã Hướng Hiệp")
        #expect(answer["procedures"] as? Int ?? 0 > 300)
        let verdict = try await Program.run("journal", "verify", "--data", folder.file("data"), "--json")
        #expect(verdict.code == 0)
    }

    @Test func `init is refused on data that has a commune, and so is demo on data made by init`() async throws {
        let folder = try Folder()
        #expect(try await Program.run(try initArguments(folder)).code == 0)
        for command in [try initArguments(folder), ["demo", "--data", folder.file("data")]] {
            let outcome = try await Program.run(command)
            #expect(outcome.code == 1)
            #expect(outcome.err.split(separator: "\n").count == 1, "\(outcome.err)")
        }
        let demo = try await DemoFolder.copy()
        #expect(try await Program.run(try initArguments(demo, data: demo.path)).code == 1)
    }

    @Test(arguments: ["--commune", "--identifier", "--admin-login", "--admin-name", "--admin-password-file"])
    func `init names the flag that is missing when nobody can be asked`(missing: String) async throws {
        let folder = try Folder()
        var arguments = try initArguments(folder)
        let index = try #require(arguments.firstIndex(of: missing))
        arguments.removeSubrange(index...(index + 1))
        let outcome = try await Program.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.err.contains(missing))
        #expect(!FileManager.default.fileExists(atPath: folder.file("data/motcua.sqlite")))
    }

    @Test(arguments: [("--commune", "00000"), ("--commune", "abc"), ("--identifier", "quang tri")])
    func `init refuses what is no commune and no identifier, and leaves nothing behind`(
        flag: String, value: String
    ) async throws {
        let folder = try Folder()
        var arguments = try initArguments(folder)
        let index = try #require(arguments.firstIndex(of: flag))
        arguments[index + 1] = value
        let outcome = try await Program.run(arguments)
        #expect(outcome.code != 0)
        #expect(outcome.err.split(separator: "\n").count == 1, "\(outcome.err)")
        #expect(try await Program.run(try initArguments(folder)).code == 0)
    }

    private func initArguments(_ folder: Folder, data: String? = nil) throws -> [String] {
        let password = try folder.file("password", with: "ba-con-meo-leo-cay\n")
        return ["init", "--data", data ?? folder.file("data"), "--commune", "19555", "--identifier", "H50.50.05",
            "--admin-login", "quantri", "--admin-name", "Nguyễn Thị Hoa", "--admin-password-file", password]
    }
}
