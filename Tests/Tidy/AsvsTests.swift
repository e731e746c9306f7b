import Foundation
import Testing

/// `docs/security/asvs.md` is true of this repository: nothing of the standard is left out, what a row names is there.
@Suite struct AsvsTests {
    private static let path = "docs/security/asvs.md"

    /// How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1.
    private static let sections: KeyValuePairs = [
        "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
        "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
        "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
        "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
        "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
        "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
        "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
        "17.3": 2,
    ]

    private struct Row {
        let number: String
        let state: String
        let places: String
        let proof: String
    }

    private static func rows() throws -> [Row] {
        let file = try #require(Repository.file(path))
        return file.lines.compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("| "), cells.count >= 5, cells[0].contains(/^\d+\.\d+\.\d+$/) else { return nil }
            let cut = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(number: cut[1], state: cut[4], places: cut[5], proof: cut[6])
        }
    }

    /// What stands between backticks.
    private static func spans(_ text: String) -> [String] { text.matches(of: /`([^`]+)`/).map { String($0.output.1) } }

    @Test func `every requirement of levels 1 and 2 has one row, in order`() throws {
        let wanted = Self.sections.flatMap { section, count in (1...count).map { "\(section).\($0)" } }
        #expect(try Self.rows().map(\.number) == wanted)
    }

    @Test func `every row has one of the five states, and what it needs`() throws {
        var faults: [String] = []
        for row in try Self.rows() {
            let tests = Self.spans(row.proof).filter { $0.contains(": ") }
            switch row.state {
            case "met":
                if tests.isEmpty || row.places.isEmpty { faults.append("\(row.number) names no test or no place") }
            case "met, no test": if row.places.isEmpty { faults.append("\(row.number) names no place") }
            case "partly", "not yet", "does not apply":
                if row.proof.isEmpty { faults.append("\(row.number) does not say what is missing, planned or why") }
            default: faults.append("\(row.number): “\(row.state)”")
            }
        }
        expectNone(faults, "Say where it is met and which test shows it, or what is missing.")
    }

    @Test func `every file and test that the list names is there`() throws {
        var faults: [String] = []
        for row in try Self.rows() {
            for span in Self.spans(row.places) + Self.spans(row.proof) {
                if let cut = span.range(of: ": ") {
                    if !Self.isTest(String(span[cut.upperBound...]), in: String(span[..<cut.lowerBound])) {
                        faults.append("\(row.number): no test “\(span)”")
                    }
                } else if span.contains("/") || span.hasSuffix(".md") || span.hasPrefix("Package.") {
                    if !Repository.exists(span) { faults.append("\(row.number): no file \(span)") }
                }
            }
        }
        expectNone(faults, "It was renamed or taken out: mend \(Self.path), or the test.")
    }

    /// A Swift test in the file of this name, or a function of a Python test.
    private static func isTest(_ name: String, in suite: String) -> Bool {
        let isPython = suite.hasSuffix(".py")
        return Repository.files.contains { file in
            guard file.name == (isPython ? suite : "\(suite).swift") else { return false }
            return isPython
                ? file.text.contains("def \(name)(")
                : file.text.contains("func \(name)(") || file.text.contains("func `\(name)`(")
        }
    }

    @Test func `the counts at the head are those of the rows`() throws {
        let file = try #require(Repository.file(Self.path))
        let head = file.text.prefix { $0 != "|" }.split(whereSeparator: \.isNewline).joined(separator: " ")
        let rows = try Self.rows()
        func count(_ state: String) -> Int { rows.count { $0.state == state } }
        for sentence in [
            "all \(rows.count) requirements", "\(count("met")) are met and shown by a test",
            "\(count("met, no test")) are met by a document", "\(count("partly")) partly",
            "\(count("not yet")) not yet", "\(count("does not apply")) do not apply",
        ] {
            #expect(head.contains(sentence), "The head of \(Self.path) should say: \(sentence)")
        }
    }

    // MARK: What the list says of the code at large

    @Test func `no program is started through a shell`() {
        let faults = Repository.product.flatMap { source in
            source.code.literals.filter { ["/bin/sh", "/bin/bash", "sh", "bash", "-c"].contains($0.text) }
                .map { "\(source.file.path):\($0.line) \($0.text)" }
        }
        expectNone(faults, "Start the program itself, with its arguments as a list.")
    }

    @Test func `no weak digest is asked for`() {
        // Inside HMAC, where collisions do not matter, and because authenticators know nothing else (RFC 6238).
        let codesOfDevices = "Features/Identity/TimeCode.swift"
        var faults: [String] = []
        for source in Repository.product where source.file.path != codesOfDevices {
            for (index, line) in source.code.lines.enumerated() where line.contains(/\bInsecure\.(MD5|SHA1)\b/) {
                faults.append("\(source.file.path):\(index + 1)")
            }
        }
        expectNone(faults, "Take SHA-256 (docs/security/decisions.md).")
    }

    @Test func `scripts run no text, keep nothing and write markup only from our own answers`() {
        let never = ["eval(", "new Function", "insertAdjacentHTML", "outerHTML", "localStorage", "sessionStorage",
            "indexedDB", "document.cookie", "postMessage", "importScripts"]
        // Pages and parts of pages that the server has drawn and escaped, of this origin.
        let drawnByUs = ["innerHTML": ["live.js", "recount.js"], "document.write": ["upload.js"]]
        var faults: [String] = []
        for file in Repository.files where file.path.hasSuffix(".js") && file.path.contains("/Assets/") {
            for (index, line) in file.lines.enumerated() {
                for word in never where line.contains(word) { faults.append("\(file.path):\(index + 1) \(word)") }
                for (word, files) in drawnByUs where line.contains(word) && !files.contains(file.name) {
                    faults.append("\(file.path):\(index + 1) \(word)")
                }
            }
        }
        expectNone(faults, "Use textContent, data- attributes and the server.")
    }
}
