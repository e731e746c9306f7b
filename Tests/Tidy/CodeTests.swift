import Foundation
import Testing

/// What the code itself keeps to.
@Suite struct CodeTests {
    @Test func `lines are at most 120 wide`() {
        let faults = Repository.sources.flatMap { source -> [String] in
            let wide = source.file.lines.enumerated().filter { $0.element.count > 120 }
            if wide.count <= Exceptions.wideLines[source.file.path] ?? 0 { return [] }
            return wide.map { "\(source.file.path):\($0.offset + 1) has \($0.element.count)" }
        }
        expectNone(faults, "Break the line.")
    }

    @Test func `files are short`() {
        var faults: [String] = []
        for file in Repository.sources.map(\.file) where file.path != "Package.swift" {
            let limit = Exceptions.longFiles[file.path] ?? (file.path.hasPrefix("Platform/") ? 600 : 400)
            if file.lines.count > limit { faults.append("\(file.path) has \(file.lines.count) lines, over \(limit)") }
        }
        expectNone(faults, "Cut the file where its subject changes; one main type a file.")
    }

    @Test func `functions are at most 60 lines`() {
        var faults: [String] = []
        for source in Repository.sources {
            for function in Functions.inside(source.code) {
                let name = "\(source.file.path) \(function.name)"
                let limit = Exceptions.longFunctions[name] ?? 60
                if function.lineCount > limit {
                    faults.append("\(name) (line \(function.line)) has \(function.lineCount), over \(limit)")
                }
            }
        }
        expectNone(faults, "Give the parts names; a function is one thought.")
    }

    @Test func `every exception is still needed`() {
        var faults: [String] = []
        for (name, limit) in Exceptions.longFunctions {
            let parts = name.split(separator: " ").map(String.init)
            let source = Repository.sources.first { $0.file.path == parts[0] }
            let length = source.map { Functions.inside($0.code) }?.filter { $0.name == parts[1] }.map(\.lineCount).max()
            if length.map({ $0 < limit }) ?? true { faults.append("longFunctions \(name): \(length ?? 0)") }
        }
        for (path, limit) in Exceptions.longFiles {
            let length = Repository.file(path)?.lines.count ?? 0
            if length < limit { faults.append("longFiles \(path): \(length)") }
        }
        for (path, limit) in Exceptions.wideLines {
            let count = Repository.file(path)?.lines.count { $0.count > 120 } ?? 0
            if count < limit { faults.append("wideLines \(path): \(count)") }
        }
        for fault in Exceptions.declaredOnly.keys {
            let parts = fault.split(separator: " ").map(String.init)
            let target = PackageMap.here.targets.first { $0.name == parts[0] }
            if target?.dependencies.contains(parts[1]) != true { faults.append("declaredOnly \(fault)") }
        }
        expectNone(faults.sorted(), "It shrank: write the new length into Tests/Tidy/Exceptions.swift, or take it out.")
    }

    @Test func `names say the thing`() {
        let banned: [(ending: String, instead: String)] = [
            ("Manager", "what it does: Store, Runner, Stream"), ("Helper", "the name of the thing"),
            ("Util", "the subject"), ("Utils", "the subject"), ("Impl", "what is different about it"),
            ("Data", "what is in it"), ("Info", "what is in it"),
        ]
        var faults: [String] = []
        for source in Repository.sources {
            for (index, line) in source.code.lines.enumerated() {
                guard banned.contains(where: { line.contains($0.ending) }),
                    let match = line.firstMatch(of: /\b(?:struct|class|enum|actor|protocol|typealias) (\w+)/)
                else { continue }
                for word in banned where match.output.1.hasSuffix(word.ending) {
                    faults.append("\(source.file.path):\(index + 1) \(match.output.1): say \(word.instead)")
                }
            }
        }
        expectNone(faults, "Name it in the office's own words (docs/glossary.md).")
    }

    @Test func `the product neither traps nor reads the clock behind our back`() {
        let banned: [(what: String, instead: String)] = [
            ("try!", "throw on, or handle it"), ("as!", "`as?` and a guard"), ("Date()", "the Clock that is given"),
            ("Date.now", "the Clock that is given"), ("fatalError", "precondition, with what was believed"),
        ]
        var faults: [String] = []
        for source in Repository.product {
            for (index, line) in source.code.lines.enumerated() {
                for word in banned where line.contains(word.what) {
                    faults.append("\(source.file.path):\(index + 1) \(word.what): use \(word.instead)")
                }
                // `x!`, `f()!`, `a[0]!`, but neither `!x` nor `a != b`.
                if line.contains("!"), line.contains(/[\w\)\]]!(?!=)/), !line.contains("try!"), !line.contains("as!") {
                    faults.append("\(source.file.path):\(index + 1) `!`: use guard let or `??`")
                }
            }
        }
        expectNone(faults, "A person's mistake is an error, a programmer's is a precondition with a sentence.")
    }

    @Test func `package is the widest access`() {
        let wide = ["public ", "open class ", "open func ", "open var "]
        var faults: [String] = []
        for source in Repository.product {
            for (index, line) in source.code.lines.enumerated()
            where wide.contains(where: line.trimmingCharacters(in: .whitespaces).hasPrefix) {
                faults.append("\(source.file.path):\(index + 1)")
            }
        }
        expectNone(faults, "Say `package`: the product is the program, not a library.")
    }

    @Test func `what is left to do has a reason`() {
        let mark = "TO" + "DO"
        var faults: [String] = []
        for file in Repository.files where !file.path.hasPrefix("Tests/Tidy/") {
            let marks = [mark, "FIXME", "HACK"]
            for (index, line) in file.lines.enumerated() where marks.contains(where: line.contains) {
                let reason = line.firstRange(of: "\(mark): ").map { line[$0.upperBound...] } ?? ""
                if reason.split(separator: " ").count < 4 { faults.append("\(file.path):\(index + 1)") }
            }
        }
        expectNone(faults, "Do it, or write `\(mark): ` with the reason and when it can go.")
    }
}
