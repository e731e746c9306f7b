import Storage

/// Trạng thái hồ sơ in the numbers of the national portal (handbook 1.2).
package enum ExternalStatus: Int, Sendable, CaseIterable {
    case exchanged = 0
    case registered, accepted, refused, processing, awaitingSupplement, awaitingDuty, withdrawn, stopped, resolved
    case returned

    /// How far along the way it is; states that a dossier goes to and fro between are equally far.
    var rank: Int {
        switch self {
        case .registered: 0
        case .accepted: 1
        case .exchanged, .processing, .awaitingSupplement, .awaitingDuty: 2
        case .refused, .withdrawn, .stopped, .resolved: 3
        case .returned: 4
        }
    }

    /// The agency still has something to do.
    package var isOpen: Bool {
        switch self {
        case .exchanged, .registered, .accepted, .processing, .awaitingSupplement, .awaitingDuty: true
        case .refused, .withdrawn, .stopped, .resolved, .returned: false
        }
    }

    /// The time limit does not run.
    package var isClockStanding: Bool { self == .awaitingSupplement || self == .awaitingDuty }
}
