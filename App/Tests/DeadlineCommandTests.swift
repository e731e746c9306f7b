import Foundation
import Testing

/// The handbook's examples through the command line.
@Suite struct DeadlineCommandTests {
    static func answer(_ arguments: [String], input: String = "") async throws -> [String: Any] {
        let outcome = try await Program.run(["deadline", "explain", "--json"] + arguments, input: input)
        #expect(outcome.code == 0, "\(outcome.err)")
        return try #require(try outcome.json() as? [String: Any])
    }

    @Test(arguments: [
        // Tuesday 24/11/2026 is a holiday (handbook 11).
        (["--accepted", "2026-11-23T09:00", "--term", "1wd"], "2026-11-25T17:00:00+07:00"),
        // Eight hours are a day, lunch left out (1.5).
        (["--accepted", "2026-11-25T10:00", "--term", "16h"], "2026-11-27T10:00:00+07:00"),
        (["--accepted", "2026-11-25T11:00", "--term", "1h"], "2026-11-25T14:00:00+07:00"),
        // After closing counts from the next morning.
        (["--accepted", "2026-11-25T17:00", "--term", "8h"], "2026-11-26T17:00:00+07:00"),
        // Calendar days end on a working day (Civil Code, article 148).
        (["--accepted", "2026-11-05T09:00", "--term", "30d"], "2026-12-07T17:00:00+07:00"),
        (["--accepted", "2026-09-24T09:00", "--term", "2mo"], "2026-11-25T17:00:00+07:00"),
        // Same day until 15:00.
        (["--accepted", "2026-11-23T14:59", "--term", "same-day"], "2026-11-23T17:00:00+07:00"),
        (["--accepted", "2026-11-23T15:00", "--term", "same-day"], "2026-11-25T17:00:00+07:00"),
        // Saturday 22/8/2026 is worked for Monday 31/8.
        (["--accepted", "2026-08-21T09:00", "--term", "1wd"], "2026-08-22T17:00:00+07:00"),
        // Ten days more in remote communes.
        (["--accepted", "2026-11-23T09:00", "--term", "5wd", "--remote"], "2026-12-15T17:00:00+07:00"),
        (["--accepted", "2026-11-23T09:00", "--term", "5wd", "--remote", "--remote-term", "8wd"],
            "2026-12-04T17:00:00+07:00"),
        // A supplement shifts the date; a returned dossier begins anew; a date is extended once.
        (["--accepted", "2026-11-16T09:00", "--term", "5wd", "--stop", "2026-11-18T09:00/2026-11-20T09:00:supplement"],
            "2026-11-26T17:00:00+07:00"),
        (["--accepted", "2026-11-16T09:00", "--term", "5wd", "--stop",
            "2026-11-18T09:00/2026-11-20T09:00:supplement:restarts"], "2026-11-30T17:00:00+07:00"),
        (["--accepted", "2026-11-16T09:00", "--term", "5wd", "--extend", "3"], "2026-11-27T17:00:00+07:00"),
    ])
    func `the handbook's examples are due when it says`(arguments: [String], due: String) async throws {
        #expect(try await Self.answer(arguments)["due"] as? String == due)
    }

    @Test func `the answer explains each day`() async throws {
        let answer = try await Self.answer(["--accepted", "2026-11-23T09:00", "--term", "1wd"])
        let days = try #require(answer["explanation"] as? [[String: Any]])
        #expect(days.map { $0["date"] as? String } == ["2026-11-23", "2026-11-24", "2026-11-25"])
        #expect(days.map { $0["counted"] as? Bool } == [false, false, true])
        #expect(days.map { $0["reason"] as? String } == ["day-of-acceptance", "day-off", "working-day"])
        #expect(days[1]["text"] as? String == "Không tính: Ngày Văn hóa Việt Nam")
        #expect(days[1]["article"] as? String == "Nghị quyết 28/2026/QH16, Điều 2")
    }

    @Test func `one file has all inputs, also its own calendar`() async throws {
        let text = """
            {"accepted": "2026-11-23T09:00", "terms": {"normal": "3wd", "kinds": {"house": "1wd"}}, "kind": "house",
             "stops": [{"from": "2026-11-23T10:00", "to": "2026-11-24T10:00", "ground": "survey", "basis": "Điều 7"}],
             "hand-overs": [{"at": "2026-11-23T09:30", "office": "Phòng Kinh tế"}], "finished": "2026-11-26T09:00",
             "calendar": {"years": [{"year": 2026, "official": true, "source": "x", "off": [], "worked": []}]}}
            """
        let folder = try Folder()
        for (file, input) in [(try folder.file("case.json", with: text), ""), ("-", text)] {
            let answer = try await Self.answer([file], input: input)
            // 24/11 is worked in this calendar: one day of survey on the day of acceptance, due on Wednesday.
            #expect(answer["due"] as? String == "2026-11-25T17:00:00+07:00")
            #expect(answer["judgement"] as? String == "late")
            let stops = try #require(answer["stops"] as? [[String: Any]])
            #expect(stops.map { $0["article"] as? String } == ["Điều 7"])
            let elapsed = try #require(answer["elapsed"] as? [[String: Any]])
            #expect(elapsed.map { $0["holder"] as? String } == ["office", "office", "procedure"])
        }
    }

    @Test func `people are answered in their language`() async throws {
        let line = ["deadline", "explain", "--accepted", "2026-11-23T09:00", "--term", "1wd"]
        let vietnamese = try await Program.run(line)
        #expect(vietnamese.out.contains("Hẹn trả kết quả: thứ Tư, 25/11/2026 lúc 17:00"))
        #expect(vietnamese.out.contains("Không tính: Ngày Văn hóa Việt Nam"))
        let english = try await Program.run(line + ["--lang", "en"])
        #expect(english.out.contains("Due: Wednesday, 25 November 2026 at 17:00"))
    }

    @Test(arguments: [
        (["--term", "1wd"], Int32(2), "--accepted"), (["--accepted", "x", "--term", "1wd"], 2, "“x”"),
        (["--accepted", "2026-11-23T09:00", "--term", "1w"], 2, "“1w”"),
        (["--accepted", "2026-11-23T09:00", "--term", "1wd", "--stop", "x"], 2, "“x”"),
        (["--accepted", "2026-11-23T09:00", "--term", "1wd", "--extend", "1", "--extend", "2"], 2, "một lần"),
        (["--accepted", "2026-11-23T09:00", "--term", "0wd"], 1, "Thời hạn 0 "),
        (["--accepted", "2026-11-23T09:00", "--term", "10000d"], 1, "Thời hạn 10000 "),
        (["--accepted", "2026-11-23T09:00", "--term", "2mo", "--remote"], 1, "2mo"),
        (["--accepted", "2027-12-30T09:00", "--term", "5wd"], 1, "2028"),
        (["no-such-file.json"], 1, "no-such-file.json"), (["a.json", "--term", "1wd"], 2, "không cả hai"),
    ])
    func `what cannot be answered is named in one line`(arguments: [String], code: Int32, words: String) async throws {
        let outcome = try await Program.run(["deadline", "explain"] + arguments)
        #expect(outcome.code == code)
        #expect(outcome.out.isEmpty)
        #expect(outcome.err.split(separator: "\n").count == 1)
        #expect(outcome.err.contains(words), "\(outcome.err)")
    }
}
