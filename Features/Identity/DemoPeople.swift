import Access
import Base
import Storage

/// The invented people of the demonstration: xã Hướng Hiệp with everybody it needs, xã Hướng Phùng with a few, and some
/// citizens. The places are real, nobody in them is.
package struct DemoPeople: Sendable {
    /// Shown by the command line and on the pages; never taken for an account of a real commune.
    package static let password = "MotCua@2026"
    package static let communeCode = "19555"
    package static let otherCommuneCode = "19441"
    package static let provinceCode = "44"
    /// The electronic identifiers of the two communes, by statistics code: invented, since no list publishes them.
    package static let identifiers = [communeCode: "H50.50.05", otherCommuneCode: "H50.50.41"]

    package let commune: AgencyID
    package let otherCommune: AgencyID
    package let province: AgencyID
    /// The offices of the demo commune.
    package let offices: [Office.Kind: OfficeID]
    /// Everybody by login, citizens by phone number.
    package private(set) var accounts: [String: AccountID]

    /// Makes agencies, offices and people. One password hash serves all of them, which no real account may do.
    /// - Throws: `commune-already-set-up` when they are there already.
    package static func seed(
        password: String = DemoPeople.password, cost: ScryptCost = .standard, in tx: Transaction, act: Act
    ) throws -> DemoPeople {
        try seed(hash: PasswordHash(of: password, cost: cost), in: tx, act: act)
    }

    /// The same with a hash that was made before, outside the transaction.
    package static func seed(hash: PasswordHash, in tx: Transaction, act: Act) throws -> DemoPeople {
        _ = try ImportAgencies(AgencyList.embedded()).run(in: tx, act: act)
        let home = try setUp(communeCode, administrator: ("Nguyễn Đình Khoa", "quantri"), hash, in: tx, act: act)
        let other = try setUp(otherCommuneCode, administrator: ("Phan Hữu Lộc", "hp-quantri"), hash, in: tx, act: act)
        let land = try SetUpCommune.open(.landBranch, of: home.agency, position: home.offices.count, in: tx, act: act)
        var offices = home.offices.mapValues(\.id)
        offices[.landBranch] = land.id
        guard let province = home.agency.parent else { throw Problem.notFound }
        var people = DemoPeople(commune: home.agency.id, otherCommune: other.agency.id, province: province,
            offices: offices, accounts: ["quantri": home.administrator, "hp-quantri": other.administrator])
        let others = other.offices.mapValues(\.id)
        for person in staff { try people.add(person, to: home.agency.id, offices, hash, in: tx, act: act) }
        try people.addLinkedAgencies(hash, in: tx, act: act)
        for person in otherStaff { try people.add(person, to: other.agency.id, others, hash, in: tx, act: act) }
        for person in provincial { try people.add(person, to: province, [:], hash, in: tx, act: act) }
        try people.delegateSigning(in: tx, act: act)
        for citizen in citizens { try people.add(citizen, hash, in: tx, act: act) }
        return people
    }

    /// How somebody of the demonstration signs in; the password is `password` for all.
    package struct SignIn: Sendable {
        package let login: String
        package let name: String
        package let title: String
        package let agency: String
    }

    package static let communeName = "Xã Hướng Hiệp"

    /// The citizens' logins, in the order of `signIns`.
    package static let citizenPhones = citizens.map(\.phone)

    /// Everybody who can sign in, in the order in which the command line shows them.
    package static let signIns: [SignIn] = {
        let title = "Quản trị hệ thống"
        let home = [SignIn(login: "quantri", name: "Nguyễn Đình Khoa", title: title, agency: communeName)]
            + staff.map { SignIn(login: $0.login, name: $0.name, title: $0.title, agency: communeName) }
        let other = [SignIn(login: "hp-quantri", name: "Phan Hữu Lộc", title: title, agency: "Xã Hướng Phùng")]
            + otherStaff.map { SignIn(login: $0.login, name: $0.name, title: $0.title, agency: "Xã Hướng Phùng") }
        let province = provincial.map {
            SignIn(login: $0.login, name: $0.name, title: $0.title, agency: "Tỉnh Quảng Trị")
        }
        let linked = linkedAgencies.flatMap { agency in
            agency.staff.map { SignIn(login: $0.login, name: $0.name, title: $0.title, agency: agency.name) }
        }
        let people = citizens.map { SignIn(login: $0.phone, name: $0.name, title: "Công dân", agency: "") }
        return home + other + linked + province + people
    }()

    private struct Person {
        let login: String
        let name: String
        let title: String
        let roles: Set<Role>
        let office: Office.Kind?

        init(_ login: String, _ name: String, _ title: String, _ roles: Set<Role>, _ office: Office.Kind?) {
            self.login = login
            self.name = name
            self.title = title
            self.roles = roles
            self.office = office
        }
    }

    private struct Citizen {
        let phone: String
        let personalID: String
        let name: String
        let birthDate: String
        let sex: Sex
        let address: String
    }

    private static func setUp(
        _ code: String, administrator: (name: String, login: String), _ hash: PasswordHash,
        in tx: Transaction, act: Act
    ) throws -> SetUpCommune.Outcome {
        try SetUpCommune(statisticsCode: code, identifier: identifiers[code], isRemote: true,
            administratorName: administrator.name, administratorLogin: administrator.login,
            administratorPassword: hash, mustChangePassword: false).run(in: tx, act: act)
    }

    /// The bodies that take legs of a commune's dossiers: nobody files with them here.
    private mutating func addLinkedAgencies(_ hash: PasswordHash, in tx: Transaction, act: Act) throws {
        let entries = Self.linkedAgencies.map {
            AgencyList.Entry(statisticsCode: $0.code, kind: .branch, name: $0.name, parentCode: Self.provinceCode)
        }
        _ = try ImportAgencies(AgencyList(entries)).run(in: tx, act: act)
        for linked in Self.linkedAgencies {
            guard let agency = try AgencyStore.agency(statisticsCode: linked.code, in: tx) else {
                throw Problem.notFound
            }
            let office = try SetUpCommune.open(.secretariat, of: agency, position: 0, in: tx, act: act)
            for person in linked.staff {
                try add(person, to: agency.id, [.secretariat: office.id], hash, in: tx, act: act)
            }
        }
    }

    private mutating func add(
        _ person: Person, to agency: AgencyID, _ offices: [Office.Kind: OfficeID], _ hash: PasswordHash,
        in tx: Transaction, act: Act
    ) throws {
        accounts[person.login] = try AddStaff(agency: agency, office: person.office.flatMap { offices[$0] },
            name: person.name, title: person.title, roles: person.roles, login: person.login, password: hash,
            mustChangePassword: false).run(in: tx, act: act)
    }

    /// The deputy signs in the chairman's place, and the director of the centre certified copies by his authority.
    private func delegateSigning(in tx: Transaction, act: Act) throws {
        guard let chairman = accounts["chutich"] else { throw Problem.notFound }
        for (login, form, title, fields, document, through) in Self.signing {
            guard let signer = accounts[login], let from = LocalDate(iso8601: "2025-07-01") else {
                throw Problem.notFound
            }
            let one = SigningDelegation(
                id: ID(at: act.at), agency: commune, signer: signer, form: form,
                principal: SigningRule.principal(of: form), title: title, fields: fields, document: document,
                from: from, through: through.flatMap { LocalDate(iso8601: $0) }, madeBy: chairman, madeAt: act.at)
            try DelegateSigning.record(one, in: tx, act: act)
        }
    }

    private static let signing: [(String, SigningForm, String, [String], String, String?)] = [
        ("phochutich", .deputy, "PHÓ CHỦ TỊCH", [], "Thông báo 03/TB-UBND ngày 01/7/2025", nil),
        ("giamdoc", .authorised, "GIÁM ĐỐC TRUNG TÂM", ["Chứng thực"], "Quyết định 15/QĐ-UBND ngày 01/7/2025",
            "2030-06-30"),
    ]

    private mutating func add(_ citizen: Citizen, _ hash: PasswordHash, in tx: Transaction, act: Act) throws {
        let account = try RegisterCitizen(name: citizen.name, phone: citizen.phone, personalID: citizen.personalID,
            password: hash).run(in: tx, act: act)
        try CitizenStore.update(CitizenProfile(account: account, name: citizen.name, phone: PhoneNumber(citizen.phone),
            birthDate: LocalDate(iso8601: citizen.birthDate), sex: citizen.sex, address: citizen.address), in: tx)
        accounts[citizen.phone] = account
    }

    private static let counterTitle = "Công chức tiếp nhận và trả kết quả"
    private static let specialistTitle = "Chuyên viên"

    private static let staff = [
        Person("chutich", "Hồ Văn Thuận", "Chủ tịch UBND xã", [.leader], .leaders),
        Person("phochutich", "Lê Thị Kim Oanh", "Phó Chủ tịch UBND xã", [.leader], .leaders),
        Person("giamdoc", "Trần Quang Vinh", "Giám đốc Trung tâm", [.centreDirector], .centre),
        Person("phogiamdoc", "Hồ Thị Lan", "Phó Giám đốc Trung tâm", [.centreDeputy], .centre),
        Person("motcua1", "Nguyễn Thị Hồng Nhung", counterTitle, [.reception], .centre),
        Person("motcua2", "Hồ Văn Xuân", counterTitle, [.reception], .centre),
        Person("motcua3", "Trương Minh Đức", counterTitle, [.reception], .centre),
        Person("motcua4", "Hồ Thị Mơ", counterTitle, [.reception], .centre),
        Person("motcua5", "Hoàng Thị Ánh Tuyết", counterTitle, [.reception], .centre),
        Person("datdai", "Võ Thành Nam", "Viên chức Chi nhánh Văn phòng Đăng ký đất đai", [.reception, .specialist],
            .landBranch),
        Person("vanphong", "Phan Văn Hải", "Chánh Văn phòng HĐND và UBND", [.officeHead], .secretariat),
        Person("vanphong1", "Hồ Thị Thu", "Công chức tư pháp - hộ tịch", [.specialist], .secretariat),
        Person("vanphong2", "Nguyễn Văn Dũng", specialistTitle, [.specialist], .secretariat),
        Person("kinhte", "Lê Quốc Bảo", "Trưởng phòng Kinh tế", [.officeHead], .economy),
        Person("kinhte1", "Hồ Văn Lực", specialistTitle, [.specialist], .economy),
        Person("kinhte2", "Đặng Thị Bích Ngọc", specialistTitle, [.specialist], .economy),
        Person("kinhte3", "Trần Đình Phú", specialistTitle, [.specialist], .economy),
        Person("vanhoa", "Hồ Thị Kim Cúc", "Trưởng phòng Văn hóa - Xã hội", [.officeHead], .culture),
        Person("vanhoa1", "Nguyễn Hữu Tâm", specialistTitle, [.specialist], .culture),
        Person("vanhoa2", "Hồ Văn Nghĩa", specialistTitle, [.specialist], .culture),
        Person("vanhoa3", "Lê Thị Thanh Hương", specialistTitle, [.specialist], .culture),
        Person("thuphi", "Hồ Thị Thủy", "Kế toán, thủ quỹ Trung tâm", [.cashier], .centre),
        Person("sohoa", "Hồ Văn Lành", "Nhân viên số hóa", [.digitiser], .centre),
        Person("vanthu", "Nguyễn Thị Lệ", "Văn thư", [.recordsClerk], .secretariat),
        Person("kiemsoat", "Phan Thị Hòa", "Công chức kiểm soát thủ tục hành chính", [.procedureController],
            .secretariat),
        Person("baocao", "Lê Hữu Phước", "Chuyên viên tổng hợp, báo cáo", [.reporter], .secretariat),
        Person("thanhtra", "Hoàng Văn Tiến", "Công chức kiểm tra", [.inspector], .secretariat),
    ]

    private static let otherStaff = [
        Person("hp-chutich", "Hồ Văn Sơn", "Chủ tịch UBND xã", [.leader], .leaders),
        Person("hp-giamdoc", "Nguyễn Thị Phương", "Giám đốc Trung tâm", [.centreDirector], .centre),
        Person("hp-motcua", "Hồ Thị Nga", counterTitle, [.reception], .centre),
        Person("hp-kinhte", "Trần Văn Thành", "Trưởng phòng Kinh tế", [.officeHead], .economy),
        Person("hp-kinhte1", "Hồ Văn Bình", specialistTitle, [.specialist], .economy),
    ]

    private static let linkedAgencies: [(code: String, name: String, staff: [Person])] = [
        ("44801", "Chi nhánh Văn phòng Đăng ký đất đai khu vực Hướng Hóa", [
            Person("vpdk1", "Lê Quang Hòa", "Viên chức đăng ký đất đai", [.reception, .specialist], .secretariat),
        ]),
        ("44802", "Thuế cơ sở 5 tỉnh Quảng Trị", [
            Person("thue1", "Nguyễn Thị Hạnh", "Công chức thuế", [.reception, .specialist], .secretariat),
        ]),
    ]

    private static let provincial = [
        Person("tinh-theodoi", "Hoàng Minh Châu", "Chuyên viên theo dõi, UBND tỉnh", [.provinceMonitor], nil),
        Person("tinh-lanhdao", "Nguyễn Hoài Nam", "Phó Chủ tịch UBND tỉnh", [.provinceLeader], nil),
        Person("tinh-quantri", "Trần Công Minh", "Quản trị hệ thống của tỉnh", [.provinceAdministrator], nil),
    ]

    private static let citizens = [
        Citizen(phone: "0900000101", personalID: "045085000101", name: "Hồ Văn Pả", birthDate: "1985-03-12",
            sex: .male, address: "Xã Hướng Hiệp, tỉnh Quảng Trị"),
        Citizen(phone: "0900000102", personalID: "045190000102", name: "Hồ Thị Xoan", birthDate: "1990-07-25",
            sex: .female, address: "Xã Hướng Hiệp, tỉnh Quảng Trị"),
        Citizen(phone: "0900000103", personalID: "045078000103", name: "Nguyễn Văn Tùng", birthDate: "1978-11-02",
            sex: .male, address: "Xã Hướng Hiệp, tỉnh Quảng Trị"),
        Citizen(phone: "0900000104", personalID: "045301000104", name: "Trần Thị Mai Anh", birthDate: "2001-01-30",
            sex: .female, address: "Xã Hướng Hiệp, tỉnh Quảng Trị"),
        Citizen(phone: "0900000105", personalID: "045062000105", name: "Lê Văn Thiện", birthDate: "1962-05-19",
            sex: .male, address: "Xã Hướng Phùng, tỉnh Quảng Trị"),
        Citizen(phone: "0900000106", personalID: "045196000106", name: "Hồ Thị Líu", birthDate: "1996-09-08",
            sex: .female, address: "Xã Hướng Hiệp, tỉnh Quảng Trị"),
    ]
}
