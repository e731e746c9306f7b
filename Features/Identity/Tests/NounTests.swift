import Base
import Identity
import Testing

@Suite struct PersonalIDTests {
    @Test(arguments: [
        ("045085000101", Sex.male, 1985), ("045190000102", .female, 1990), ("045201000103", .male, 2001),
        ("038303000104", .female, 2003), ("001400000105", .male, 2100), ("045 185 000 101", .female, 1985),
        ("045.185.000-101", .female, 1985),
    ])
    func theNumberTellsSexAndYearOfBirth(text: String, sex: Sex, year: Int) throws {
        let id = try #require(PersonalID(text))
        #expect(id.sex == sex)
        #expect(id.birthYear == year)
        #expect(id.digits.count == 12)
    }

    @Test(arguments: ["", "04508500010", "0450850001011", "04508500010a", "٠٤٥٠٨٥٠٠٠١٠١", "191234567", "045085000101;"])
    func otherTextIsNoPersonalID(text: String) { #expect(PersonalID(text) == nil) }

    @Test func whatDoesNotFitIsAWarning() throws {
        let id = try #require(PersonalID("045085000101"))
        let today = try #require(LocalDate(iso8601: "2026-11-23"))
        let birth = try #require(LocalDate(iso8601: "1985-03-12"))
        let other = try #require(LocalDate(iso8601: "1986-03-12"))
        #expect(id.warnings(birthDate: birth, sex: .male, today: today).isEmpty)
        #expect(id.warnings(birthDate: nil, sex: nil, today: today).isEmpty)
        #expect(id.warnings(birthDate: other, sex: .female, today: today) == [.birthYear(1985), .sex(.male)])
        let unborn = try #require(PersonalID("045499000101"))
        #expect(unborn.warnings(birthDate: nil, sex: nil, today: today) == [.notYetBorn])
    }

    @Test func partsAreReadAndMasked() throws {
        let id = try #require(PersonalID("045085000101"))
        #expect(id.birthPlaceCode == "045")
        #expect(id.masked == "045*****0101")
    }
}

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        "0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 912 345 678", "84912345678", "0084912345678",
        "(0912) 345-678", "+84 0912345678",
    ])
    func usualWaysOfWritingAreOneNumber(text: String) throws {
        #expect(try #require(PhoneNumber(text)).digits == "0912345678")
    }

    @Test(arguments: ["", "0212345678", "091234567", "09123456789", "0412345678", "+1 912345678", "abc", "912345678"])
    func otherTextIsNoMobileNumber(text: String) { #expect(PhoneNumber(text) == nil) }

    @Test func itIsShownInGroups() throws {
        let phone = try #require(PhoneNumber("0912345678"))
        #expect([phone.shown, phone.masked, phone.international] == ["0912 345 678", "091****678", "+84912345678"])
    }
}

@Suite struct IdentityCardTests {
    static let card = "045085000101|191234567|Hồ Văn Pả|12031985|Nam|Thôn Hà Bạc, Hướng Hiệp, Quảng Trị|25042021"

    @Test(arguments: [card, card + "||", card + "|Hồ Văn A|Hồ Thị B|", card.decomposedStringWithCanonicalMapping])
    func theCodeOfACardIsRead(text: String) throws {
        let card = try #require(IdentityCard(qrText: text))
        #expect(card.personalID.digits == "045085000101")
        #expect(card.formerNumber == "191234567")
        #expect(card.name == "Hồ Văn Pả")
        #expect(card.birthDate.iso8601 == "1985-03-12")
        #expect(card.sex == .male)
        #expect(card.residence == "Thôn Hà Bạc, Hướng Hiệp, Quảng Trị")
        #expect(card.issuedOn?.iso8601 == "2021-04-25")
    }

    @Test func anEmptyFormerNumberIsNone() throws {
        let card = try #require(IdentityCard(qrText: "045185000101||Hồ Thị Mơ|01011985|Nữ|Hướng Hiệp|"))
        #expect(card.formerNumber == nil)
        #expect(card.sex == .female)
        #expect(card.issuedOn == nil)
    }

    @Test(arguments: [
        "", "https://example.vn", "045085000101|x|Hồ Văn Pả|12031985|Nam|Hướng Hiệp", "H50.50.05-261123-0001",
        "045085000101||Hồ Văn Pả|31021985|Nam|Hướng Hiệp|25042021", "045085000101|||12031985|Nam|Hướng Hiệp|25042021",
        "04508500010||Hồ Văn Pả|12031985|Nam|Hướng Hiệp|25042021", "||||||",
    ])
    func otherCodesAreNoCard(text: String) { #expect(IdentityCard(qrText: text) == nil) }
}

@Suite struct LoginNameTests {
    @Test(arguments: [
        ("MotCua1", "motcua1"), (" motcua1 ", "motcua1"), ("+84 912 345 678", "0912345678"),
        ("045 085 000 101", "045085000101"), ("giám đốc", "giám đốc"),
    ])
    func whatIsTypedHasOneForm(typed: String, form: String) { #expect(LoginName(typed: typed).text == form) }

    @Test(arguments: ["ab", "1abc", "Motcua", "mot cua", "mộtcửa", String(repeating: "a", count: 33), "0912345678"])
    func officialsHavePlainLogins(typed: String) { #expect(LoginName(ofStaff: typed) == nil) }

    @Test(arguments: ["H50.50.05", "h50", "G15.000", "H50.50.05.01"])
    func identifiersOfAgencies(text: String) { #expect(AgencyIdentifier(text)?.text == text.uppercased()) }

    @Test(arguments: ["", "50.50", "H5", "H50.", "H50.5", "H50.50.05.01.02.03", "H50 50", "Đ50", "000.00.50.H50"])
    func otherTextIsNoIdentifier(text: String) { #expect(AgencyIdentifier(text) == nil) }
}

@Suite struct AgencyListTests {
    @Test func theListHasAllProvincesAndTheCommunesOfThree() throws {
        let list = try AgencyList.embedded()
        #expect(list.entries.count { $0.kind == .province } == 34)
        #expect(list.entries.count { $0.parentCode == "44" } == 78)
        #expect(list.entries.count { $0.parentCode == "52" } == 135)
        #expect(list.entries.count { $0.parentCode == "38" } == 166)
        let demo = try #require(list.entries.first { $0.statisticsCode == DemoPeople.communeCode })
        #expect(demo.name == "Xã Hướng Hiệp")
        #expect(list.entries.first { $0.statisticsCode == DemoPeople.otherCommuneCode }?.name == "Xã Hướng Phùng")
    }

    @Test(arguments: ["", "{}", #"{"provinces":[{"code":"4","full_name":"x"}],"communes":{}}"#,
        #"{"provinces":[],"communes":{"44":{"list":[]}}}"#])
    func aFaultyListIsRefused(text: String) {
        #expect { try AgencyList(Array(text.utf8)) } throws: { ($0 as? Problem)?.code == "agency-list-unreadable" }
    }

    @Test func provincesAndCommunesNeverShareAnId() {
        #expect(ImportAgencies.id(ofStatisticsCode: "04") != ImportAgencies.id(ofStatisticsCode: "00004"))
    }
}
