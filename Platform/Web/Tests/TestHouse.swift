import Access
import Base
import Foundation
import Storage
import TestKit
import Web

/// A small feature with one door of each kind, for the tests of the web server.
enum TestHouse {
    static let officer = Caller.staff(StaffCaller(
        account: AccountID(at: TestSite.morning), name: "Hồ Thị Mai", roles: [.reception],
        agency: AgencyID(at: TestSite.morning), office: nil))
    static let otherOfficer = Caller.staff(StaffCaller(
        account: AccountID(at: TestSite.morning), name: "Nguyễn Văn Bình", roles: [.reception],
        agency: AgencyID(at: TestSite.morning), office: nil))
    static let citizen = Caller.citizen(CitizenCaller(account: AccountID(at: TestSite.morning), name: "Lê Văn An"))

    static func make(
        _ engine: Engine = .sqlite, settings: WebSettings = WebSettings(), routes: [Route] = []
    ) async throws -> TestSite {
        try await TestSite.make(
            engine, features: [feature(routes)], callers: [officer, otherOfficer, citizen], settings: settings)
    }

    static func feature(_ more: [Route] = []) -> Feature {
        Feature(
            name: "test",
            migrations: [Migration("test/001-visits", "CREATE TABLE test_visit (name TEXT NOT NULL)")],
            grants: [
                .anybody("test.see"), .staff("test.work", [.reception]), .staff("test.lead", [.centreDirector]),
                .citizens("test.own"),
            ],
            routes: [
                .get("/", "test.see") { .page(Page(title: "Nhà", density: .citizen, main: "<h1>Nhà</h1>")) + $0.caller.name },
                .get("/xin-chao/:ten", "test.see") { request in
                    let name = request.parameters["ten"] ?? ""
                    return .page(Page(title: name, density: .citizen, main: "<p>\(name)</p>"))
                },
                .get("/bieu-mau", "test.see") { request in
                    let form = Components.form(action: "/ghi", request) { "<input name=\"ten\">" }
                    return .page(Page(title: "Ghi", density: .citizen, main: form))
                },
                .post("/ghi", "test.see") { request in
                    let name = request.form["ten"]
                    guard !name.isEmpty else { throw Problem.invalid([FieldFault("ten", "missing")]) }
                    return try await request.once(lane: .free) { tx in
                        try tx.execute("INSERT INTO test_visit (name) VALUES (\(name))")
                        if name == "lỗi" { throw Problem.invalid([FieldFault("ten", "wrong")]) }
                        return .redirect(to: "/xin-chao/\(name)", notice: "saved")
                    }
                },
                .post("/vong", "test.see") { request in
                    .json(Array("\(request.form["ten"])|\(request.form.names.count)".utf8))
                },
                .post("/tep", "test.see", body: .files(bytesPerFileMax: 2000)) { request in
                    let names = request.files.values.flatMap { $0 }.map { "\($0.name):\($0.size)" }
                    return .json(Array(names.joined(separator: ",").utf8))
                },
                .post("/so", "test.see", body: .json) { .json($0.json) },
                .get("/ban-lam-viec", "test.work") { .page(Page(title: "Bàn", density: .officer, main: "")) + $0.caller.name },
                .get("/lanh-dao", "test.lead") { _ in .redirect(to: "/") },
                .post("/vao/:ai", "test.see") { request in
                    var answer = Answer.redirect(to: "/")
                    let people = ["can-bo": officer, "cong-dan": citizen]
                    if let account = people[request.parameters["ai"] ?? ""]?.account {
                        answer.sessionChange = .signIn(account)
                    }
                    return answer
                },
                .post("/dang-xuat", "test.see") { _ in
                    var answer = Answer.redirect(to: "/")
                    answer.sessionChange = .signOut
                    return answer
                },
                .get("/hong", "test.see") { _ in throw Broken() },
                .get("/bao-tri", "test.see") { _ in throw StorageError.unavailable("away") },
                .get("/day", "test.see") { _ in throw StorageError.full },
            ] + more)
    }

    struct Broken: Error { let secret = "mật khẩu của cơ sở dữ liệu" }

    static func visits(_ site: TestSite) async throws -> [String] {
        try await site.database.read { try $0.rows("SELECT name FROM test_visit ORDER BY name").map { try $0["name"] } }
    }
}

extension Answer {
    /// The same page with a line of text at its end.
    static func + (answer: Answer, line: String) -> Answer {
        guard case .page(var page) = answer.body else { return answer }
        page.main += "<p>\(line)</p>"
        return .page(page)
    }
}
