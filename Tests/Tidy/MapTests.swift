import Foundation
import Testing

/// The map of the house: targets, what they import, and what is written about them.
@Suite struct MapTests {
    /// Come with Swift or the system.
    private static let always: Set = [
        "CoreFoundation", "Dispatch", "Foundation", "Glibc", "Synchronization", "Testing",
    ]

    private func imports(of target: PackageMap.Target) -> [String: String] {
        var found: [String: String] = [:]
        let tests = "\(target.folder)/Tests/"
        for source in Repository.sources where source.file.path.hasPrefix("\(target.folder)/") {
            if !target.isTest, source.file.path.hasPrefix(tests) { continue }
            for line in source.code.lines {
                let words = line.split(separator: " ").map(String.init)
                guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy({ $0.hasPrefix("@") }),
                    let name = words.last?.split(separator: ".").first, words.count - at <= 3
                else { continue }
                found[String(name)] = source.file.path
            }
        }
        return found
    }

    private func isPlaceholder(_ target: PackageMap.Target) -> Bool {
        let sources = Repository.product.filter { $0.file.path.hasPrefix("\(target.folder)/") }
        return sources.allSatisfy { source in source.code.lines.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    }

    @Test func `the reader of the map sees every target`() {
        let targets = PackageMap.here.targets
        #expect(targets.count > 20)
        #expect(targets.contains { $0.name == "Base" && $0.dependencies.isEmpty })
        #expect(targets.first { $0.name == "Paper" }?.dependencies == ["Base", "CPango", "CQREncode"])
        #expect(targets.contains { $0.name == "TidyTests" && $0.isTest })
    }

    @Test func `what a target imports is what it declares`() {
        var faults: [String] = []
        for target in PackageMap.here.targets {
            for (name, path) in imports(of: target)
            where !Self.always.contains(name) && !target.dependencies.contains(name) {
                faults.append("\(target.name) imports \(name) without declaring it (\(path))")
            }
        }
        // An undeclared import compiles by luck, and then a change in it does not rebuild the importer
        // (swift-package-manager issue 10483).
        expectNone(faults.sorted(), "Declare the dependency in Package.swift, if the direction allows it.")
    }

    @Test func `what a target declares it imports`() {
        var faults: [String] = []
        for target in PackageMap.here.targets where !isPlaceholder(target) {
            let found = imports(of: target)
            for name in target.dependencies where found[name] == nil {
                let fault = "\(target.name) \(name)"
                if Exceptions.declaredOnly[fault] == nil { faults.append(fault) }
            }
        }
        expectNone(faults.sorted(), "Take the dependency out of Package.swift: nothing imports it.")
    }

    @Test func `the platform knows no feature, and leaves the spine in its order`() {
        let features = Set(Repository.folders(in: "Features"))
        let spine = ["Identity", "Catalogue", "Files", "Dossiers"]
        var faults: [String] = []
        for target in PackageMap.here.targets where !target.isTest {
            if target.folder.hasPrefix("Platform/") {
                faults += target.dependencies.intersection(features).map { "\(target.name) → \($0)" }
            }
            if let place = spine.firstIndex(of: target.name) {
                faults += target.dependencies.intersection(spine[place...]).map { "\(target.name) → \($0)" }
            }
        }
        expectNone(faults.sorted(), "Turn the dependency round: say it by a journal entry, or pass a value.")
    }

    private static let pure: [String: Set<String>] = [
        "Base": [], "Deadlines": ["Assets", "Base"], "Paper": ["Base", "CPango", "CQREncode"],
    ]

    @Test(arguments: ["Base", "Deadlines", "Paper"])
    func `a pure target imports nothing that could read a database or a clock`(name: String) throws {
        let allowed = try #require(Self.pure[name])
        let target = try #require(PackageMap.here.targets.first { $0.name == name })
        let found = Set(imports(of: target).keys).subtracting(Self.always)
        expectNone(found.subtracting(allowed).sorted(), "\(name) is values in, values out: pass in what it needs.")
    }

    @Test func `the map in ARCHITECTURE.md is the map in the package`() throws {
        let text = try #require(Repository.file("ARCHITECTURE.md")).text
        let rows = text.matches(of: /(?m)^\| `(\w+)` \|([^|]*)\|/)
        let written = Dictionary(rows.map { row in
            (String(row.output.1), Set(row.output.2.matches(of: /\w+/).map { String($0.output) }))
        }) { first, _ in first }
        let ours = Set(PackageMap.here.targets.map(\.name))
        var faults: [String] = []
        for target in PackageMap.here.targets where !target.isTest {
            guard let listed = written[target.name] else {
                faults.append("\(target.name) is missing")
                continue
            }
            let declared = target.dependencies.intersection(ours)
            if listed != declared { faults.append("\(target.name): `\(declared.sorted().joined(separator: " "))`") }
        }
        faults += Set(written.keys).subtracting(ours).map { "\($0) is no target" }
        expectNone(faults.sorted(), "Write the map in ARCHITECTURE.md as Package.swift has it:")
    }

    @Test func `every feature says what it is for, and has tests`() {
        var faults: [String] = []
        for feature in Repository.folders(in: "Features") {
            let folder = "Features/\(feature)"
            if let readme = Repository.file("\(folder)/README.md") {
                if readme.lines.count > 60 { faults.append("\(folder)/README.md is longer than 60 lines") }
            } else {
                faults.append("\(folder)/README.md is missing")
            }
            if !PackageMap.here.targets.contains(where: { $0.name == "\(feature)Tests" }) {
                faults.append("\(folder)/Tests is not a test target")
            }
        }
        expectNone(faults, "Say for whom, which law, which tables and entries; test what the feature promises.")
    }
}
