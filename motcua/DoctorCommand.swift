import App
import ArgumentParser
import Base

/// Whether all is well, and what to do where it is not. Exit code 1 when something is wrong.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Kiểm tra sức khỏe hệ thống và cho biết việc cần làm. / Check the system and say what to do.",
        discussion: "Ví dụ / Example: motcua doctor --data ./data --quick")

    @OptionGroup var common: CommonOptions
    @Flag(help: """
        Chỉ xem tệp có đủ không và dữ liệu từ lần sao lưu gần nhất. / Only whether files are there, and what came \
        after the last backup.
        """)
    var quick = false
    @Option(name: .of(Settings.certificate), help: .of(Settings.certificate)) var certificate: String?
    @Option(name: .of(Settings.virusScanner), help: .of(Settings.virusScanner)) var virusScanner: String?

    func run() async throws {
        try await common.saying { t in
            let configuration = try common.configuration([
                Settings.certificate.name: certificate, Settings.virusScanner.name: virusScanner,
            ])
            let line = CareLine(t, isShown: Terminal.isInteractive && !common.json)
            let findings = try await Doctor(configuration, isQuick: quick).run(at: Clock.system.now) { line.show($0) }
            line.wipe()
            let told = findings.map { finding in
                let key = "app.doctor.\(finding.check.rawValue).\(finding.state)"
                let advice = finding.verdict == .good ? "" : t("\(key).advice", finding.arguments)
                return (finding, t(key, finding.arguments), advice)
            }
            if common.json {
                print(try Terminal.json(told.map { finding, sentence, advice in
                    ["check": finding.check.rawValue, "verdict": finding.verdict.rawValue, "state": finding.state,
                        "sentence": sentence, "advice": advice, "facts": finding.arguments] as [String: Any]
                }))
            } else {
                for (finding, sentence, advice) in told {
                    print("\(t("app.doctor.\(finding.verdict.rawValue)"))  \(sentence)")
                    if !advice.isEmpty { print("    \(advice)") }
                }
            }
            let wrong = findings.filter { $0.verdict == .wrong }.count
            if wrong > 0 { throw CommandFault.failed(t("app.doctor.result", ["count": "\(wrong)"])) }
        }
    }
}
