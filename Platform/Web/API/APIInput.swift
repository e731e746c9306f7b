import Base

/// A JSON object or a query that has been checked against its description: reading a member gives its value or nothing,
/// never a wrong kind.
package struct APIInput: Sendable {
    private let object: APIObject
    private let node: JSONNode

    /// - Throws: `invalid-form` with every fault.
    init(_ node: JSONNode, _ object: APIObject) throws(Problem) {
        let faults = APISchema.object(object).faults(in: node)
        guard faults.isEmpty else { throw .invalid(faults) }
        self.init(checked: node, object)
    }

    private init(checked node: JSONNode, _ object: APIObject) {
        self.node = node
        self.object = object
    }

    /// The names that were sent.
    package var names: [String] {
        guard case .object(let members) = node.value else { return [] }
        return members.map(\.name)
    }

    package func has(_ name: String) -> Bool { member(name) != nil }

    /// Tidied as the text of forms is: NFC, no control characters, no space around. Empty when it was not sent.
    package func text(_ name: String) -> String { FormText.tidied(member(name)?.text ?? "") }

    package func integer(_ name: String) -> Int? { member(name)?.wholeNumber }

    package func bool(_ name: String) -> Bool? {
        guard case .bool(let flag)? = member(name)?.value else { return nil }
        return flag
    }

    package func date(_ name: String) -> LocalDate? { member(name)?.text.flatMap { LocalDate(iso8601: $0) } }

    package func id<Subject>(_ name: String) -> ID<Subject>? { member(name)?.text.flatMap { ID<Subject>($0) } }

    package func ids<Subject>(_ name: String) -> [ID<Subject>] {
        member(name)?.list?.compactMap { $0.text.flatMap { ID<Subject>($0) } } ?? []
    }

    package func word<Word: RawRepresentable>(_ name: String, _: Word.Type = Word.self) -> Word?
    where Word.RawValue == String { member(name)?.text.flatMap { Word(rawValue: $0) } }

    package func part(_ name: String) -> APIInput? {
        guard case .object(let inner)? = object.member(name)?.schema else { return nil }
        return member(name).map { APIInput(checked: $0, inner) }
    }

    package func parts(_ name: String) -> [APIInput] {
        guard case .list(.object(let inner), _)? = object.member(name)?.schema else { return [] }
        return member(name)?.list?.map { APIInput(checked: $0, inner) } ?? []
    }

    /// - Precondition: the description has the member, so that nothing is read which is not documented.
    private func member(_ name: String) -> JSONNode? {
        precondition(object.member(name) != nil, "\(object.name) does not describe \(name)")
        return node[name]
    }
}
