import Testing

/// Reports each fault on its own line, with what to do about it.
func expectNone(_ faults: [String], _ advice: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let shown = faults.prefix(40).joined(separator: "\n  ")
    let more = faults.count > 40 ? "\n  … and \(faults.count - 40) more" : ""
    #expect(faults.isEmpty, "\(advice)\n  \(shown)\(more)", sourceLocation: sourceLocation)
}
