import Access
import Storage

/// What an officer does to several dossiers of a list in one press: the ordinary deed on each of them.
package enum BulkDeed: String, Sendable, CaseIterable {
    case accept, forward, claim, assign

    var action: DossierAction {
        switch self {
        case .accept: .accept
        case .forward: .forward
        case .claim: .claim
        case .assign: .assign
        }
    }

    /// Whether it names the office that the dossiers go to.
    var needsOffice: Bool { self == .accept || self == .forward }

    /// What makes sense on a list, whoever looks at it.
    static func offered(on list: Worklist) -> [BulkDeed] {
        switch list {
        case .toAccept: [.accept]
        case .unclaimed: [.claim, .assign, .forward]
        case .mine, .dueToday, .dueSoon, .overdue, .stepOverdue, .awaitingCitizen, .toReview, .elsewhere, .legs,
            .toDecide, .toPublish, .toReturn: []
        }
    }
}

extension BulkDeed: SQLConvertible {}
