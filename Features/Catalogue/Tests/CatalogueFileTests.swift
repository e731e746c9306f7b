import Base
import Deadlines
import Testing

@testable import Catalogue

/// A small catalogue whose records can be bent.
enum SampleFile {
    static func record(_ changes: [String: String] = [:], without removed: Set<String> = []) -> String {
        var members = [
            "code": #""1.001193""#, "name": #""Đăng ký khai sinh""#, "field": #""Hộ tịch""#, "group": #""ho_tich""#,
            "authority": #""UBND cấp xã""#, "audience": #""Công dân Việt Nam""#, "online": #""truc_tuyen""#,
            "channels": #"["Trực tiếp", "Trực tuyến"]"#, "time": #"{"value": 1, "unit": "same_day"}"#,
            "fee": #"{"amount_vnd": 0, "by_channel": null}"#, "source": #""QĐ 1/2026""#,
            "components": #"[{"name": "Tờ khai", "kind": "submit", "original": 1, "copy": 0, "form": null}]"#,
            "results": #"[{"name": "Giấy khai sinh", "code": null}]"#, "legal_basis": #"["123/2015/NĐ-CP"]"#,
        ]
        for (name, value) in changes { members[name] = value }
        for name in removed { members[name] = nil }
        let lines = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return "{" + lines.joined(separator: ",\n") + "}"
    }

    static func bytes(_ records: String...) -> [UInt8] { Array("[\n\(records.joined(separator: ",\n"))\n]".utf8) }

    static func read(_ records: [String]) throws -> [ProcedureRecord] {
        try CatalogueFile.read(Array("[\(records.joined(separator: ","))]".utf8)).records
    }
}

@Suite struct CatalogueFileTests {
    @Test func theBuiltInFileIsReadWholeAndComesBackTheSame() throws {
        let content = try CatalogueFile.read(CatalogueFile.builtIn)
        #expect(content.records.count == 312)
        #expect(Set(content.records.map(\.code)).count == 312)
        let again = try CatalogueFile.read(Array(CatalogueFile.text(of: content.records).utf8))
        #expect(again.records == content.records)
        #expect(again.records.map(\.digest) == content.records.map(\.digest))
    }

    @Test func whatCannotBeUnderstoodIsSaidAndLeftUnknown() throws {
        let remarks = try CatalogueFile.read(CatalogueFile.builtIn).remarks
        let counts = Dictionary(grouping: remarks, by: \.code).mapValues(\.count)
        #expect(counts["time-unknown"] == 63)
        #expect(counts["time-zero"] == 1)
        #expect(counts["online-channels"] == 6)
        #expect((counts["law-cut"] ?? 0) > 100)
        #expect(counts["audience"] == nil)
    }

