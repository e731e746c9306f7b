import App
import ArgumentParser

struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "In phiên bản. / Print the version.",
        discussion: "Ví dụ / Example: motcua version --json")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        print(common.json ? try Terminal.json(["version": Version.text]) : "MotCua \(Version.text)")
    }
}
