import App
import Testing
import Web

/// Whoever adds a door to a dossier is tested here without writing a line: a look through it is written down.
@Suite struct ReadingTests {
    @Test func `every door that shows a dossier says so, and is in the log of readings`() {
        let silent = Features.all.flatMap(\.routes).filter { route in
            // A listening page is told that something has changed, not what.
            guard route.reading == nil, !route.isQuiet else { return false }
            // A page that refuses a form draws the record again; what a program has done is in the journal.
            if route.path.hasPrefix("/api/v1/dossiers") { return route.method == .get }
            switch Reach.shelf(of: route) {
            case .dossierOfCommune, .dossierOfFiler, .mandateOfCommune: return true
            case .draft, .mandateOfAgent, .organisation, .official, .review, .receiver, .notice, .procedure, .synonym,
                .job, .layout, .provider, .incident, .rightsRequest, .purge, .hold, nil:
                return false
            }
        }.map(\.path)
        #expect(silent.isEmpty, "Say `.reads(…)` of these routes:\n\(silent.joined(separator: "\n"))")
    }

    @Test func `doors to logs, registers and searches are in the log of readings`() {
        let paths = [
            "/quan-tri/nhat-ky", "/quan-tri/nhat-ky-truy-cap", "/so-theo-doi", "/tim-ho-so", "/ho-so-ngoai",
            "/ban-lam-viec", "/ky-duyet", "/bang-giam-doc", "/bang-giam-doc/ho-so", "/uy-quyen",
            "/quan-tri/nhat-ky/kiem-tra", "/quan-tri/yeu-cau-du-lieu",
        ]
        let reading = Set(Features.all.flatMap(\.routes).filter { $0.reading != nil }.map(\.path))
        #expect(Set(paths).subtracting(reading).isEmpty)
    }
}
