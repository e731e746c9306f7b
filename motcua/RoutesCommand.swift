import App
import ArgumentParser

/// The table of all doors with what each asks for; needs no data.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "In mọi đường dẫn và quyền cần có. / Print every route and its permission.",
        discussion: "Ví dụ / Example: motcua routes --json")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.saying { _ in
            _ = try common.configuration()
            let rows = Features.all.flatMap { feature in
                feature.routes.map { [$0.method.rawValue, $0.path, $0.permission.name, feature.name] }
            }
            if common.json {
                print(try Terminal.json(rows.map {
                    ["method": $0[0], "path": $0[1], "permission": $0[2], "feature": $0[3]]
                }))
            } else {
                print(Terminal.table(["METHOD", "PATH", "PERMISSION", "FEATURE"], rows))
            }
        }
    }
}