    @Test(arguments: [
        (["code": #""1.0011""#], "code", "code"), (["code": #""0.001193""#], "code", "code"),
        (["code": "7"], "code", "text"), (["name": "null"], "name", "missing"),
        (["name": #""   ""#], "name", "missing"),
        (["group": #""Hộ tịch""#], "group", "group"), (["online": #""toàn trình""#], "online", "word"),
        (["channels": "[]"], "channels", "empty"), (["channels": #"["Bồ câu"]"#], "channels[1]", "channel"),
        (["time": #"{"value": 3, "unit": "week"}"#], "time.unit", "word"),
        (["time": #"{"value": -3, "unit": "day"}"#], "time.value", "number"),
        (["time": #"{"value": 2.5, "unit": "day"}"#], "time.value", "number"),
        (["time": #"{"value": 99999, "unit": "day"}"#], "time.value", "large"),
        (["time": #"{"unit": "day"}"#], "time.value", "missing"),
        (["fee": #"{"amount_vnd": "8000"}"#], "fee.amount_vnd", "number"),
        (["fee": #"{"amount_vnd": -1}"#], "fee.amount_vnd", "number"),
        (["fee": #"{"amount_vnd": null, "by_channel": {"Fax": 1}}"#], "fee.by_channel.Fax", "channel"),
        (["fee": #"{"amount_vnd": null, "set_by": "Thôn"}"#], "fee.set_by", "word"),
        (["components": #"[{"name": "Đơn", "kind": "bring"}]"#], "components[1].kind", "word"),
        (["components": #"[{"kind": "submit"}]"#], "components[1].name", "missing"),
        (["components": #"[{"name": "Đơn", "kind": "submit", "original": 100}]"#], "components[1].original", "large"),
        (["components": #"["Đơn"]"#], "components[1]", "object"), (["common": #""yes""#], "common", "flag"),
        (["legal_basis": "[1]"], "legal_basis[1]", "text"), (["authority": "null"], "authority", "missing"),
        (["confidence": #"{"time": "sure"}"#], "confidence.time", "word"),
    ] as [([String: String], String, String)])
    func aWrongFieldIsNamed(changes: [String: String], field: String, code: String) throws {
        let faults = #expect(throws: CatalogueFaults.self) {
            try CatalogueFile.read(SampleFile.bytes(SampleFile.record(changes)))
        }
        let fault = try #require(faults?.faults.first)
        #expect(faults?.faults.count == 1)
        #expect(fault.field == field)
        #expect(fault.code == code)
        #expect(fault.line > 1)
    }

    @Test func allFaultsOfAllRecordsAreListedByLineInPlainWords() throws {
        let bytes = SampleFile.bytes(
            SampleFile.record(["fee": "{\n\"amount_vnd\": -5}"]),
                SampleFile.record(["online": "null"], without: ["name"]),
            SampleFile.record(["code": #""1.001193.H50""#]))
        let faults = #expect(throws: CatalogueFaults.self) { try CatalogueFile.read(bytes) }
        #expect(faults?.faults.map(\.code) == ["number", "missing", "missing", "twice", "twice"])
        #expect(faults?.faults.first?.description == "dòng 8, fee.amount_vnd: phải là số nguyên không âm")
    }

    @Test(arguments: [
        ("2.000815.000.00.00.H56", "2.000815"), ("1.012753.H19", "1.012753"), ("1.001193", "1.001193"),
        ("1.001193.", nil),
        ("1.001193x", nil), ("1,001193", nil), ("٣.001193", nil), ("", nil), ("1.001193.H50'--", nil),
    ] as [(String, String?)])
    func localCodesAreBroughtToTheNationalForm(text: String,
        code: String?) { #expect(ProcedureCode.normalised(text) == code) }

    @Test func nullStaysUnknown() throws {
        let record = try SampleFile.read([
            SampleFile.record(["time": "null", "fee": #"{"amount_vnd": null, "by_channel": null}"#])
        ])[0]
        #expect(record.time.normal == nil)
        #expect(record.fee.amount == nil)
        #expect(!record.fee.isSetByProvince)
    }

    @Test(arguments: [
        (#"{"value": 3, "unit": "working_day", "value_remote": 13}"#, Term.workingDays(3), Term.workingDays(13)),
        (#"{"value": 30, "unit": "day"}"#, .calendarDays(30), nil),
        (#"{"value": 1, "unit": "same_day"}"#, .sameDay, nil),
        (#"{"value": 12, "unit": "hour"}"#, .workingHours(12), nil),
        (#"{"value": 2, "unit": "month"}"#, .months(2), nil),
    ] as [(String, Term, Term?)])
    func timesKeepTheirUnitAndVariants(text: String, normal: Term, remote: Term?) throws {
        let time = try SampleFile.read([SampleFile.record(["time": text])])[0].time
        #expect(time.normal == normal)
        #expect(time.remote == remote)
        #expect(time.term(remote: true) == remote ?? normal)
    }

    @Test(arguments: [
        ("123/2015/NĐ-CPN", LawNumber.cut(to: "123/2015/NĐ-CP")), ("60/2014/QH13", .sound),
        ("118/2025/NĐ-CQ", .unknown),
        ("264/2016/TT-BTCV", .cut(to: "264/2016/TT-BTC")), ("Luật Hộ tịch", .unknown), ("12/2025/TT-BNNMT", .sound),
        ("55/2021/TT-BKHĐTTN", .cut(to: "55/2021/TT-BKHĐT")), ("66.7/2025/NQ-CP", .sound),
    ])
    func lettersAfterAKnownSymbolAreCut(text: String,
        checked: LawNumber) { #expect(LawNumber.checked(text) == checked) }

    @Test func audiencesAreReadWithTheirBrackets() {
        let text = "Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân Việt Nam, Cán bộ, công chức, Người sao Hỏa"
        let audiences = AudienceWords.audiences(in: text)
        #expect(audiences.known == [.organisation, .citizen, .official])
        #expect(audiences.unknown == ["Người sao Hỏa"])
    }
}
