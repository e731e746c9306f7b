import Assets
import Base
import Deadlines
import Identity

/// Ways that provinces have published, as models to take over, with their examples: `Data/workflows.json`.
package struct BuiltInWorkflow: Sendable, Equatable {
    package let procedureCode: String
    package let name: String
    package let term: Term
    /// The decision that it was published in.
    package let source: String
    package let steps: [WorkflowStep]
    package let examples: [WorkflowExample]

    package static let all: [BuiltInWorkflow] = {
        do {
            return try read(Assets.bytes(of: "Features/Workflows/Data/workflows.json"))
        } catch {
            preconditionFailure("the workflows in the executable cannot be read: \(error)")
        }
    }()

    /// - Throws: `workflow-unreadable` with the line.
    static func read(_ bytes: [UInt8]) throws(Problem) -> [BuiltInWorkflow] {
        let root: JSONNode
        do { root = try JSONReader.read(bytes) } catch { throw unreadable(error.line) }
        var out: [BuiltInWorkflow] = []
        for node in root.list ?? [] { out.append(try workflow(node)) }
        return out
    }

    private static func workflow(_ node: JSONNode) throws(Problem) -> BuiltInWorkflow {
        guard let code = node["procedure"]?.text, let name = node["name"]?.text, let source = node["source"]?.text,
            let term = node["term"]?.text.flatMap({ Term(code: $0) })
        else { throw unreadable(node.line) }
        var (steps, examples): ([WorkflowStep], [WorkflowExample]) = ([], [])
        for step in node["steps"]?.list ?? [] { steps.append(try self.step(step)) }
        for example in node["examples"]?.list ?? [] { examples.append(try self.example(example, term)) }
        return BuiltInWorkflow(procedureCode: code, name: name, term: term, source: source, steps: steps,
            examples: examples)
    }

    private static func step(_ node: JSONNode) throws(Problem) -> WorkflowStep {
        guard let stage = node["stage"]?.text.flatMap(WorkflowStage.init(rawValue:)), let name = node["name"]?.text,
            let office = node["office"]?.text.flatMap(Office.Kind.init(rawValue:)),
            let hours = node["hours"]?.integer.flatMap({ Int(exactly: $0) })
        else { throw unreadable(node.line) }
        return WorkflowStep(stage: stage, name: name, office: office, hours: hours)
    }

    private static func example(_ node: JSONNode, _ term: Term) throws(Problem) -> WorkflowExample {
        var route: [WorkflowExample.Station] = []
        for station in node["route"]?.list ?? [] {
            guard let stage = station["stage"]?.text.flatMap(WorkflowStage.init(rawValue:)),
                let due = station["due"]?.text.flatMap({ Instant(iso8601: $0) })
            else { throw unreadable(station.line) }
            route.append(WorkflowExample.Station(stage: stage, due: due))
        }
        guard let name = node["name"]?.text, let due = node["due"]?.text.flatMap({ Instant(iso8601: $0) }),
            let accepted = node["accepted"]?.text.flatMap({ Instant(iso8601: $0) }), let result = node["result"]?.text
        else { throw unreadable(node.line) }
        return WorkflowExample(name: name, acceptedAt: accepted, term: term, route: route, due: due,
            fee: node["fee"]?.integer.flatMap { Int(exactly: $0) }, result: result)
    }

    private static func unreadable(_ line: Int) -> Problem {
        Problem("workflow-unreadable", status: 422, arguments: ["line": "\(line)"])
    }
}
