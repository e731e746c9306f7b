/// What kind of browser a session was begun with, as far as it says so itself: enough for its owner to know it again,
/// and too little to follow anybody by.
package struct Device: Sendable, Equatable {
    package enum Program: String, Sendable, CaseIterable {
        case zalo, edge, opera, samsung, firefox, chrome, safari, other
        case cocCoc = "coc-coc"
    }

    package enum System: String, Sendable, CaseIterable {
        case iphone, ipad, windows, chromebook, linux, mac, other
        case androidPhone = "android-phone"
        case androidTablet = "android-tablet"
    }

    package let program: Program
    package let system: System

    package static let unknown = Device(program: .other, system: .other)

    package init(program: Program, system: System) {
        self.program = program
        self.system = system
    }

    /// - Parameter agent: the header `User-Agent`. Browsers name those whom they descend from as well, so the
    ///   youngest is looked for first.
    package init(agent: String?) {
        let agent = agent ?? ""
        let programs: [(mark: String, program: Program)] = [
            ("Zalo", .zalo), ("coc_coc_browser", .cocCoc), ("Edg", .edge), ("OPR/", .opera), ("OPT/", .opera),
            ("SamsungBrowser", .samsung), ("Firefox/", .firefox), ("FxiOS/", .firefox), ("Chrome/", .chrome),
            ("CriOS/", .chrome), ("Safari/", .safari),
        ]
        let systems: [(mark: String, system: System)] = [
            ("iPhone", .iphone), ("iPad", .ipad), ("Windows", .windows),
            ("Android", agent.contains("Mobile") ? .androidPhone : .androidTablet), ("CrOS", .chromebook),
            ("Macintosh", .mac), ("Linux", .linux),
        ]
        program = programs.first { agent.contains($0.mark) }?.program ?? .other
        system = systems.first { agent.contains($0.mark) }?.system ?? .other
    }

    /// How the table holds it.
    init(word: String) {
        let parts = word.split(separator: " ").map(String.init)
        program = parts.first.flatMap(Program.init) ?? .other
        system = parts.last.flatMap(System.init) ?? .other
    }

    var word: String { "\(program.rawValue) \(system.rawValue)" }
}

extension Device.Program {
    /// The name that it has in every language; nil for one that we do not know.
    package var name: String? {
        switch self {
        case .zalo: "Zalo"
        case .cocCoc: "Cốc Cốc"
        case .edge: "Edge"
        case .opera: "Opera"
        case .samsung: "Samsung Internet"
        case .firefox: "Firefox"
        case .chrome: "Chrome"
        case .safari: "Safari"
        case .other: nil
        }
    }
}
