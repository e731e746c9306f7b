import Storage

/// Where a dossier stands on its way (trạng thái hồ sơ), in the words of this house; `nationalStatus` says the same in
/// the numbers of the national portal (handbook 1.2).
package enum DossierState: String, Sendable, CaseIterable, SQLConvertible {
    /// Chờ tiếp nhận: filed online, not yet accepted.
    case submitted
    /// Đã tiếp nhận: accepted, the clock runs, not yet with an office.
    case accepted
    /// Chờ phân công: with an office, nobody has taken it.
    case forwarded
    /// Đang thụ lý
    case inProgress = "in-progress"
    /// Chờ bổ sung: the citizen has been asked, the clock stands.
    case awaitingSupplement = "awaiting-supplement"
    /// Trình ký: a result is proposed to the leader.
    case proposed
    /// Đã ký, chờ phát hành.
    case approved
    /// Có kết quả, chờ trả.
    case resultReady = "result-ready"
    /// Đã trả kết quả.
    case returned
    /// Từ chối tiếp nhận.
    case refused
    /// Công dân rút hồ sơ.
    case withdrawn

    package var nationalStatus: Int {
        switch self {
        case .submitted: 1
        case .accepted: 2
        case .refused: 3
        case .forwarded, .inProgress, .proposed, .approved: 4
        case .awaitingSupplement: 5
        case .withdrawn: 7
        case .resultReady: 9
        case .returned: 10
        }
    }

    /// Somebody still has to do something.
    package var isOpen: Bool {
        switch self {
        case .submitted, .accepted, .forwarded, .inProgress, .awaitingSupplement, .proposed, .approved, .resultReady: true
        case .returned, .refused, .withdrawn: false
        }
    }

    /// The result is out: the person may have it.
    package var hasResult: Bool {
        switch self {
        case .resultReady, .returned: true
        case .submitted, .accepted, .forwarded, .inProgress, .awaitingSupplement, .proposed, .approved, .refused,
            .withdrawn: false
        }
    }

    /// The agency is still resolving: what counts as "đang giải quyết" in the figures.
    package var isBeingResolved: Bool {
        switch self {
        case .accepted, .forwarded, .inProgress, .awaitingSupplement, .proposed, .approved: true
        case .submitted, .resultReady, .returned, .refused, .withdrawn: false
        }
    }
}

/// What can be done to a dossier; `LifeCycle.steps` says from which states, to which state and by whom.
package enum DossierAction: String, Sendable, CaseIterable {
    case submit, accept, refuse, forward, claim, assign, note
    case askSupplement = "ask-supplement"
    case supply
    case propose, approve
    case sendBack = "send-back"
    case publish
    case handOver = "hand-over"
    case withdraw
    case addPaper = "add-paper"
    case settleFee = "settle-fee"
    case takeBack = "take-back"

    /// The kind of the journal entry: `dossier.accepted` …
    package var entryKind: String {
        switch self {
        case .submit: "dossier.submitted"
        case .accept: "dossier.accepted"
        case .refuse: "dossier.refused"
        case .forward: "dossier.forwarded"
        case .claim: "dossier.claimed"
        case .assign: "dossier.assigned"
        case .note: "dossier.noted"
        case .askSupplement: "dossier.supplement-asked"
        case .supply: "dossier.supplied"
        case .propose: "dossier.result-proposed"
        case .approve: "dossier.approved"
        case .sendBack: "dossier.sent-back"
        case .publish: "dossier.result-published"
        case .handOver: "dossier.handed-over"
        case .withdraw: "dossier.withdrawn"
        case .addPaper: "dossier.paper-added"
        case .settleFee: "dossier.fee-settled"
        case .takeBack: "dossier.taken-back"
        }
    }
}
