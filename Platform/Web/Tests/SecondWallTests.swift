import Access
import Storage
import TestKit
import Testing
import Web

/// For whom the database is asked while a request is served. On SQLite there is no wall to see.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct SecondWallTests {
    private static let reach: SQL = "SELECT current_setting('motcua.reach') AS reach"

    /// The same question behind a door for officials, one for citizens and one for everybody, asked of the request's
    /// database in a reading and in both lanes of writing.
    private static let doors = ["test.work": "/can-bo", "test.own": "/cong-dan", "test.see": "/moi-nguoi"].map { door in
        Route.get(door.value, Permission(door.key)) { request in
            let database = request.site.database
            let ask: @Sendable (Snapshot) throws -> String = { try $0.row(reach)?["reach"] ?? "" }
            let said = [
                try await database.read(ask), try await database.write { try ask($0) },
                try await database.write(lane: .free) { try ask($0) },
            ]
            return .json(Array(said.joined(separator: " ").utf8))
        }
    }

    @Test func theDatabaseIsAskedForTheOfficialsAgencyAndForNobodyElse() async throws {
        let site = try await TestHouse.make(.postgresql, routes: Self.doors)
        let people = [TestHouse.officer, TestHouse.otherOfficer]
        for caller in people {
            let (account, agency) = (try #require(caller.account), try #require(caller.staff?.agency.description))
            let client = try await site.client(as: account)
            #expect(try await client.get("/can-bo").text == "\(agency) \(agency) \(agency)")
            // What is open to everybody shows an official what it shows the public.
            #expect(try await client.get("/moi-nguoi").text == "* * *")
        }
        let citizen = try await site.client(as: try #require(TestHouse.citizen.account))
        #expect(try await citizen.get("/cong-dan").text == "* * *")
        #expect(try await site.client.get("/moi-nguoi").text == "* * *")
        #expect(try await site.database.read { try $0.row(Self.reach)?["reach"] } == "*")
    }
}
