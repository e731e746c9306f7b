import Catalogue
import Deadlines

/// The procedures that invented dossiers are filed under, by field and channel. Common ones come up more often.
struct ProcedureShelf: Sendable {
    struct Choice: Sendable {
        let procedure: Procedure
        let term: Term
        let weight: Int
    }

    private struct Key: Hashable {
        let field: String
        let channel: Channel
    }

    /// Dossiers of more papers are rare, and each would be scanned.
    private static let papersMax = 6
    private static let commonWeight = 12

    private let choices: [Key: [Choice]]

    /// - Parameter isRemote: whether the longer terms of remote places hold.
    init(_ procedures: [Procedure], isRemote: Bool) {
        var choices: [Key: [Choice]] = [:]
        // In one order on every engine: which one is chosen must not depend on how a database sorts.
        for procedure in procedures.sorted(by: { $0.code < $1.code }) where !procedure.isWithdrawn {
            let papers = procedure.components.count(where: { $0.kind == .submit })
            guard (1...Self.papersMax).contains(papers), let term = procedure.time.term(remote: isRemote)
            else { continue }
            let choice = Choice(procedure: procedure, term: term, weight: procedure.isCommon ? Self.commonWeight : 1)
            if procedure.isFiledOnline {
                choices[Key(field: procedure.field, channel: .online), default: []].append(choice)
            }
            if procedure.channels.contains(.counter) {
                choices[Key(field: procedure.field, channel: .counter), default: []].append(choice)
            }
        }
        self.choices = choices
    }

    /// What may be filed so; empty for a field that this catalogue does not offer by this channel.
    func choices(of field: String, by channel: Channel) -> [Choice] {
        choices[Key(field: field, channel: channel)] ?? []
    }
}
