import Base
import Deadlines

/// Tạm dừng tính thời gian: the clock of a dossier stands while somebody else has something to do - the person pays, a
/// notice hangs, a survey is made, a council meets.
package struct DossierStop: Sendable, Equatable {
    /// From 1, in the order in which they began.
    package let number: Int
    package let ground: Stop.Ground
    /// The duty in words, or the article that lets the clock stand.
    package let basis: String
    package let from: Instant
    /// Nil while it still stands.
    package internal(set) var to: Instant?
    /// Where the dossier stood and goes back to.
    package let goesBackTo: DossierState
    /// What was shown at its end: the number of the tax receipt, the minutes.
    package internal(set) var proof: String

    /// The grounds for which an office may let the clock stand; supplements and duties have ways of their own.
    package static let groundsToChoose: [Stop.Ground] = [.posting, .survey, .council]

    var stop: Stop { Stop(from: from, to: to, ground: ground, basis: basis.isEmpty ? nil : basis) }
}

/// What the time limit of one dossier rests on beside its term and its acceptance.
package struct ClockRecord: Sendable, Equatable {
    package var supplements: [Supplement] = []
    package var stops: [DossierStop] = []
    package var extended: Extension?

    /// As the deadline engine takes them; a supplement before acceptance takes nothing from the time limit.
    var counted: [Stop] {
        supplements.compactMap { supplement in
            supplement.effect.map {
                Stop(from: supplement.askedAt, to: supplement.answeredAt, ground: .supplement, effect: $0)
            }
        } + stops.map(\.stop)
    }
}
