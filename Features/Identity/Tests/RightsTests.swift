import Access
import Foundation
import Storage
import TestKit
import Testing

@testable import Identity

/// The table of rights says what the doors say.
@Suite struct RightsTests {
    private static let rights = RightsTable(AccessPolicy(IdentityFeature.grants))

    @Test func `each permission stands in one place, and a role's are those that the policy gives it`() {
        let table = Self.rights
        let lists = [table.byRole, table.ofEveryRole, table.ofEverybody, table.ofNobody, table.ofCitizens]
        #expect(lists.joined().map(\.name).sorted() == table.policy.permissions.map(\.name).sorted())
        for role in Role.allCases {
            let all = table.permissions(of: role) + table.ofEveryRole + table.ofEverybody
            #expect(Set(all) == table.policy.permissions.filter { table.policy.roles(holding: $0).contains(role) })
        }
    }

    @Test(arguments: Engine.tested)
    func `who signs the review sees every role with who holds it`(engine: Engine) async throws {
        let house = try await PageTests.House(engine)
        let page = try await house.client("giamdoc").get(RightsPages.path).text
        #expect(page.components(separatedBy: "class=\"rights\"").count > Role.allCases.count)
        #expect(page.contains("Đang giữ: ") && page.contains("Ký kết quả rà soát tài khoản"))
        #expect(!page.contains("permission."), "a sentence for each")
        #expect(try await house.client("motcua1").get(RightsPages.path).status == 403)
        #expect(try await house.client("0900000101").get(RightsPages.path).status == 403)
    }
}
