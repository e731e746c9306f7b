import Access
import Base
import Journal
import Storage

/// Makes a commune ready to work: marks it as served, opens its offices and gives it its first administrator.
package struct SetUpCommune: Sendable {
    package struct Outcome: Sendable {
        package let agency: Agency
        /// By kind; one of each that the commune has.
        package let offices: [Office.Kind: Office]
        package let administrator: AccountID
    }

    package let statisticsCode: String
    package let identifier: String?
    package let isRemote: Bool
    package let administratorName: String
    package let administratorLogin: String
    package let administratorPassword: PasswordHash
    /// Whether the password was made up by somebody else and has to be replaced at the first sign-in.
    package let mustChangePassword: Bool
    /// The roles of which a second factor is demanded from the first day on.
    package let secondFactorRoles: Set<Role>

    package init(
        statisticsCode: String, identifier: String?, isRemote: Bool, administratorName: String,
        administratorLogin: String, administratorPassword: PasswordHash, mustChangePassword: Bool,
        secondFactorRoles: Set<Role> = []
    ) {
        self.statisticsCode = statisticsCode
        self.identifier = identifier
        self.isRemote = isRemote
        self.administratorName = administratorName
        self.administratorLogin = administratorLogin
        self.administratorPassword = administratorPassword
        self.mustChangePassword = mustChangePassword
        self.secondFactorRoles = secondFactorRoles
    }

    /// - Throws: `commune-unknown`, `commune-already-set-up`, or what `ChangeAgency` and `AddStaff` refuse with.
    package func run(in tx: Transaction, act: Act) throws -> Outcome {
        try act.require(.identitySetUp)
        guard let found = try AgencyStore.agency(statisticsCode: statisticsCode, in: tx), found.kind != .province else {
            throw Problem("commune-unknown", status: 422, arguments: ["code": statisticsCode])
        }
        guard try !AgencyStore.isServed(found.id, in: tx) else {
            throw Problem("commune-already-set-up", status: 409, arguments: ["name": found.name])
        }
        try AgencyStore.markServed(found.id, in: tx)
        try ChangeAgency(agency: found.id, identifier: identifier ?? "", isRemote: isRemote).run(in: tx, act: act)
        try SecondFactorRuleStore.save(SecondFactorRule(roles: secondFactorRoles), of: found.id, in: tx)
        var offices: [Office.Kind: Office] = [:]
        for (position, kind) in SetUpCommune.firstOffices(of: found).enumerated() {
            offices[kind] = try SetUpCommune.open(kind, of: found, position: position, in: tx, act: act)
        }
        try Journal.append(JournalDraft("identity.commune-set-up", of: "agency", found.id.description,
            agency: found.id, facts: ["name": found.name, "code": statisticsCode]), by: act, in: tx)
        let administrator = try AddStaff(agency: found.id, office: offices[.secretariat]?.id, name: administratorName,
            title: "Quản trị hệ thống", roles: [.administrator], login: administratorLogin,
            password: administratorPassword, mustChangePassword: mustChangePassword).run(in: tx, act: act)
        guard let agency = try AgencyStore.agency(found.id, in: tx) else { throw Problem.notFound }
        return Outcome(agency: agency, offices: offices, administrator: administrator)
    }

    /// A provincial body at the counters has no offices of a commune.
    private static func firstOffices(of agency: Agency) -> [Office.Kind] {
        [.leaders, .centre, .secretariat] + (agency.kind == .branch ? [] : [.economy, .culture])
    }

    static func open(
        _ kind: Office.Kind, of agency: Agency, position: Int, in tx: Transaction, act: Act
    ) throws -> Office {
        let office = Office(id: OfficeID(at: act.at), agency: agency.id, kind: kind, name: name(of: kind, in: agency))
        try AgencyStore.insert(office, position: position, in: tx)
        return office
    }

    /// The names of NĐ 150/2025; wards and special zones have a wider economy office.
    private static func name(of kind: Office.Kind, in agency: Agency) -> String {
        switch kind {
        case .leaders: agency.kind == .branch ? "Lãnh đạo đơn vị" : "Lãnh đạo UBND"
        case .centre: "Trung tâm Phục vụ hành chính công"
        case .secretariat: agency.kind == .branch ? "Phòng chuyên môn" : "Văn phòng HĐND và UBND"
        case .economy: agency.kind == .commune ? "Phòng Kinh tế" : "Phòng Kinh tế, Hạ tầng và Đô thị"
        case .culture: "Phòng Văn hóa - Xã hội"
        case .landBranch: "Chi nhánh Văn phòng Đăng ký đất đai"
        }
    }
}
