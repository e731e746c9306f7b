import Foundation
import Testing

/// What is written for people.
@Suite struct ProseTests {
    @Test func `links inside the repository lead somewhere`() {
        var faults: [String] = []
        for file in Repository.files where file.path.hasSuffix(".md") {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for match in file.text.matches(of: /\]\(([^)\s]+)\)/) {
                let target = String(match.output.1.prefix { $0 != "#" })
                if target.isEmpty || target.contains("://") || target.hasPrefix("mailto:") { continue }
                let path = target.hasPrefix("/") ? String(target.dropFirst()) : "\(folder)/\(target)"
                if !Repository.exists(path) { faults.append("\(file.path): \(target)") }
            }
        }
        expectNone(faults, "Mend the link.")
    }

    /// Written in halves, or this file would break its own rule.
    private static let ofOneMachine: [String] = [
        "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/", "/opt/sw" + "ift", "py" + "pi.org", "npm" + "js.",
        "proxy.gol" + "ang", "crates" + ".io", "file://" + "/",
    ]

    @Test func `nothing depends on one machine or one package registry`() {
        var faults: [String] = []
        for file in Repository.files {
            for (index, line) in file.lines.enumerated() {
                for part in Self.ofOneMachine where line.contains(part) {
                    faults.append("\(file.path):\(index + 1) \(part)")
                }
            }
        }
        expectNone(faults, "Take the path from the environment or an argument; let the package tools know their hosts.")
    }

    @Test func `every decision says what was decided and why`() {
        var faults: [String] = []
        for file in Repository.files
        where file.path.hasPrefix("docs/decisions/") && file.name != "README.md" {
            for heading in ["## Decision", "## Why", "## Price"] where !file.text.contains(heading) {
                faults.append("\(file.path) has no \(heading)")
            }
        }
        expectNone(faults, "Half a page: what was decided, why, what it costs and what would change our mind.")
    }
}
