import Access
import Base
import Deadlines
import Identity
import Storage

/// Khâu: a part of the way through which every dossier goes, in order (handbook 1.6).
package enum WorkflowStage: String, Sendable, CaseIterable, SQLConvertible {
    /// Tiếp nhận, chuyển hồ sơ: the centre.
    case reception
    /// Phân công: the head of the office.
    case assignment
    /// Thẩm định, thụ lý: the specialist, and whoever is asked meanwhile.
    case handling
    /// Duyệt dự thảo: the head of the office.
    case review
    /// Ký duyệt: the leader.
    case signing
    /// Phát hành: the clerk numbers, seals and sends to the centre.
    case issuing

    /// Who can do the work of a stage.
    package var roles: Set<Role> {
        switch self {
        case .reception: [.reception, .centreDirector, .centreDeputy]
        case .assignment: [.officeHead, .centreDirector, .centreDeputy]
        case .handling: [.specialist, .officeHead]
        case .review: [.officeHead]
        case .signing: [.leader]
        case .issuing: [.reception, .officeHead, .centreDirector, .centreDeputy]
        }
    }

    /// A way without these is none.
    package static let needed: Set<WorkflowStage> = [.handling, .signing]
}

/// Bước: what one office does in a stage, and its share of the time in hours of work; eight are a day.
package struct WorkflowStep: Sendable, Equatable {
    package static let nameLengthMax = 120

    package let stage: WorkflowStage
    /// As the decision calls it.
    package let name: String
    package let office: Office.Kind
    package let hours: Int

    package init(stage: WorkflowStage, name: String, office: Office.Kind, hours: Int) {
        self.stage = stage
        self.name = name
        self.office = office
        self.hours = hours
    }
}

/// Quy trình nội bộ: the approved way of one procedure through one agency. A new version never changes what is under
/// way: a dossier keeps the version that was in force when it was accepted.
package struct Workflow: Sendable, Equatable {
    package let id: ID<Workflow>
    package let agency: AgencyID
    package let procedureCode: String
    /// From 1; 0 for the way of procedures that have none of their own.
    package let version: Int
    /// In the order of the stages, at most one each.
    package let steps: [WorkflowStep]
    package let reason: String
    package let author: String
    package let at: Instant

    package func has(_ stage: WorkflowStage) -> Bool { steps.contains { $0.stage == stage } }
}

extension Workflow {
    /// The hours of work that a term holds; exact for terms in hours and working days, for days and months what five
    /// days of seven give.
    package static func hours(of term: Term) -> (count: Int, isExact: Bool) {
        switch term {
        case .sameDay: (8, true)
        case .workingHours(let count): (count, true)
        case .workingDays(let count): (count * 8, true)
        case .calendarDays(let count): (max(1, count * 5 / 7) * 8, false)
        case .months(let count): (count * 21 * 8, false)
        }
    }

    /// Three steps that serve a procedure without a way of its own: the centre takes it in, an office works on it, a
    /// leader signs.
    package static func standard(for term: Term, office: Office.Kind) -> [WorkflowStep] {
        let total = max(3, hours(of: term).count)
        let reception = max(1, min(4, total / 8))
        let signing = max(1, min(8, total / 4))
        return [
            WorkflowStep(stage: .reception, name: "Tiếp nhận, chuyển hồ sơ", office: .centre, hours: reception),
            WorkflowStep(stage: .handling, name: "Thẩm định hồ sơ, dự thảo kết quả", office: office,
                hours: total - reception - signing),
            WorkflowStep(stage: .signing, name: "Ký duyệt kết quả", office: .leaders, hours: signing),
        ]
    }
}
