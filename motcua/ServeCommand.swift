import App
import ArgumentParser

/// The server: answers until SIGTERM or Ctrl-C, then finishes what is under way.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Chạy máy chủ web. / Run the web server.",
        discussion: """
            Cần dữ liệu do motcua init hoặc motcua demo tạo. / Needs data made by motcua init or motcua demo.
            Ví dụ / Example: motcua serve --data ./demo --port 8080
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var paces: PaceOptions
    @OptionGroup var notices: NoticeOptions
    @OptionGroup var seals: SealOptions

    func run() async throws {
        try await common.saying { t in
            let flags = [paces.flags, notices.flags, seals.flags].reduce(server.flags) { $0.merging($1) { $1 } }
            let configuration = try common.configuration(flags)
            let isJSON = common.json
            try await Serving.run(configuration) { address in
                print(isJSON ? "{\"url\": \"\(address)\"}" : t("app.serve.ready", ["address": address]))
                Terminal.flush()
            }
        }
    }
}
