import Access
import Base
import Dossiers
import Storage

/// Why somebody looked at a dossier, as far as the program can know: how the reader stands to it at that moment.
package enum ReadGround: String, Sendable, CaseIterable, SQLConvertible {
    /// Người đang giữ hồ sơ, or who works in the holder's place.
    case holder
    /// Phòng, bộ phận đang xử lý: the office or the agency whose step it is, the counter before there is an office.
    case step
    /// Lãnh đạo: signs, or runs the centre.
    case leader
    /// None of these: found by a search or a list.
    case search
    /// The person's own papers.
    case own
    /// Looking after what others did and read.
    case oversight

    /// - Parameter dossier: nil for what is no single dossier.
    init(for dossier: Dossier?, by caller: Caller) {
        guard let staff = caller.staff else {
            self = .own
            return
        }
        guard let dossier else {
            self = .search
            return
        }
        if dossier.assignee == staff.account || staff.standsIn(for: dossier.assignee) != nil {
            self = .holder
        } else if Self.isStep(of: staff, dossier) {
            self = .step
        } else if !staff.roles.isDisjoint(with: [.leader, .centreDirector, .centreDeputy]) {
            self = .leader
        } else {
            self = .search
        }
    }

    private static func isStep(of staff: StaffCaller, _ dossier: Dossier) -> Bool {
        if dossier.legAgency == staff.agency, dossier.legAgency != nil { return true }
        guard staff.agency == dossier.agency || staff.agency == dossier.receivingAgency else { return false }
        guard let office = dossier.office else { return staff.roles.contains(.reception) }
        return staff.office == office || staff.standsInFor.contains { $0.office == office }
    }
}
