import Foundation
import Testing

/// `motcua statistics` as a person runs it, on a demonstration with a few weeks behind it.
@Suite struct StatisticsTests {
    @Test func `figures are shown, agree with the journal, and are the same after a rebuilding`() async throws {
        let folder = try Folder()
        let demo = try await Program.run("demo", "--data", folder.path, "--dossiers", "15", "--seed", "2")
        #expect(demo.code == 0, "\(demo.err)")
        // The demonstration's weeks may lie in two years.
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        let period = ["--from", "\(year - 1)-01-01", "--to", "\(year)-12-31", "--data", folder.path, "--json"]
        let shown = try await Program.run(["statistics", "show"] + period)
        #expect(shown.code == 0, "\(shown.err)")
        let answer = try #require(try shown.json() as? [String: Any])
        let total = try #require(answer["total"] as? [String: Int])
        #expect(total["received", default: 0] > 5)
        #expect(total["received"] == total["settled", default: 0] + total["open", default: 0])
        #expect(answer["uncounted"] as? Int == 0)

        #expect(try await Program.run("statistics", "check", "--data", folder.path).code == 0)
        #expect(try await Program.run("statistics", "rebuild", "--data", folder.path).code == 0)
        #expect(try await Program.run(["statistics", "show"] + period).out == shown.out)
    }

    @Test func `a commune that is not served and a period that ends before it begins are told`() async throws {
        let folder = try await DemoFolder.copy()
        let missing = try await Program.run("statistics", "show", "--agency", "99999", "--data", folder.path)
        #expect(missing.code == 1)
        #expect(missing.err == "Cơ sở dữ liệu này không phục vụ xã, phường có mã đó.\n")
        let reversed = try await Program.run("statistics", "show", "--from", "2026-02-01", "--to", "2026-01-01")
        #expect(reversed.code == 2)
    }
}
