import Base

/// How a value is answered: each member with its kind and where it comes from. The document and the answer are made
/// from the same list.
package struct APIShape<Value>: Sendable {
    package let object: APIObject
    private let fields: [APIField<Value>]

    package init(_ name: String, _ about: String, _ fields: [APIField<Value>]) {
        object = APIObject(name, about, fields.map(\.member))
        self.fields = fields
    }

    package var schema: APISchema { .object(object) }

    package func node(_ value: Value) -> JSONNode {
        JSONNode(.object(fields.map { JSONNode.Member(name: $0.member.name, node: $0.write(value)) }))
    }
}

/// One member of a shape. Members are always written; what is not known is null.
package struct APIField<Value>: Sendable {
    let member: APIObject.Member
    let write: @Sendable (Value) -> JSONNode

    /// A plain value, whose kind follows from its type.
    package static func value<Plain: APIValue>(
        _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Plain
    ) -> APIField {
        APIField(member: .required(name, Plain.apiSchema, about)) { read($0).apiNode }
    }

    package static func part<Part>(
        _ name: String, _ about: String, _ shape: APIShape<Part>, _ read: @escaping @Sendable (Value) -> Part
    ) -> APIField {
        APIField(member: .required(name, shape.schema, about)) { shape.node(read($0)) }
    }

    package static func optionalPart<Part>(
        _ name: String, _ about: String, _ shape: APIShape<Part>, _ read: @escaping @Sendable (Value) -> Part?
    ) -> APIField {
        APIField(member: .required(name, .optional(shape.schema), about)) { value in
            read(value).map(shape.node) ?? JSONNode(.null)
        }
    }

    package static func parts<Part>(
        _ name: String, _ about: String, _ shape: APIShape<Part>, _ read: @escaping @Sendable (Value) -> [Part]
    ) -> APIField {
        APIField(member: .required(name, .list(shape.schema), about)) { JSONNode(.list(read($0).map(shape.node))) }
    }
}

/// A plain value that the API can answer with.
package protocol APIValue: SendableMetatype {
    static var apiSchema: APISchema { get }
    var apiNode: JSONNode { get }
}

extension String: APIValue {
    package static var apiSchema: APISchema { .text() }
    package var apiNode: JSONNode { JSONNode(.text(self)) }
}

extension Int: APIValue {
    package static var apiSchema: APISchema { .integer(-9_007_199_254_740_991...9_007_199_254_740_991) }
    package var apiNode: JSONNode { JSONNode(.integer(Int64(self))) }
}

extension Int64: APIValue {
    package static var apiSchema: APISchema { Int.apiSchema }
    package var apiNode: JSONNode { JSONNode(.integer(self)) }
}

extension Double: APIValue {
    package static var apiSchema: APISchema { .number }
    package var apiNode: JSONNode { JSONNode(.decimal(self)) }
}

extension Bool: APIValue {
    package static var apiSchema: APISchema { .bool }
    package var apiNode: JSONNode { JSONNode(.bool(self)) }
}

extension Instant: APIValue {
    package static var apiSchema: APISchema { .moment }
    package var apiNode: JSONNode { JSONNode(.text(iso8601)) }
}

extension LocalDate: APIValue {
    package static var apiSchema: APISchema { .date }
    package var apiNode: JSONNode { JSONNode(.text(iso8601)) }
}

extension ID: APIValue {
    package static var apiSchema: APISchema { .id }
    package var apiNode: JSONNode { JSONNode(.text(description)) }
}

extension Optional: APIValue where Wrapped: APIValue {
    package static var apiSchema: APISchema { .optional(Wrapped.apiSchema) }
    package var apiNode: JSONNode { self?.apiNode ?? JSONNode(.null) }
}

extension Array: APIValue where Element: APIValue {
    package static var apiSchema: APISchema { .list(Element.apiSchema) }
    package var apiNode: JSONNode { JSONNode(.list(map(\.apiNode))) }
}

extension Dictionary: APIValue where Key == String, Value: APIValue {
    package static var apiSchema: APISchema { .map(Value.apiSchema) }
    package var apiNode: JSONNode {
        JSONNode(.object(sorted { $0.key < $1.key }.map { JSONNode.Member(name: $0.key, node: $0.value.apiNode) }))
    }
}

/// An enumeration answers with its word; it only has to say that it is one of the API's.
extension APIValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    package static var apiSchema: APISchema { .word(allCases.map(\.rawValue)) }
    package var apiNode: JSONNode { JSONNode(.text(rawValue)) }
}
