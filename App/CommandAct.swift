import Access
import Base

/// Acts of the command line: the program itself acts, and the journal shows by which command.
package enum CommandAct {
    package static func make(_ permission: Permission, command: String, at now: Instant) throws(Problem) -> Act {
        let permit = try Features.policy.permit(permission, to: .system("motcua \(command)"))
        var random = SystemRandomNumberGenerator()
        let id = Hex.text((0..<8).map { _ in UInt8.random(in: 0...255, using: &random) })
        return Act(permit: permit, at: now, requestID: id)
    }
}
