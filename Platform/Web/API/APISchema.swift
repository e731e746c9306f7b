import Base

/// What a value of the API may be: the one description from which a request is checked, an answer is written and the
/// OpenAPI document is made, so that the three cannot drift apart.
package indirect enum APISchema: Sendable {
    /// Length in characters (Unicode scalars, as JSON Schema counts); nil: no upper bound.
    case text(min: Int = 0, max: Int? = nil)
    /// One of these words.
    case word([String])
    /// A UUID in its canonical form.
    case id
    /// `2026-11-23`
    case date
    /// `2026-11-23T09:00:00+07:00`
    case moment
    case integer(ClosedRange<Int>)
    case number
    case bool
    case list(APISchema, max: Int? = nil)
    case object(APIObject)
    /// May be null.
    case optional(APISchema)
    /// Names that are not known beforehand, all with this kind of value.
    case map(APISchema)

    /// Counts and numbers of answers.
    package static let count = APISchema.integer(0...9_007_199_254_740_991)
}

/// An object of the API with its members, under the name that the OpenAPI document knows it by.
package struct APIObject: Sendable {
    package struct Member: Sendable {
        let name: String
        let schema: APISchema
        let isRequired: Bool
        let about: String

        package static func required(_ name: String, _ schema: APISchema, _ about: String) -> Member {
            Member(name: name, schema: schema, isRequired: true, about: about)
        }

        package static func optional(_ name: String, _ schema: APISchema, _ about: String) -> Member {
            Member(name: name, schema: schema, isRequired: false, about: about)
        }
    }

    let name: String
    let about: String
    let members: [Member]

    /// - Precondition: no member twice.
    package init(_ name: String, _ about: String, _ members: [Member]) {
        precondition(Set(members.map(\.name)).count == members.count, "a member of \(name) stands twice")
        self.name = name
        self.about = about
        self.members = members
    }

    func member(_ name: String) -> Member? { members.first { $0.name == name } }
}

extension APISchema {
    /// What is told of one request at most.
    static let faultsMax = 50

    /// All that is wrong with a value, each fault under its path: `applicant.name`, `papers[2].component`.
    package func faults(in node: JSONNode, at path: String = "") -> [FieldFault] {
        switch (self, node.value) {
        case (.optional, .null): return []
        case (.optional(let inner), _): return inner.faults(in: node, at: path)
        case (.text(let min, let max), .text(let text)):
            let length = text.unicodeScalars.count
            guard length < min || max.map({ length > $0 }) ?? false else { return [] }
            return [FieldFault(path, "api.length", ["min": "\(min)", "max": max.map { "\($0)" } ?? "∞"])]
        case (.word(let words), .text(let text)):
            return words.contains(text) ? [] : [FieldFault(path, "api.word", ["words": words.joined(separator: ", ")])]
        case (.id, .text(let text)):
            return ID<Never>(text) == nil ? [FieldFault(path, "api.id")] : []
        case (.date, .text(let text)):
            return LocalDate(iso8601: text) == nil ? [FieldFault(path, "api.date")] : []
        case (.moment, .text(let text)):
            return Instant(iso8601: text) == nil ? [FieldFault(path, "api.moment")] : []
        case (.integer(let range), _):
            guard let number = node.wholeNumber else { return [wrongType(path)] }
            let bounds = ["min": "\(range.lowerBound)", "max": "\(range.upperBound)"]
            return range.contains(number) ? [] : [FieldFault(path, "api.range", bounds)]
        case (.number, .integer), (.number, .decimal), (.bool, .bool): return []
        case (.list(let item, let max), .list(let nodes)):
            if let max, nodes.count > max { return [FieldFault(path, "api.count", ["max": "\(max)"])] }
            return Array(nodes.enumerated().lazy.flatMap { item.faults(in: $1, at: "\(path)[\($0)]") }
                .prefix(Self.faultsMax))
        case (.map(let item), .object(let members)):
            return members.flatMap { item.faults(in: $0.node, at: Self.path(path, $0.name)) }
        case (.object(let object), .object(let members)): return object.faults(in: members, at: path)
        case (.text, _), (.word, _), (.id, _), (.date, _), (.moment, _), (.number, _), (.bool, _), (.list, _),
            (.object, _), (.map, _):
            return [wrongType(path)]
        }
    }

    private func wrongType(_ path: String) -> FieldFault { FieldFault(path, "api.type", ["type": typeWord]) }

    fileprivate static func path(_ outer: String, _ name: String) -> String {
        outer.isEmpty ? name : "\(outer).\(name)"
    }

    /// The word of JSON Schema for the kind of value.
    var typeWord: String {
        switch self {
        case .text, .word, .id, .date, .moment: "string"
        case .integer: "integer"
        case .number: "number"
        case .bool: "boolean"
        case .list: "array"
        case .object, .map: "object"
        case .optional(let inner): inner.typeWord
        }
    }
}

extension APIObject {
    fileprivate func faults(in given: [JSONNode.Member], at path: String) -> [FieldFault] {
        var faults: [FieldFault] = []
        for member in members where member.isRequired && !given.contains(where: { $0.name == member.name }) {
            faults.append(FieldFault(APISchema.path(path, member.name), "api.missing"))
        }
        for one in given {
            guard faults.count < APISchema.faultsMax else { break }
            let place = APISchema.path(path, String(one.name.prefix(100)))
            if let member = member(one.name) {
                faults += member.schema.faults(in: one.node, at: place)
            } else {
                faults.append(FieldFault(place, "api.unknown"))
            }
        }
        return Array(faults.prefix(APISchema.faultsMax))
    }
}

extension JSONNode {
    /// JSON Schema counts 5.0 among the integers.
    var wholeNumber: Int? {
        switch value {
        case .integer(let number): Int(exactly: number)
        case .decimal(let number): Int(exactly: number)
        case .null, .bool, .text, .list, .object: nil
        }
    }
}
