import Access
import App
import ArgumentParser
import Base
import Storage
import Web
import Webhooks

/// Programs that are told what happened to dossiers.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Báo tin cho phần mềm khác: thêm, xem, thử, báo lại, gỡ. / Tell other programs what happened.",
        subcommands: [Add.self, List.self, Test.self, Replay.self, Pause.self, Resume.self, Remove.self])

    /// Prints the id and the secret. The secret stays in the data, for each batch is signed with it.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm nơi nhận; in khóa ký. / Add a receiver; prints the signing secret.",
            discussion: """
                Ví dụ / Example: motcua webhook add --data ./data --account vanphong1 --url https://example.vn/nhan \
                --kinds dossier.accepted,dossier.result-published
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Cán bộ mà nơi nhận thay mặt. / Login of the official on whose behalf.") var account: String
        @Option(help: "Địa chỉ https công khai. / Public https address.") var url: String
        @Option(help: "Chỉ những việc này, cách nhau bằng dấu phẩy. / Only these, with commas between.") var kinds = ""

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let deed = AddSubscriber(login: account, url: url, kinds: kinds.split(separator: ",").map(String.init),
                    policy: Features.policy)
                let added = try await ChangingBeside.at(configuration, .webhookInstall, command: "webhook") {
                    try deed.run(in: $0, act: $1)
                }
                if common.json {
                    print(try Terminal.json(["id": added.id.description, "secret": added.shownSecret]))
                } else {
                    // Alone on stdout, so that a script can take them as they are.
                    print("\(added.id)\n\(added.shownSecret)")
                    Terminal.complain(t("app.webhook.added"))
                }
            }
        }
    }

    /// All receivers of all agencies; never their secrets.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê nơi nhận. / List the receivers.",
            discussion: "Ví dụ / Example: motcua webhook list --data ./data --json")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let all = try await Looking.at(configuration) { database in
                    try await database.read { try SubscriberStore.all(of: nil, in: $0) }
                }
                guard common.json else {
                    return print(Terminal.table(
                        ["ID", t("webhook.standing"), "#", t("webhook.url"), t("webhook.error")],
                        all.map { one in
                            [one.id.description, t("webhook.standing.\(one.standing)"), "\(one.reached)", one.url,
                                one.lastError]
                        }))
                }
                print(try Terminal.json(all.map { one in
                    ["id": one.id.description, "url": one.url, "kinds": one.kinds, "state": one.standing,
                        "reached": one.reached, "failures": one.failures, "lastError": one.lastError,
                        "deliveredAt": one.deliveredAt?.iso8601 ?? ""] as [String: Any]
                }))
            }
        }
    }

    /// Exit code 1 when the receiver does not answer 2xx.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gửi ngay một tin thử có ký. / Send a signed test message now.",
            discussion: "Ví dụ / Example: motcua webhook test --data ./data 0190a0b0-0000-7000-8000-000000000000")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của nơi nhận. / The receiver's id.") var id: String

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let wanted = try WebhookCommand.read(id, t)
                let found = try await Looking.at(configuration) { database in
                    try await database.read { try SubscriberStore.subscriber(wanted, in: $0) }
                }
                guard let found else { throw CommandFault.failed(t("app.webhook.unknown", ["id": id])) }
                let line = WebhookLine(allowed: configuration[Settings.webhookAllow])
                let answer = await WebhookTrial.run(found, over: line, at: Clock.system.now)
                if common.json { print(try Terminal.json(["answer": answer.words, "well": answer.isWell])) }
                guard answer.isWell else {
                    throw CommandFault.failed(t("app.webhook.refused", ["answer": answer.words]))
                }
                if !common.json { print(t("app.webhook.well", ["answer": answer.words])) }
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Báo lại từ một mục nhật ký. / Tell again from a journal entry on.",
            discussion: """
                Ví dụ / Example: motcua webhook replay --data ./data --from 1 0190a0b0-0000-7000-8000-000000000000
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của nơi nhận. / The receiver's id.") var id: String
        @Option(help: "Số mục nhật ký đầu tiên. / The first entry's number.") var from: Int64

        func run() async throws {
            try await WebhookCommand.change(common, id, .webhookManage, saying: "app.webhook.replayed") {
                [from] id, t in
                guard from > 0 else { throw CommandFault.wrongUse(t("app.webhook.from")) }
                return { try ReplaySubscriber(id, from: from).run(in: $0, act: $1) }
            }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tạm dừng báo tin cho một nơi nhận. / Stop telling a receiver for now.",
            discussion: "Ví dụ / Example: motcua webhook pause --data ./data 0190a0b0-0000-7000-8000-000000000000")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của nơi nhận. / The receiver's id.") var id: String

        func run() async throws {
            try await WebhookCommand.change(common, id, .webhookManage, saying: "app.webhook.paused") { id, _ in
                { try HaltSubscriber(id).run(in: $0, act: $1) }
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cho nơi nhận chạy tiếp, hoặc thử lại ngay. / Let a receiver go on, or try it now.",
            discussion: "Ví dụ / Example: motcua webhook resume --data ./data 0190a0b0-0000-7000-8000-000000000000")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của nơi nhận. / The receiver's id.") var id: String

        func run() async throws {
            try await WebhookCommand.change(common, id, .webhookManage, saying: "app.webhook.resumed") { id, _ in
                { try ResumeSubscriber(id).run(in: $0, act: $1) }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gỡ một nơi nhận. / Remove a receiver.",
            discussion: "Ví dụ / Example: motcua webhook remove --data ./data 0190a0b0-0000-7000-8000-000000000000")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của nơi nhận. / The receiver's id.") var id: String

        func run() async throws {
            try await WebhookCommand.change(common, id, .webhookInstall, saying: "app.webhook.removed") { id, _ in
                { try RemoveSubscriber(id).run(in: $0, act: $1) }
            }
        }
    }

    private typealias Deed = @Sendable (Transaction, Act) throws -> Void

    private static func read(_ text: String, _ t: Strings) throws -> ID<Subscriber> {
        guard let id = ID<Subscriber>(text) else { throw CommandFault.wrongUse(t("app.webhook.unknown", ["id": text])) }
        return id
    }

    private static func change(
        _ common: CommonOptions, _ text: String, _ permission: Permission, saying done: String,
        _ make: (ID<Subscriber>, Strings) throws -> Deed
    ) async throws {
        try await common.saying { t in
            let configuration = try common.configuration()
            let deed = try make(try read(text, t), t)
            do {
                try await ChangingBeside.at(configuration, permission, command: "webhook", deed)
            } catch let problem as Problem where problem == .notFound {
                throw CommandFault.failed(t("app.webhook.unknown", ["id": text]))
            }
            print(common.json ? try Terminal.json(["id": text]) : t(done, ["id": text]))
        }
    }
}
