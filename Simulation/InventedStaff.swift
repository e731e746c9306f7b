import Access
import Base
import Identity
import Storage

/// The officials of a commune that takes part in a season: as few as can do every deed, none of them real.
struct InventedStaff {
    private struct Post {
        let login: String
        let title: String
        let roles: Set<Role>
        let office: Office.Kind
    }

    private static let posts = [
        Post(login: "chutich", title: "Chủ tịch UBND", roles: [.leader], office: .leaders),
        Post(login: "giamdoc", title: "Giám đốc Trung tâm", roles: [.centreDirector], office: .centre),
        Post(login: "motcua1", title: "Công chức tiếp nhận và trả kết quả", roles: [.reception], office: .centre),
        Post(login: "motcua2", title: "Công chức tiếp nhận và trả kết quả", roles: [.reception], office: .centre),
        Post(login: "vanphong1", title: "Công chức tư pháp - hộ tịch", roles: [.specialist], office: .secretariat),
        Post(login: "kinhte1", title: "Chuyên viên", roles: [.specialist], office: .economy),
        Post(login: "vanhoa1", title: "Chuyên viên", roles: [.specialist], office: .culture),
    ]

    /// Invented officials have other numbers than invented citizens.
    private static let firstNumber = 10_000_000
    private static let numbersPerAgency = 100

    private let agency: SeasonAgency
    private let firstNumber: Int

    /// - Parameter number: another one for each agency of the season.
    init(_ agency: SeasonAgency, number: Int) {
        self.agency = agency
        firstNumber = Self.firstNumber + number * Self.numbersPerAgency
    }

    /// Sets the commune up and gives its people their accounts.
    func add(_ password: PasswordHash, in tx: Transaction, act: Act) throws {
        let commune = try SetUpCommune(statisticsCode: agency.code, identifier: agency.identifier,
            isRemote: agency.isRemote, administratorName: name(0), administratorLogin: agency.loginPrefix + "quantri",
            administratorPassword: password, mustChangePassword: false).run(in: tx, act: act)
        for (place, post) in Self.posts.enumerated() {
            guard let office = commune.offices[post.office] else { continue }
            _ = try AddStaff(agency: commune.agency.id, office: office.id, name: name(place + 1),
                title: post.title, roles: post.roles, login: agency.loginPrefix + post.login, password: password,
                mustChangePassword: false).run(in: tx, act: act)
        }
    }

    private func name(_ place: Int) -> String {
        InventedPerson(number: firstNumber + place, seed: 0, of: agency.place).party.name
    }
}
