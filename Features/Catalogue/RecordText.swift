import Base
import Deadlines

/// A record as the catalogue file writes it: what is stored, digested and exported. Reading it back gives the same
/// record.
extension ProcedureRecord {
    package var canonicalText: String { node.canonicalText }

    var node: JSONNode {
        var members: [(String, JSONNode.Value)] = [
            ("code", .text(code)), ("name", .text(name)), ("name_official", .text(officialName)),
            ("field", .text(field)), ("group", .text(group)), ("level_of_government", .word(levelOfGovernment)),
            ("authority", .text(authority)), ("department", .word(department)), ("audience", .word(audience)),
            ("decision", .word(decision)), ("online", .text(ProcedureWords.word(online))),
            ("channels", .texts(ProcedureWords.channels.filter { channels.contains($0.channel) }.map(\.word))),
            ("time", time.node), ("time_note", .word(time.note)), ("fee", fee.node),
            ("components", .list(components.map { JSONNode($0.node) })),
            ("results", .list(results.map { result in
                JSONNode(.members([("name", .text(result.name)), ("code", .word(result.code ?? ""))]))
            })),
            ("legal_basis", .texts(legalBasis)), ("common", .bool(isCommon)), ("source", .word(source)),
            ("source_kind", .word(sourceKind)),
            ("confidence", .members(confidence.map { ($0.key, .text($0.value.rawValue)) })),
        ]
        if !steps.isEmpty { members.append(("steps", .texts(steps))) }
        if !requirements.isEmpty { members.append(("requirements", .text(requirements))) }
        if !workflow.isEmpty {
            members.append(("internal_workflow", .list(workflow.map { step in
                JSONNode(.members([("actor", .text(step.actor)), ("h", .decimal(Double(step.minutes) / 60))]))
            })))
        }
        return JSONNode(.members(members))
    }
}

extension JSONNode.Value {
    fileprivate static func members(_ members: [(String, JSONNode.Value)]) -> JSONNode.Value {
        .object(members.map { JSONNode.Member(name: $0.0, node: JSONNode($0.1)) })
    }

    fileprivate static func texts(_ texts: [String]) -> JSONNode.Value { .list(texts.map { JSONNode(.text($0)) }) }

    /// The empty text stands for "not said".
    fileprivate static func word(_ text: String) -> JSONNode.Value { text.isEmpty ? .null : .text(text) }
}

extension ProcessingTime {
    fileprivate var node: JSONNode.Value {
        // A unit belongs to the whole; without a normal time the variants give it.
        guard let any = normal ?? remote ?? house else { return .null }
        var members: [(String, JSONNode.Value)] = [("unit", .text(ProcedureWords.word(any).unit))]
        let value = { (term: Term?) -> JSONNode.Value in
            term.map { .integer(Int64(ProcedureWords.word($0).value)) } ?? .null
        }
        members.append(("value", value(normal)))
        if remote != nil { members.append(("value_remote", value(remote))) }
        if house != nil { members.append(("value_house", value(house))) }
        return .members(members)
    }
}

extension Fee {
    fileprivate var node: JSONNode.Value {
        var members: [(String, JSONNode.Value)] = [("amount_vnd", amount.map { .integer($0.amount) } ?? .null)]
        let channels = byChannel.map { (ProcedureWords.word($0.key), JSONNode.Value.integer($0.value.amount)) }
        members.append(("by_channel", channels.isEmpty ? .null : .members(channels)))
        if isSetByProvince { members.append(("set_by", .text("HĐND tỉnh"))) }
        if !note.isEmpty { members.append(("note", .text(note))) }
        return .members(members)
    }
}

extension Component {
    fileprivate var node: JSONNode.Value {
        var members: [(String, JSONNode.Value)] = [
            ("name", .text(name)), ("kind", .text(kind.rawValue)), ("original", .integer(Int64(originals))),
            ("copy", .integer(Int64(copies))), ("form", form.map { .text($0) } ?? .null),
        ]
        if let group { members.append(("group", .text(group))) }
        return .members(members)
    }
}
