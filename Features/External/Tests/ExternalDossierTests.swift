import Base
import Dossiers
import External
import Journal
import Storage
import TestKit
import Testing
import Web

@Suite struct ExternalDossierTests {
    @Test(arguments: Engine.tested)
    func aFileToldTwiceChangesNothing(engine: Engine) async throws {
        let border = try await Border(engine)
        let lines = border.line(1) + "\n" + border.line(2)
        #expect(try await border.take(lines).added.count == 2)
        let again = try await border.take("[\(border.line(1)), \(border.line(2))]")
        #expect(again.changesNothing && again.unchanged == 2)
        #expect(try await border.database.read {
            try Journal.entries(of: "external", "DVCQG/G15.01-261116-011001", in: $0).count
        } == 1)
    }

    @Test(arguments: Engine.tested)
    func anOlderStateNeverTakesThePlaceOfANewerOne(engine: Engine) async throws {
        let border = try await Border(engine)
        try await border.take(border.line(1, status: 9, more: #", "NgayKetThucXuLy": "20/11/2026 10:00:00""#))
        let late = try await border.take(border.line(1, status: 4))
        #expect(late.older.count == 1 && late.changesNothing)
        let ended = try await border.take(border.line(1, status: 10,
            more: #", "NgayKetThucXuLy": "20/11/2026 10:00:00", "NgayTra": "20261121080000""#))
        #expect(ended.changed.count == 1)
        // Where the other system dates what it tells, that decides.
        try await border.take(border.line(2, status: 5, more: #", "NgayCapNhat": "20261120080000""#))
        let before = border.line(2, status: 6, more: #", "NgayCapNhat": "20261119080000""#)
        let after = border.line(2, status: 2, more: #", "NgayCapNhat": "20261121080000""#)
        #expect(try await border.take(before).older.count == 1)
        #expect(try await border.take(after).changed.count == 1)
    }

    @Test func everyFaultIsToldByLineAndField() async throws {
        let border = try await Border(.sqlite)
        let text = """
            [
            {"MaHoSo": "khong-phai", "TrangThaiHoSo": 11, "DonViXuLy": "Xã không có"},
            {"MaHoSo": "G15.01-261116-011001", "TrangThaiHoSo": 9, "DonViXuLy": "\(border.home.name)",
             "NgayTiepNhan": "hôm qua"}
            ]
            """
        do {
            _ = try await border.read(text)
            Issue.record("a file with faults was taken")
        } catch let faults as ExternalFaults {
            #expect(faults.faults.map { "\($0.line) \($0.field) \($0.code)" } == [
                "2 MaHoSo code", "2 TrangThaiHoSo status", "2 DonViXuLy unit", "3 NgayTiepNhan date",
                "3 NgayKetThucXuLy missing-end",
            ])
        }
        for broken in ["", "{", "[]", "{}\n{"] {
            await #expect(throws: ExternalFaults.self) { _ = try await border.read(broken) }
        }
    }

    @Test func datesAndCodesAreReadAsTheSystemsWriteThem() async throws {
        let border = try await Border(.sqlite)
        for due in ["2026-11-20T17:00:00+07:00", "20261120170000", "20/11/2026 17:00:00", "20/11/2026 17:00"] {
            let one = try #require(try await border.read(border.line(1, due: due)).first)
            #expect(one.dueAt == Instant(LocalDate(iso8601: "2026-11-20")!, LocalTime(hour: 17, minute: 0)), "\(due)")
            #expect(one.procedureCode == "2.000815")
        }
        let old = """
            {"MaHoSo": " 000.21.50.h50-210315-0007 ", "TrangThaiHoSo": "4", "DonViXuLy": "\(border.home.name)"}
            """
        #expect(try await border.read(old).first?.code.text == "000.21.50.H50-210315-0007")
    }

    @Test(arguments: Engine.tested)
    func onlyOfficersOfItsAgenciesSeeItAndLateIsAsTheEngineSays(engine: Engine) async throws {
        let border = try await Border(engine)
        // Due on Friday, seen on Monday: late; while the person has to supplement nothing is.
        let lines = [border.line(1), border.line(2, status: 5), border.line(3, due: "20261123")]
        try await border.take(lines.joined(separator: "\n"))
        let officer = try await border.client("motcua1")
        let all = try await officer.get("/ho-so-ngoai").text
        #expect(["011001", "011002", "011003", "Hồ Thị Xương"].allSatisfy(all.contains))
        let late = try await officer.get("/ho-so-ngoai?trang-thai=qua-han").text
        #expect(late.contains("011001") && !late.contains("011002") && !late.contains("011003"))
        #expect(try await officer.get("/ho-so-ngoai?q=xuong").text.contains("011001"))
        #expect(try await officer.get("/ho-so-ngoai?q=G15.01-261116-011002").text.contains("011002"))
        #expect(try await !border.client("hp-motcua").get("/ho-so-ngoai").text.contains("011001"))
        #expect(try await border.client("0900000101").get("/ho-so-ngoai").status >= 403)
    }

    @Test(arguments: Engine.tested)
    func aFileIsSeenBeforeItIsTakenAndNeverForAnotherAgency(engine: Engine) async throws {
        let border = try await Border(engine)
        // The site keeps the folder of the uploads.
        let site = try await border.site()
        defer { withExtendedLifetime(site) {} }
        let client = try await site.client(as: border.accounts["quantri"]!)
        func upload(_ text: String) -> WebClient.Upload {
            WebClient.Upload("file", name: "ho-so.json", type: "application/json", bytes: Array(text.utf8))
        }
        let path = "/quan-tri/ho-so-ngoai"
        let foreign = border.line(1).replacing(border.home.name, with: border.other.name)
        let refused = try await client.post("\(path)/xem-truoc", form: ["source": "DVCQG"], files: [upload(foreign)])
        #expect(refused.status == 422 && refused.text.contains("DonViXuLy"))
        let seen = try await client.post(
            "\(path)/xem-truoc", form: ["source": "DVCQG"], files: [upload(border.line(1))])
        #expect(seen.status == 200 && seen.text.contains("G15.01-261116-011001"))
        let digest = try #require(seen.text.firstMatch(of: /name="digest" value="([^"]*)"/)?.1)
        let taken = try await client.post(path, form: ["digest": String(digest), "source": "DVCQG"])
        #expect(taken.status == 303)
        #expect(try await client.get("/ho-so-ngoai").text.contains("G15.01-261116-011001"))
    }

    @Test(arguments: Engine.tested)
    func aProgramTellsWithAToken(engine: Engine) async throws {
        let border = try await Border(engine)
        let client = try await border.site().client
        let record = #"{"MaHoSo": "G15.01-261116-011001", "TrangThaiHoSo": 4, "DonViXuLy": "\#(border.home.name)"}"#
        let body = #"{"source": "g15", "HoSo": [\#(record)]}"#
        func tell(_ body: String) async throws -> WebClient.Reply {
            try await client.send("POST", "/api/v1/external-dossiers", headers: [
                "authorization": "Bearer quantri", "content-type": "application/json",
                "idempotency-key": OnceKey.fresh(),
            ], body: [Array(body.utf8)])
        }
        #expect(try await tell(body).text.contains(#""added":1"#))
        #expect(try await tell(body).text.contains(#""unchanged":1"#))
        let wrong = try await tell(body.replacing("011001", with: "x").replacing("g15", with: "G15"))
        #expect(wrong.status == 422 && wrong.text.contains("HoSo[0].MaHoSo"))
    }
}
