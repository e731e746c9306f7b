import Base

/// Which line of asking a door belongs to, where it is one that somebody could exhaust or harvest by machine. Most
/// doors are in none: pages that are kept ready, forms with throttles of their own.
package enum Pace: String, CaseIterable, Sendable {
    /// What is worked out for whoever asks: search, suggestions, figures, papers drawn on demand.
    case search
    /// Questions by a code that somebody was given: a dossier's, a receipt's.
    case lookUp = "look-up"
    /// Programs: every operation of the API, and other servers that call.
    case program
}

/// How fast each line may be asked by one source. A person never meets them; an installation may choose others, but
/// none is ever off.
package struct Paces: Sendable, Equatable {
    /// From one network, or by one account: a whole commune may stand behind one address (NAT, CGNAT).
    package var search: PaceRule
    /// The same. Wrong ones are counted by their own, stricter rule where they are answered.
    package var lookUps: PaceRule
    /// By one account with all its tokens; without a token from one network.
    package var programs: PaceRule

    package init(searchPerMinute: Int = 1200, lookUpsPerMinute: Int = 120, programsPerMinute: Int = 1200) {
        search = PaceRule(perMinute: searchPerMinute)
        lookUps = PaceRule(perMinute: lookUpsPerMinute)
        programs = PaceRule(perMinute: programsPerMinute)
    }

    func rule(_ pace: Pace) -> PaceRule {
        switch pace {
        case .search: search
        case .lookUp: lookUps
        case .program: programs
        }
    }
}

extension Route {
    /// The same door, in a line of asking.
    /// - Precondition: it takes no files: what was sent too fast is sent again from a page, which cannot keep them.
    package func paced(_ pace: Pace) -> Route {
        switch body {
        case .none, .form, .json: break
        case .files, .file: preconditionFailure("\(path) takes files")
        }
        var route = self
        route.ownPace = pace
        return route
    }

    /// Nil for a door that anybody may ask as often as they like.
    var pace: Pace? { api == nil ? ownPace : .program }
}
