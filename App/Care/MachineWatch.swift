import Base
import Synchronization
import Web

/// Asks the doctor from within the running server: an investigator wants to know how the machine stood.
package final class MachineWatch: Sendable {
    private let configuration = Mutex<Configuration?>(nil)

    /// Whose machine it is.
    package func choose(_ configuration: Configuration) { self.configuration.withLock { $0 = configuration } }

    /// What `motcua doctor --quick` finds; nil where there is no machine to ask: in tests.
    package func findings(at now: Instant) async throws -> [Doctor.Finding]? {
        guard let configuration = configuration.withLock({ $0 }) else { return nil }
        return try await Doctor(configuration, isQuick: true).run(at: now) { _ in }
    }

    /// The findings as a program reads them, each with its sentence for people.
    package static func report(_ findings: [Doctor.Finding], _ t: Strings) -> [UInt8] {
        func text(_ value: String) -> JSONNode { JSONNode(.text(value)) }
        let list = findings.map { finding -> JSONNode in
            let facts = finding.arguments.sorted { $0.key < $1.key }.map {
                JSONNode.Member(name: $0.key, node: text($0.value))
            }
            return JSONNode(.object([
                .init(name: "check", node: text(finding.check.rawValue)),
                .init(name: "verdict", node: text(finding.verdict.rawValue)),
                .init(name: "state", node: text(finding.state)),
                .init(name: "sentence", node: text(
                    t("app.doctor.\(finding.check.rawValue).\(finding.state)", finding.arguments))),
                .init(name: "facts", node: JSONNode(.object(facts))),
            ]))
        }
        return Array(JSONNode(.list(list)).indentedText.utf8)
    }
}
