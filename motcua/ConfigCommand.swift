import App
import ArgumentParser

/// What holds, and why: every setting with its value and where it came from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "In các thiết lập đang có hiệu lực và nguồn của chúng. / Print the effective settings and their origin.",
        discussion: "Ví dụ / Example: motcua config --data ./demo --port 9000")

    @OptionGroup var common: CommonOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var paces: PaceOptions
    @OptionGroup var notices: NoticeOptions
    @OptionGroup var seals: SealOptions

    func run() async throws {
        try await common.saying { t in
            let flags = [paces.flags, notices.flags, seals.flags].reduce(server.flags) { $0.merging($1) { $1 } }
            let configuration = try common.configuration(flags)
            let choices = Settings.all.map { ($0, configuration.choice(of: $0)) }
            if common.json {
                print(try Terminal.json(choices.map { setting, choice in
                    ["name": setting.name, "value": setting.shown(choice.text), "origin": choice.origin.word]
                }))
            } else {
                let rows = choices.map { setting, choice in
                    [setting.name, setting.shown(choice.text), choice.origin.words(in: t)]
                }
                print(Terminal.table([t("app.config.setting"), t("app.config.value"), t("app.config.origin")], rows))
            }
        }
    }
}
