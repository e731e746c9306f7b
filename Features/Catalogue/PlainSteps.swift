import Assets
import Base
import Web

/// Short steps of our own for each family of procedures, for the records that publish none.
package enum PlainSteps {
    /// The steps to show: the record's own, else ours for its group, in the language where we have them.
    package static func steps(for procedure: Procedure, in language: Language) -> [String] {
        guard procedure.steps.isEmpty else { return procedure.steps }
        let steps = language == .english ? english : vietnamese
        return steps[procedure.group] ?? steps["default"] ?? []
    }

    private static let vietnamese = read("steps-vi")
    private static let english = read("steps-en")

    private static func read(_ name: String) -> [String: [String]] {
        guard let node = try? JSONReader.read(Assets.bytes(of: "Features/Catalogue/Data/\(name).json")),
            case .object(let members) = node.value
        else { return [:] }
        return Dictionary(members.map { ($0.name, $0.node.list?.compactMap(\.text) ?? []) }) { first, _ in first }
    }
}
