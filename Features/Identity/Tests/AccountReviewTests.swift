import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Identity

/// The half-yearly review: one looks, another signs.
@Suite struct AccountReviewTests {
    private func open(_ commune: Commune) async throws -> ID<AccountReview> {
        let act = try await commune.act("quantri", .identityManage)
        return try await commune.database.write { try OpenAccountReview().run(in: $0, act: act) }
    }

    private func judge(
        _ commune: Commune, _ review: ID<AccountReview>, closing: Set<String> = []
    ) async throws {
        let act = try await commune.act("quantri", .identityManage)
        let close = Set(closing.map(commune.account))
        try await commune.database.write { tx in
            let lines = try AccountReviewStore.lines(of: review, in: tx)
            let verdicts = lines.map { line in
                (line.account, (verdict: close.contains(line.account) ? AccountReview.Verdict.close : .keep, note: ""))
            }
            try JudgeAccounts(review, Dictionary(uniqueKeysWithValues: verdicts)).run(in: tx, act: act)
        }
    }

    private func sign(_ commune: Commune, _ review: ID<AccountReview>, by login: String) async throws {
        let act = try await commune.act(login, .identityReviewSign)
        try await commune.database.write {
            try SignAccountReview(review, conclusion: "Đồng ý").run(in: $0, act: act)
        }
    }

    @Test(arguments: Engine.tested) func whatIsToBeClosedIsClosedBySigning(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let review = try await open(commune)
        await #expect(throws: Problem("review-open", status: 409)) { try await open(commune) }
        let problem = try await #require(throws: Problem.self) { try await sign(commune, review, by: "giamdoc") }
        #expect(problem.code == "review-unfinished")
        try await judge(commune, review, closing: ["motcua5"])
        #expect(try await commune.caller("motcua5") != .anonymous, "nothing happens before it is signed")
        try await sign(commune, review, by: "giamdoc")
        #expect(try await commune.caller("motcua5") == .anonymous)
        #expect(try await commune.caller("motcua4") != .anonymous)
        #expect(try await commune.journal(of: "motcua5").last == "account.disabled")
        let (entries, last) = try await commune.database.read { snapshot in
            try (Journal.entries(of: "account-review", review.description, in: snapshot),
                AccountReviewStore.lastSigned(of: commune.people.commune, in: snapshot))
        }
        #expect(entries.map(\.kind) == ["identity.review-opened", "identity.review-signed"])
        #expect(entries.last?.facts["closed"] == "1" && last == Commune.now)
        await #expect(throws: Problem("review-signed", status: 409)) { try await judge(commune, review) }
    }

    /// An account that runs the centre and administers it may not do both.
    @Test(arguments: Engine.tested) func whoJudgedDoesNotSign(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let boss = try await commune.act("tinh-quantri", .identityManage)
        let account = commune.account("quantri")
        try await commune.database.write { try AssignRole(.centreDirector, to: account).run(in: $0, act: boss) }
        let review = try await open(commune)
        try await judge(commune, review)
        await #expect(throws: Problem("review-own", status: 403)) { try await sign(commune, review, by: "quantri") }
    }

    @Test(arguments: Engine.tested) func theNeighboursReviewIsNotThere(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let review = try await open(commune)
        try await judge(commune, review)
        await #expect(throws: Problem.notFound) { try await sign(commune, review, by: "hp-giamdoc") }
        let act = try await commune.act("hp-quantri", .identityManage)
        await #expect(throws: Problem.notFound) {
            try await commune.database.write { try JudgeAccounts(review, [:]).run(in: $0, act: act) }
        }
    }

    @Test(arguments: Engine.tested) func nobodyClosesTheirOwnAccount(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let review = try await open(commune)
        let problem = try await #require(throws: Problem.self) {
            try await judge(commune, review, closing: ["quantri"])
        }
        #expect(problem.fields.map(\.code) == ["identity.review.own"])
    }
}
