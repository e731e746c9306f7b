import Access
import Base
import Storage
import TestKit
import Testing

@testable import Mandates

@Suite struct OrganisationTests {
    private static let founder = "0900000103"
    private static let colleague = "0900000104"

    @Test(arguments: [
        ("0312345678", "0312345678"), ("0312345678-001", "0312345678-001"), ("0312345678001", "0312345678-001"),
        ("03 1234 5678", "0312345678"), ("031234567", nil), ("03123456789", nil), ("03123456AB", nil), ("", nil),
    ] as [(String, String?)])
    func aTaxCodeHasTenDigitsOrThirteen(typed: String, code: String?) {
        #expect(Organisation.taxCode(typed) == code)
    }

    @Test(arguments: Engine.tested)
    func peopleComeInByInvitationOnceAndInTime(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await Self.register(in: world)
        #expect(try await world.caller(Self.founder).citizen?.organisations == [id])
        let code = try await world.perform(Self.founder) { try InviteMember(id, as: .member).run(in: $0, act: $1) }
        let late = try await world.perform(Self.founder) { try InviteMember(id, as: .owner).run(in: $0, act: $1) }
        try await world.perform(Self.colleague) {
            _ = try JoinOrganisation(code: " \(code.lowercased()) ").run(in: $0, act: $1)
        }
        #expect(try await world.caller(Self.colleague).citizen?.organisations == [id])
        let nothing: @Sendable (String, String) async throws -> String? = { login, code in
            try await refusal {
                try await world.perform(login) { _ = try JoinOrganisation(code: code).run(in: $0, act: $1) }
            }?.fields.first?.code
        }
        #expect(try await nothing("0900000106", code) == "mandate.invitation-nothing")
        world.clock.move(to: TestSite.morning.adding(seconds: 8 * 86_400))
        #expect(try await nothing("0900000105", late) == "mandate.invitation-nothing")
        #expect(try await nothing("0900000105", "ABCDEFGHJK") == "mandate.invitation-nothing")
    }

    @Test(arguments: Engine.tested)
    func ownersLetPeopleInAndOutAndTheLastOneStays(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await Self.register(in: world)
        let code = try await world.perform(Self.founder) { try InviteMember(id, as: .member).run(in: $0, act: $1) }
        try await world.perform(Self.colleague) { _ = try JoinOrganisation(code: code).run(in: $0, act: $1) }
        let members = try await world.database.read { try OrganisationStore.members(of: id, in: $0) }
        // Both came in the same instant of the test's clock, so by role and not by order.
        let first = try #require(members.first { $0.memberRole == .owner }).id
        let second = try #require(members.first { $0.memberRole == .member }).id
        // A member lets nobody in or out.
        for deed in [
            { _ = try InviteMember(id, as: .owner).run(in: $0, act: $1) },
            { try RemoveMember(first, of: id).run(in: $0, act: $1) },
            { try SetMemberRole(second, of: id, to: .owner).run(in: $0, act: $1) },
        ] as [@Sendable (Transaction, Act) throws -> Void] {
            #expect(try await refusal { try await world.perform(Self.colleague, .mandateOwn, deed) }?.code
                == "organisation-owners-only")
        }
        #expect(try await refusal {
            try await world.perform("0900000105") { try RemoveMember(first, of: id).run(in: $0, act: $1) }
        } == .notFound)
        for deed in [
            { try RemoveMember(first, of: id).run(in: $0, act: $1) },
            { try SetMemberRole(first, of: id, to: .member).run(in: $0, act: $1) },
        ] as [@Sendable (Transaction, Act) throws -> Void] {
            #expect(try await refusal { try await world.perform(Self.founder, .mandateOwn, deed) }?.code
                == "organisation-needs-owner")
        }
        try await world.perform(Self.founder) { try SetMemberRole(second, of: id, to: .owner).run(in: $0, act: $1) }
        try await world.perform(Self.colleague) { try RemoveMember(first, of: id).run(in: $0, act: $1) }
        #expect(try await world.caller(Self.founder).citizen?.organisations == [])
        #expect(try await world.caller(Self.colleague).citizen?.organisations == [id])
    }

    @Test(arguments: Engine.tested)
    func aRefusedRegistrationEndsEverybodysPart(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await Self.register(in: world)
        let code = try await world.perform(Self.founder) { try InviteMember(id, as: .member).run(in: $0, act: $1) }
        let open = try await world.perform(Self.founder) { try InviteMember(id, as: .owner).run(in: $0, act: $1) }
        try await world.perform(Self.colleague) { _ = try JoinOrganisation(code: code).run(in: $0, act: $1) }
        let commune = world.people.commune
        let waiting = try await world.database.read { try MandateStore.waiting(at: commune, in: $0) }
        let paper = try #require(waiting.first { $0.organisation == id }).id
        try await world.perform("motcua1", .mandateCheck) {
            try CheckMandate(paper, .refuse, reason: "Giấy đăng ký không phải của tổ chức này").run(in: $0, act: $1)
        }
        for login in [Self.founder, Self.colleague] {
            #expect(try await world.caller(login).citizen?.organisations == [])
        }
        #expect(try await refusal {
            try await world.perform("0900000105") { _ = try JoinOrganisation(code: open).run(in: $0, act: $1) }
        }?.fields.first?.code == "mandate.invitation-nothing")
    }

    private static func register(in world: MandateWorld) async throws -> OrganisationID {
        let deed = RegisterOrganisation(name: "Hợp tác xã Nông nghiệp Hướng Hiệp", taxCode: "3200712345",
            phone: "0912000111", address: "Thôn Xa Rúc", agency: world.people.commune, files: [MandateWorld.scan])
        return try await world.perform(founder) { try deed.run(in: $0, act: $1) }
    }
}
