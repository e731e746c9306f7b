import App
import ArgumentParser
import Foundation

/// The command line. Exit codes: 0 done, 1 failed, 2 used wrongly; errors are lines on stderr, never a stack trace.
@main struct MotCuaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "Phần mềm Trung tâm Phục vụ hành chính công cấp xã. / Software for a commune's public-service centre.",
        discussion: """
            Ví dụ / Example:
              motcua demo --data ./demo
              motcua serve --data ./demo --port 8080
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, InitCommand.self, DemoCommand.self, SimulateCommand.self, CatalogueCommand.self,
            CalendarCommand.self,
            JournalCommand.self, SealCommand.self, KeysCommand.self,
            VerifyCommand.self, StatisticsCommand.self, JobsCommand.self,
            TokenCommand.self, WebhookCommand.self,
            NoticeCommand.self,
            RoutesCommand.self, RolesCommand.self, ConfigCommand.self, VersionCommand.self, BackupCommand.self,
            RestoreCommand.self, DoctorCommand.self, DeadlineCommand.self, ExternalCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            leave(after: error)
        }
    }

    /// Help and version leave with 0 and stdout, a fault of ours with its own code, the parser's refusals with 2.
    private static func leave(after error: any Error) -> Never {
        if let fault = error as? CommandFault {
            for line in fault.lines { Terminal.complain(line) }
            Terminal.leave(fault.kind.rawValue)
        }
        let text = fullMessage(for: error)
        guard exitCode(for: error) != .success else {
            print(text)
            Terminal.leave(0)
        }
        let t = CommandLanguage.strings(
            flag: Terminal.languageFlag(in: CommandLine.arguments), environment: ProcessInfo.processInfo.environment)
        let message = message(for: error).split(separator: "\n").joined(separator: " ")
        Terminal.complain(t("app.usage", ["message": message, "command": command(in: text)]))
        Terminal.leave(CommandFault.Kind.wrongUse.rawValue)
    }

    /// `motcua journal verify` from the parser's usage text, so that the hint names the help that fits.
    private static func command(in usage: String) -> String {
        let line = usage.split(separator: "\n").first { $0.hasPrefix("Usage: ") } ?? "Usage: motcua"
        let words = line.dropFirst("Usage: ".count).split(separator: " ")
        return words.prefix { !$0.hasPrefix("[") && !$0.hasPrefix("-") && !$0.hasPrefix("<") }.joined(separator: " ")
    }
}
