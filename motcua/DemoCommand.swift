import App
import ArgumentParser

/// A commune to try things in: invented people at a real place, its published season and some weeks up to today. Does
/// not serve.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Tạo xã dùng thử với người và hồ sơ giả định. / Make a demonstration commune.",
        discussion: """
            Chạy lại trên dữ liệu dùng thử: chỉ in lại các tài khoản. / Again on a demo: prints the sign-ins again.
            Ví dụ / Example: motcua demo --data ./demo --dossiers 400 --seed 1
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Số hạt giống: cùng số, cùng dữ liệu. / The same seed makes the same data.") var seed = 1
    @Option(help: "Số hồ sơ giả định; bỏ trống: cả mùa 2025. / How many invented dossiers; without: the whole season.")
    var dossiers: Int?

    func validate() throws {
        guard (0...100_000).contains(dossiers ?? 0) else { throw ValidationError("--dossiers: 0…100000.") }
        guard seed >= 0 else { throw ValidationError("--seed: 0….") }
    }

    func run() async throws {
        try await common.saying { t in
            let configuration = try common.configuration()
            let shows = Terminal.isInteractive && !common.json
            let demo = try await Installing.makeDemo(configuration, seed: seed, dossiers: dossiers) { step in
                guard shows else { return }
                Terminal.progress(t("app.demo.progress", ["done": "\(step.dossiers)", "all": "\(step.all)"]))
            }
            if shows { Terminal.progress("") }
            if common.json {
                print(try Terminal.json([
                    "commune": demo.commune, "made": demo.isNew, "dossiers": demo.dossiers,
                    "people": demo.people.map {
                        ["login": $0.login, "password": demo.password, "name": $0.name, "title": $0.title,
                            "agency": $0.agency]
                    },
                ] as [String: Any]))
            } else {
                print(t(demo.isNew ? "app.demo.made" : "app.demo.there", [
                    "commune": demo.commune, "dossiers": "\(demo.dossiers)", "password": demo.password,
                ]))
                print(Terminal.table(
                    [t("app.demo.login"), t("app.demo.name"), t("app.demo.title"), t("app.demo.agency")],
                    demo.people.map { [$0.login, $0.name, $0.title, $0.agency] }))
            }
        }
    }
}
