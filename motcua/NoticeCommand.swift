import App
import ArgumentParser
import Base
import Notices
import Web

/// Notices to citizens: whether the channels stand, and what became of what was sent.
struct NoticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "Thông báo gửi đi: thử đường gửi, liệt kê. / Notices sent out: try a channel, list.",
        subcommands: [Test.self, List.self])

    /// Past the outbox and the quiet hours. Exit code 1 when nobody took it.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gửi ngay một thông báo thử. / Send a test message now.",
            discussion: "Ví dụ / Example: motcua notice test --data ./data --to ten@example.vn")

        @OptionGroup var common: CommonOptions
        @OptionGroup var notices: NoticeOptions
        @Option(help: "Thư điện tử hoặc số điện thoại. / E-mail address or telephone number.") var to: String
        @Flag(help: "Gửi số điện thoại qua Zalo. / To a telephone by Zalo.") var zalo = false

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration(notices.flags)
                guard let way = TrialNotice.way(to: to) else { throw CommandFault.wrongUse(t("fault.notices-address")) }
                let channel = zalo && way.channel == .sms ? .zalo : way.channel
                let lines = NoticeLines(configuration.notices, publicURL: configuration[Settings.baseURL])
                let answer = await NoticeTrial.run(
                    by: channel, to: way.address, over: lines, t: t, at: Clock.system.now)
                if common.json { print(try Terminal.json(["answer": answer.words, "well": answer.isWell])) }
                guard answer.isWell else {
                    throw CommandFault.failed(t("app.notice.refused", ["answer": answer.words]))
                }
                if !common.json { print(t("app.notice.well", ["answer": answer.words])) }
            }
        }
    }

    /// The newest of all agencies; addresses are masked.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê 50 thông báo mới nhất. / List the 50 newest notices.",
            discussion: "Ví dụ / Example: motcua notice list --data ./data --state waiting --json")

        @OptionGroup var common: CommonOptions
        @Option(help: "waiting, sent, failed, given-up") var state: String?
        @Option(help: "Trang. / Page.") var page = 1

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let wanted = state.flatMap(Notice.State.init(rawValue:))
                guard state == nil || wanted != nil else {
                    throw CommandFault.wrongUse(t("app.notice.state", ["state": state ?? ""]))
                }
                let number = page
                let all = try await Looking.at(configuration) { database in
                    try await database.read { try NoticeStore.page(wanted, of: nil, number: number, in: $0) }
                }
                guard common.json else {
                    return print(Terminal.table(
                        [t("notices.when"), t("notices.to"), t("notices.about"), t("notices.standing"),
                            t("notices.problem")],
                        all.map { one in
                            [one.createdAt.iso8601, one.maskedAddress, t("notices.title.\(one.about)"),
                                t("notices.state.\(one.state.rawValue)"), one.lastProblem]
                        }))
                }
                print(try Terminal.json(all.map { one in
                    ["id": one.id.description, "cause": one.cause, "about": one.about, "state": one.state.rawValue,
                        "dossier": one.dossier?.description ?? "", "recipient": one.recipient.kind,
                        "channel": one.channel.rawValue, "address": one.maskedAddress, "attempts": one.attempts,
                        "createdAt": one.createdAt.iso8601, "sentAt": one.sentAt?.iso8601 ?? "",
                        "notBefore": one.notBefore.iso8601, "gatewayId": one.gatewayID,
                        "lastProblem": one.lastProblem] as [String: Any]
                }))
            }
        }
    }
}
