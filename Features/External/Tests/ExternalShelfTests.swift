import Base
import Deadlines
import Dossiers
import External
import Storage
import TestKit
import Testing
import Web

/// The mirrored dossiers beside our own: on the desk and in the search.
@Suite struct ExternalShelfTests {
    /// Seen on Monday 23 November: 1 is late, 2 would be but waits for the person, 3 is due today, 4 later, 5 is done.
    private func border(_ engine: Engine) async throws -> Border {
        let border = try await Border(engine, whole: true)
        try await border.take([
            border.line(1), border.line(2, status: 5), border.line(3, due: "20261123"),
            border.line(4, due: "20261130"),
            border.line(5, status: 9, more: #", "NgayKetThucXuLy": "20/11/2026 10:00:00""#),
        ].joined(separator: "\n"))
        return border
    }

    private func numbers(_ page: WebClient.Reply) -> [Int] {
        (1...5).filter { page.text.contains(">G15.01-261116-01\(1000 + $0)</a>") }
    }

    @Test(arguments: Engine.tested)
    func `officers find them by code, applicant and state, beside their own and marked with their source`(
        engine: Engine
    ) async throws {
        let border = try await border(engine)
        let officer = try await border.house("motcua1")
        for (query, found) in [
            ("ma=G15.01-261116-011003", [3]), ("q=ho+thi+xuong", [1, 2, 3, 4, 5]), ("q=nguyen", []),
            ("q=xuong&trang-thai=qua-han", [1]), ("trang-thai=da-xong", [5]),
            ("trang-thai=dang-giai-quyet", [1, 2, 3, 4]), ("", []),
        ] as [(String, [Int])] {
            let page = try await officer.get("/tim-ho-so?\(query)")
            #expect(page.status == 200 && numbers(page) == found, "\(query)")
            if !found.isEmpty { #expect(page.text.contains("DVCQG") && page.text.contains("Hồ sơ ngoài hệ thống")) }
        }
        #expect(try await numbers(border.house("hp-motcua").get("/tim-ho-so?q=xuong")).isEmpty)
        #expect(try await officer.get("/ho-so-ngoai?trang-thai=5").text.contains("011002"))
        #expect(try await !officer.get("/ho-so-ngoai?trang-thai=5").text.contains("011001"))
    }

    @Test(arguments: Engine.tested)
    func `the desk has a list of them with its count, of those due today and of those late`(
        engine: Engine
    ) async throws {
        let border = try await border(engine)
        let officer = try await border.house("motcua1")
        let desk = try await officer.get("/ban-lam-viec").text
        #expect(desk.firstMatch(of: /viec=ngoai">Hồ sơ ngoài hệ thống <span class="count">4</) != nil)
        for (part, found) in [("", [1, 2, 3, 4]), ("&phan=den-han-hom-nay", [3]), ("&phan=qua-han", [1])] {
            #expect(try await numbers(officer.get("/ban-lam-viec?viec=ngoai\(part)")) == found, "\(part)")
        }
        let all = try await officer.get("/ban-lam-viec?viec=ngoai").text
        #expect(all.contains("Đến hạn hôm nay") && all.matches(of: /row-late/).count == 1)
        let stranger = try await border.house("hp-motcua")
        #expect(try await numbers(stranger.get("/ban-lam-viec?viec=ngoai")).isEmpty)
        #expect(try await border.house("0900000101").get("/ban-lam-viec?viec=ngoai").status >= 403)
    }

    @Test(arguments: Engine.tested)
    func `what a list counts as late is late by the one judgement`(engine: Engine) async throws {
        let border = try await Border(engine)
        let dues = ["20261120", "20261122", "20261123", "20261124"]
        let lines = ExternalStatus.allCases.flatMap { status in
            dues.enumerated().map { index, due in
                border.line(status.rawValue * 10 + index, status: status.rawValue, due: due,
                    more: status.isOpen ? "" : #", "NgayKetThucXuLy": "20261119", "NgayTra": "20261119""#)
            }
        }
        try await border.take(lines.joined(separator: "\n"))
        let permit = try await border.permit("motcua1")
        let now = border.clock.clock.now
        let (all, late, counts) = try await border.database.read { snapshot in
            (try ExternalStore.page(ExternalFilter(.nothing), number: 1, for: permit, at: now, in: snapshot).dossiers,
                try ExternalStore.page(
                    ExternalFilter(.nothing, part: .late), number: 1, for: permit, at: now, in: snapshot).dossiers,
                try ExternalStore.counts(for: permit, at: now, in: snapshot))
        }
        let judged = all.filter { $0.punctuality(at: now) == .openLate }.map(\.code.text).sorted()
        #expect(!judged.isEmpty && late.map(\.code.text).sorted() == judged && counts.late == judged.count)
        let open = all.filter(\.status.isOpen)
        #expect(counts.open == open.count && counts.dueToday == open.count {
            !$0.status.isClockStanding && $0.dueAt?.localDate == now.localDate
        })
    }
}
