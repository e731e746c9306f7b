import App
import ArgumentParser
import Identity

/// The roles as sets of permissions; needs no data.
struct RolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "In quyền của từng vai trò. / Print each role and what it may do.",
        discussion: "Ví dụ / Example: motcua roles --json")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.saying { _ in
            _ = try common.configuration()
            let names = RightsTable(Features.policy).names
            if common.json {
                print(try Terminal.json(names))
            } else {
                let rows = names.sorted { $0.key < $1.key }.flatMap { role, permissions in
                    permissions.map { [role, $0] }
                }
                print(Terminal.table(["ROLE", "PERMISSION"], rows))
            }
        }
    }
}
