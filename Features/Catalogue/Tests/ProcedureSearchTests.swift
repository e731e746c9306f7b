import Base
import Testing

@testable import Catalogue

/// The real catalogue, as it is found after `motcua demo`.
enum RealCatalogue {
    static let procedures: [Procedure] = {
        guard let date = LocalDate(iso8601: "2026-07-01"),
            let content = try? CatalogueFile.read(CatalogueFile.builtIn) else {
            return []
        }
        return content.records.map {
            Procedure($0, id: ID(at: Instant(date)), version: 1, effectiveFrom: date, isWithdrawn: false)
        }
    }()

    static let search = ProcedureSearch(procedures, synonyms: Synonym.builtIn)
}

@Suite struct ProcedureSearchTests {
    @Test(arguments: [
        // Words of every day
        ("sổ đỏ", "1.013978"), ("giấy khai sinh cho con", "1.001193"), ("xin phép xây nhà", "1.013225"),
        ("trợ cấp người già", "1.014027"), ("giấy độc thân", "1.004873"), ("mở quán bán hàng", "1.001612"),
        ("sao y bản chính", "2.000815"), ("công chứng", "2.000815"), ("làm hộ khẩu", "1.004222"),
        ("tách khẩu", "1.010038"),
        ("tiền mai táng", "1.001731"), ("mua bán xe", "2.001035"), ("làm di chúc", "2.001019"),
        ("hàng xóm lấn đất", "1.012812"),
        ("da cam", "1.010816"), ("mất giấy khai sinh", "1.004884"), ("nhận con nuôi", "2.001263"),
        ("học phí", "1.005144"),
        ("cưới vợ", "1.000894"), ("lấy chồng nước ngoài", "2.000806"), ("sổ hộ nghèo", "1.011607"),
        ("khoan giếng", "1.001662"),
        // Without marks
        ("so do", "1.013978"), ("chung thuc", "2.000815"), ("giay doc than", "1.004873"), ("ket hon", "1.000894"),
        ("khai tu", "1.000656"), ("mo quan ban hang", "1.001612"), ("dang ky tam tru", "1.004194"),
        ("giay xac nhan khuyet tat", "1.001699"), ("ho ngheo", "1.011607"), ("tro cap nguoi gia", "1.014027"),
        ("giay khai sinh cho con", "1.001193"), ("xin phep xay nha", "1.013225"), ("hoa giai dat dai", "1.012812"),
        ("thuong tru", "1.004222"), ("tach ho", "1.010038"), ("chung thuc chu ky", "2.000884"), ("giam ho", "1.004837"),
        ("trich luc ho tich", "2.000635"), ("ban ruou", "2.000620"), ("chuyen truong", "2.002481"),
        ("to cao", "2.002396"),
        // Wrong marks
        ("khai sính", "1.001193"), ("kêt hôn", "1.000894"), ("tạm trù", "1.004194"), ("chưng thực", "2.000815"),
        ("khài tử", "1.000656"), ("hô nghèo", "1.011607"),
        // Slips and like sounds
        ("kai sinh", "1.001193"), ("khai sihn", "1.001193"), ("dang ki ket hon", "1.000894"), ("tam chu", "1.004194"),
        ("chứng thựt", "2.000815"), ("khuyêt tât", "1.001699"), ("xây nhè", "1.013225"), ("hộ khảu", "1.004222"),
        ("thườg trú", "1.004222"),
        // Any order
        ("sinh khai đăng ký", "1.001193"), ("hôn kết giấy", "1.000894"), ("nhà xây phép xin", "1.013225"),
        ("trú tạm đăng ký", "1.004194"), ("đất tranh chấp", "1.012812"),
        // The official name, whole and in part
        ("Đăng ký lại khai sinh", "1.004884"), ("Đăng ký khai tử lưu động", "1.000419"),
        ("Gia hạn tạm trú", "1.002755"),
        ("Cấp Giấy phép bán lẻ rượu", "2.000620"), ("Thay đổi, cải chính, bổ sung thông tin hộ tịch", "1.004859"),
        ("nhận cha mẹ con", "1.001022"), ("đăng ký giám sát việc giám hộ", "3.000323"),
        ("kết hôn có yếu tố nước ngoài", "2.000806"), ("đăng ký kết hôn khu vực biên giới", "1.000094"),
        ("chấm dứt hoạt động hộ kinh doanh", "1.001266"), ("miễn giảm học phí", "1.005144"),
        ("Thông báo lưu trú", "2.001159"), ("khai báo tạm vắng", "1.003677"),
        // Codes
        ("1.001193", "1.001193"), ("2.000815.000.00.00.H56", "2.000815"), (" 1.013978 ", "1.013978"),
        ("001193", "1.001193"),
    ])
    func theRightProcedureComesFirst(query: String, code: String) {
        let hits = RealCatalogue.search.hits(for: query, limit: 5)
        #expect(hits.first?.procedure.code == code,
            "\(hits.map { "\($0.procedure.code) \($0.score) \($0.procedure.name.prefix(40))" })")
    }

    @Test(arguments: [("khai s", "1.001193"), ("ket h", "1.000894"), ("dang ky tam t", "1.004194"),
        ("chung th", "2.000815"),
        ("giay kh", "1.001193"), ("so d", "1.013978")])
    func anUnfinishedWordSuggestsAmongTheFirst(query: String, code: String) {
        #expect(RealCatalogue.search.hits(for: query, limit: 8).map(\.procedure.code).contains(code))
    }

    @Test(arguments: ["", "   ", "!!!", "zzzzqqq", "<script>", "' OR 1=1 --", "%_%", "🙂", "\u{0}\u{1}"])
    func whatMeansNothingFindsNothing(query: String) {
        #expect(RealCatalogue.search.hits(for: query, limit: 5).filter { $0.score > 12 }.isEmpty)
    }

    @Test func aVeryLongQueryIsCut() {
        #expect(RealCatalogue.search.hits(for: String(repeating: "khai sinh ", count: 20_000), limit: 5).count <= 5)
    }

    @Test func theWordsThatWereMeantAreGiven() throws {
        let hit = try #require(RealCatalogue.search.hits(for: "ket hon", limit: 1).first)
        #expect(hit.words == ["ket", "hon"])
    }

    @Test func withdrawnProceduresAreNotFound() throws {
        let record = try SampleFile.read([SampleFile.record()])[0]
        let date = try #require(LocalDate(iso8601: "2026-01-01"))
        let gone = Procedure(record, id: ID(at: Instant(date)), version: 2, effectiveFrom: date, isWithdrawn: true)
        #expect(ProcedureSearch([gone], synonyms: Synonym.builtIn).hits(for: "khai sinh", limit: 5).isEmpty)
    }

    @Test func aNewSynonymIsUnderstoodAtOnce() throws {
        let own = try #require(Synonym(line: "chẻ củi = khai thác gỗ"))
        let search = ProcedureSearch(RealCatalogue.procedures, synonyms: Synonym.builtIn + [own])
        #expect(search.hits(for: "che cui", limit: 3).first?.procedure.code == "1.011471")
    }

    @Test func everySynonymNamesProceduresThatExist() {
        let codes = Set(RealCatalogue.procedures.map(\.code))
        for synonym in Synonym.builtIn { #expect(codes.isSuperset(of: synonym.codes), "\(synonym.phrase)") }
        #expect(Synonym.builtIn.count > 150)
    }
}
