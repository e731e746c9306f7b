import Access
import Base
import Deadlines
import Dossiers
import Identity
import Storage
import TestKit
import Testing
import Web

@testable import Papers

@Suite struct ControlSheetTests {
    @Test(arguments: Engine.tested)
    func `each hand-over has a row with both persons and times`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        try await world.perform("vanphong1", "dossier.work") {
            try ProposeResult(id, proposal: "Đủ điều kiện").run(in: $0, act: $1)
        }
        try await world.perform("chutich", "dossier.decide") { try ApproveResult(id).run(in: $0, act: $1) }
        try await world.perform("motcua1", "dossier.publish") {
            try PublishResult(id, number: "15/UBND").run(in: $0, act: $1)
        }
        try await world.perform("motcua1", "dossier.receive") {
            try HandOverResult(id, collectedBy: "Hồ Văn Nhận").run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        let sheet = ControlSheet(folder.history, steps: folder.stepSpans(in: .vietnam), filer: "Hồ Thị Xương",
            collector: "Hồ Văn Nhận")
        #expect(sheet.stays.map(\.holder) == [
            "Bộ phận tiếp nhận và trả kết quả", "Văn phòng HĐND và UBND", "Lãnh đạo UBND", "Văn thư, phát hành",
            "Bộ phận tiếp nhận và trả kết quả", "Người nhận kết quả",
        ])
        #expect(sheet.stays.allSatisfy { $0.takenAt != nil && $0.doneAt != nil })
        #expect(sheet.stays.allSatisfy { !$0.giver.isEmpty && !$0.taker.isEmpty })
        #expect(sheet.stays.first?.giver == "Hồ Thị Xương" && sheet.stays.last?.taker == "Hồ Văn Nhận")
        // By the shares of the common way: two hours at the counter, ten in the office, four to sign, the clerk among
        // them. Waiting for the person to come is nobody's time.
        #expect(sheet.stays.map(\.punctuality) == [.onTime, .early, .onTime, .onTime, nil, nil])
        // Nothing begins before the one before has ended.
        for (earlier, later) in zip(sheet.stays, sheet.stays.dropFirst()) { #expect(earlier.doneAt == later.givenAt) }
        let client = try await world.client("motcua1")
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try await client.get("/ho-so/\(id)/phieu-kiem-soat").bytes
        let text = try reader.text(of: pdf).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("PHIẾU KIỂM SOÁT") && text.contains("Trước hạn") && text.contains("Hồ Văn Nhận"))
        #expect(try reader.facts(of: pdf).contains("841.89 x 595.276"))
    }

    /// Two working days, of which the office has ten hours: until Wednesday. It is done on Thursday, when the dossier
    /// is still in time.
    @Test(arguments: Engine.tested)
    func `an office is judged by its own step, not by the dossier's date`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        world.clock.advance(seconds: 3 * 86_400)
        try await world.perform("vanphong1", "dossier.work") {
            try ProposeResult(id, proposal: "Đủ điều kiện").run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        #expect(folder.dossier.punctuality(at: world.clock.clock.now) == .openInTime)
        func judged(_ steps: [StepSpan]) -> Punctuality? {
            ControlSheet(folder.history, steps: steps, filer: "A", collector: "").stays[1].punctuality
        }
        #expect(judged(folder.stepSpans(in: .vietnam)) == .late && judged([]) == .onTime)
    }

    @Test(arguments: Engine.tested)
    func `a claim that was taken back was none, and a stop is noted beside the row`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        let act = try await world.act("vanphong1", "dossier.work")
        try await world.database.write { try ClaimDossier(id).run(in: $0, act: act) }
        try await world.perform("vanphong1", "dossier.see") { try TakeBack(id).run(in: $0, act: $1) }
        var sheet = ControlSheet(try await world.folder(id).history, filer: "A", collector: "")
        #expect(sheet.stays.count == 2 && sheet.stays.last?.takenAt == nil)
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        try await world.perform("vanphong1", "dossier.ask-supplement") {
            try AskForSupplement(id, points: "Giấy chứng sinh", calendar: .vietnam).run(in: $0, act: $1)
        }
        sheet = ControlSheet(try await world.folder(id).history, filer: "A", collector: "")
        #expect(sheet.stays.last?.notes == ["Yêu cầu bổ sung 23/11/2026"])
        #expect(sheet.rows.last?["result"] == "")
    }

    @Test(arguments: Engine.tested)
    func `a leg at another agency has its row with its own time, and one called back is noted`(
        engine: Engine
    ) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        let other = try await world.act("hp-kinhte1", "dossier.see").permit.agency
        let order = LegOrder(to: other, task: "Trích lục bản đồ", term: .workingDays(1))
        func send() async throws {
            try await world.perform("vanphong1", "dossier.work") { try SendOn(id, order).run(in: $0, act: $1) }
        }
        try await send()
        try await world.perform("vanphong1", "dossier.take-leg") { try ReceiveBack(id).run(in: $0, act: $1) }
        try await send()
        try await world.perform("hp-kinhte1", "dossier.take-leg") {
            try TakeOn(id, calendar: .vietnam).run(in: $0, act: $1)
        }
        // The leg is due on the 25th; it comes back a day later, when the dossier itself is due.
        world.clock.advance(seconds: 3 * 86_400)
        try await world.perform("hp-kinhte1", "dossier.work") {
            try GiveBack(id, outcome: "Đã trích lục").run(in: $0, act: $1)
        }
        try await world.perform("vanphong1", "dossier.take-leg") { try ReceiveBack(id).run(in: $0, act: $1) }
        let stays = ControlSheet(try await world.folder(id).history, filer: "A", collector: "").stays
        #expect(stays.map(\.holder).suffix(5) == [
            "Văn phòng HĐND và UBND", "Xã Hướng Phùng", "Văn phòng HĐND và UBND", "Xã Hướng Phùng",
            "Văn phòng HĐND và UBND",
        ])
        #expect(stays[2].notes == ["Thu hồi 23/11/2026"] && stays[2].takenAt == nil)
        #expect(stays[4].punctuality == .late && !stays[4].taker.isEmpty)
        #expect(stays.last?.takenAt != nil)
    }

    @Test(arguments: Engine.tested)
    func `who worked in somebody's place is written with whose it was`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        let (absent, deputy) = (try await world.account("vanphong1"), try await world.account("vanphong2"))
        let today = world.clock.clock.now.localDate
        try await world.perform("vanphong1", .identityStandIn) {
            try AppointStandIn(for: absent, deputy: deputy, from: today, through: today, reason: "")
                .run(in: $0, act: $1)
        }
        try await world.perform("vanphong2", "dossier.work") {
            try ProposeResult(id, proposal: "Đủ điều kiện").run(in: $0, act: $1)
        }
        let sheet = ControlSheet(try await world.folder(id).history, filer: "A", collector: "")
        #expect(sheet.stays.last?.giver == "Nguyễn Văn Dũng, thay Hồ Thị Thu")
        #expect(sheet.rows.last?["giver"] == sheet.stays.last?.giver)
    }

    @Test func `a dossier that nobody accepted has no control sheet`() {
        #expect(ControlSheet([], filer: "A", collector: "").stays.isEmpty)
    }
}
