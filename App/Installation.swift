import Base

/// What this data is: a real commune's, or a demonstration that every page must say it is.
package struct Installation: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case real
        /// Made by `motcua demo` or `motcua simulate` from a seed; `profile` names the season that was played.
        case demo(seed: Int, dossiers: Int, profile: String = "")
    }

    package let kind: Kind
    package let at: Instant
    /// False while `motcua demo` fills it, and for ever when that was interrupted.
    package let isWhole: Bool

    package init(kind: Kind, at instant: Instant, isWhole: Bool) {
        self.kind = kind
        at = instant
        self.isWhole = isWhole
    }

    package var isDemo: Bool {
        switch kind {
        case .real: false
        case .demo: true
        }
    }
}
