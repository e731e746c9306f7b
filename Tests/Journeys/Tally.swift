import Storage
import TestKit

/// What a generated test has called, as a line of the test run's log: `scripts/test` shows these lines at its end.
struct Tally {
    let name: String
    let engine: Engine
    let routes: Int
    private(set) var calls = 0

    init(_ name: String, _ engine: Engine, routes: Int) {
        (self.name, self.engine, self.routes) = (name, engine, routes)
    }

    mutating func count(_ calls: Int = 1) { self.calls += calls }

    /// Said when all is called: a test that fails before has no figure.
    func say() {
        print("tally: \(name), \(engine): \(routes) routes, \(Persona.allCases.count) people, \(calls) calls")
    }
}
