import App
import ArgumentParser
import Base
import Identity
import Web

/// Tokens by which programs use the API as an account.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Mã truy cập API: tạo, liệt kê, thu hồi. / API tokens: create, list, revoke.",
        subcommands: [Create.self, List.self, Revoke.self])

    /// Prints the token once; the data keep only its digest.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tạo mã cho một tài khoản và in ra một lần. / Make a token for an account, print it once.",
            discussion: """
                Ví dụ / Example: motcua token create --data ./data --account motcua1 --name "Phần mềm quét" \
                --expires 2027-06-30
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Tên đăng nhập của tài khoản. / Login of the account.") var account: String
        @Option(help: "Dùng để làm gì. / What it is for.") var name = ""
        @Option(help: "Ngày cuối còn dùng được [sau 365 ngày]. / Last day on which it works [after 365 days].")
        var expires: String?

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let today = Clock.system.now.localDate
                guard let last = expires.map({ LocalDate(iso8601: $0) }) ?? today.adding(days: AccessToken.daysStandard)
                else { throw CommandFault.wrongUse(t("app.token.date", ["value": expires ?? ""])) }
                let deed = CreateAccessToken(login: account, name: name, expiresAt: Instant(last.adding(days: 1)))
                let made = try await ChangingBeside.at(configuration, .identityTokens, command: "token") {
                    let (token, secret) = try deed.run(in: $0, act: $1)
                    return Made(token: token, secret: secret)
                }
                if common.json {
                    print(try Terminal.json([
                        "id": made.token.id.description, "token": made.secret, "account": deed.login.text,
                        "name": made.token.name, "expiresAt": made.token.expiresAt.iso8601,
                    ]))
                } else {
                    // Alone on stdout, so that a script can take it as it is.
                    print(made.secret)
                    Terminal.complain(t("app.token.made", [
                        "id": made.token.id.description, "account": deed.login.text, "date": last.description,
                    ]))
                }
            }
        }

        private struct Made: Sendable {
            let token: AccessToken
            let secret: String
        }
    }

    /// All tokens, the newest first; never their secrets.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê mã truy cập. / List the tokens.",
            discussion: "Ví dụ / Example: motcua token list --data ./data --json")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let lines = try await Looking.at(configuration) { database in
                    try await database.read { try AccessTokenStore.listings(in: $0) }
                }
                let now = Clock.system.now
                if common.json {
                    print(try Terminal.json(lines.map { line in
                        ["id": line.token.id.description, "account": line.login, "name": line.token.name,
                            "createdAt": line.token.createdAt.iso8601, "expiresAt": line.token.expiresAt.iso8601,
                            "state": Self.state(line.token, now)]
                    }))
                } else {
                    print(Terminal.table(
                        [t("app.token.id"), t("app.token.account"), t("app.token.state"), t("app.token.expires"),
                            t("app.token.name")],
                        lines.map { line in
                            [line.token.id.description, line.login, t("app.token.\(Self.state(line.token, now))"),
                                line.token.expiresAt.iso8601, line.token.name]
                        }))
                }
            }
        }

        private static func state(_ token: AccessToken, _ now: Instant) -> String {
            token.revokedAt != nil ? "revoked" : token.isLive(at: now) ? "live" : "expired"
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thu hồi một mã truy cập. / Revoke a token.",
            discussion: "Ví dụ / Example: motcua token revoke --data ./data 0190a0b0-0000-7000-8000-000000000000")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của mã, xem token list. / The token's id, see token list.") var id: String

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                guard let token = ID<AccessToken>(id) else {
                    throw CommandFault.wrongUse(t("app.token.unknown", ["id": id]))
                }
                do {
                    try await ChangingBeside.at(configuration, .identityTokens, command: "token") {
                        try RevokeAccessToken(token).run(in: $0, act: $1)
                    }
                } catch let problem as Problem where problem == .notFound {
                    throw CommandFault.failed(t("app.token.unknown", ["id": id]))
                }
                print(common.json ? try Terminal.json(["revoked": id]) : t("app.token.revoked-now", ["id": id]))
            }
        }
    }
}
