/// The shared parts of all pages: functions from values to `HTML`. What a part says itself comes from the strings that
/// it is given. The pieces that hold what a person typed are methods of `FormView`.
package enum Components {}

/// What a thing means, said in words first; colour and shape follow.
package enum Tone: String, CaseIterable, Sendable {
    /// Nothing to do about it.
    case neutral
    /// In work.
    case info
    case good
    /// Soon due, or something to look at.
    case warn
    /// Overdue, refused, failed.
    case late
}

/// How strongly a button calls.
package enum ButtonKind: String, CaseIterable, Sendable {
    /// The one main action of a page.
    case primary
    case secondary
    /// Destroys something: ask first, with the thing's name.
    case danger
    /// Looks like a link.
    case plain
}
