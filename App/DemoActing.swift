import Access
import Base
import Blobs
import Identity
import Mandates
import Storage

/// Who acts for whom in the demonstration: a daughter for her mother of 72 who has no telephone, which an officer has
/// still to look at; a mother for her child; a village helper with consent on paper; a cooperative of two people.
struct DemoActing: Sendable {
    /// By whom; all are citizens of `DemoPeople`.
    private static let daughter = "0900000102"
    private static let helper = "0900000106"
    private static let founder = "0900000103"
    private static let colleague = "0900000104"

    let agency: AgencyID
    let scan: StagedFile
    let now: Instant

    func run(in tx: Transaction) throws {
        try add(by: Self.daughter, mother, in: tx)
        try add(by: Self.daughter, child, in: tx)
        try add(by: Self.helper, helped, in: tx)
        let cooperative = RegisterOrganisation(
            name: "Hợp tác xã Nông nghiệp Hướng Hiệp", taxCode: "3200712345", phone: "0912000111",
            address: "Thôn Xa Rúc, xã Hướng Hiệp", agency: agency, files: [scan])
        let founder = try act(of: Self.founder, in: tx)
        let id = try cooperative.run(in: tx, act: founder)
        let word = try InviteMember(id, as: .member).run(in: tx, act: founder)
        try JoinOrganisation(code: word).run(in: tx, act: act(of: Self.colleague, in: tx))
    }

    private var mother: AddMandate {
        var deed = AddMandate(.representative, agency: agency, principal: Principal(
            name: "Hồ Thị Đôm", personalID: "045154000201", address: "Thôn Xa Rúc, xã Hướng Hiệp",
            birthDate: LocalDate(year: 1954, month: 4, day: 10)))
        deed.paper = Mandate.Paper(number: "12/2026, quyển 01", place: "UBND xã Hướng Hiệp", day: now.localDate)
        deed.files = [scan]
        return deed
    }

    private var child: AddMandate {
        let year = now.localDate.year - 8
        var deed = AddMandate(.parent, agency: agency, principal: Principal(
            name: "Hồ Minh Khôi", personalID: "0452\(twoDigits(year % 100))000202",
            birthDate: LocalDate(year: year, month: 9, day: 2)))
        deed.paper = Mandate.Paper(number: "35/\(year)", place: "UBND xã Hướng Hiệp")
        return deed
    }

    private var helped: AddMandate {
        var deed = AddMandate(.helper, agency: agency, principal: Principal(
            name: "Hồ Văn Thỏ", personalID: "045048000203", address: "Thôn Hà Lệt, xã Hướng Hiệp",
            birthDate: LocalDate(year: 1948, month: 1, day: 1)))
        deed.consent = Consent(way: .paper, purpose: "Nộp hồ sơ trợ cấp người cao tuổi", witness: "Hồ Văn Mười")
        deed.through = now.localDate.adding(days: 90)
        deed.files = [scan]
        return deed
    }

    private func add(by login: String, _ deed: AddMandate, in tx: Transaction) throws {
        try deed.run(in: tx, act: act(of: login, in: tx))
    }

    private func act(of login: String, in snapshot: Snapshot) throws -> Act {
        guard let account = try CallerStore.account(ofLogin: login, in: snapshot),
            let caller = try CallerStore.caller(for: account, in: snapshot)
        else { throw Problem.notFound }
        return Act(permit: try Features.policy.permit("mandate.own", to: caller), at: now, requestID: "demo")
    }
}
