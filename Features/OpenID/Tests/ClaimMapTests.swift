import Base
import Testing

@testable import OpenID

@Suite struct ClaimMapTests {
    private var map: ClaimMap {
        var map = ClaimMap(names: [
            .name: "HoVaTen", .personalID: "SoDinhDanh", .birthDate: "NgayThangNamSinh", .level: "loAs",
            .sex: "GioiTinh", .phone: "SoDienThoai", .kind: "LoaiTaiKhoan",
        ])
        map.levels = ["cao": 2]
        map.people = ["CaNhan"]
        return map
    }

    @Test(arguments: ["1990-07-25", "19900725", "25/07/1990"])
    func `claims become our fields`(birthDate: String) {
        let person = map.person(Issuer.object([
            ("HoVaTen", .text("  Hồ  Thị Xoan ")), ("SoDinhDanh", .text("045190000102")),
            ("NgayThangNamSinh", .text(birthDate)), ("loAs", .text("cao")), ("GioiTinh", .text("Nữ")),
            ("SoDienThoai", .text("+84900000102")),
        ]), source: "VNeID")
        #expect(person.name == "Hồ Thị Xoan")
        #expect(person.personalID?.digits == "045190000102")
        #expect(person.birthDate == LocalDate(year: 1990, month: 7, day: 25))
        #expect(person.level == 2)
        #expect(person.sex == .female)
        #expect(person.phone?.digits == "0900000102")
    }

    @Test func `what cannot be read is left out, and an unverified number is not believed`() {
        let person = map.person(Issuer.object([
            ("SoDinhDanh", .text("12345")), ("NgayThangNamSinh", .text("31/02/1990")), ("loAs", .text("high")),
            ("SoDienThoai", .text("0900000102")), ("phone_number_verified", .bool(false)),
        ]), source: "VNeID")
        #expect(person.personalID == nil)
        #expect(person.birthDate == nil)
        #expect(person.level == 0)
        #expect(person.phone == nil)
    }

    @Test func `an organisation is no person`() {
        #expect(map.isPerson(Issuer.object([("LoaiTaiKhoan", .text("CaNhan"))])))
        #expect(!map.isPerson(Issuer.object([("LoaiTaiKhoan", .text("ToChuc"))])))
    }
}
