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
    /// Chờ thực hiện nghĩa vụ tài chính: the person pays a tax or a levy, the clock stands.
    case awaitingDuty = "awaiting-duty"
    /// Tạm dừng tính thời gian: posting (niêm yết), survey or council, by the law of the field.
    case suspended
    /// Liên thông: another agency has its leg of the way.
    case atAgency = "at-agency"
    /// Trình lãnh đạo phòng: the draft is with the head of the office.
    case inReview = "in-review"
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
    /// Dừng giải quyết at the person's request, before there is a decision (NĐ 118/2025/NĐ-CP, article 21).
    case stopped
    /// Từ chối giải quyết: accepted, examined, and not eligible (NĐ 61/2018/NĐ-CP, article 19.8).
    case declined

    package var nationalStatus: Int {
        switch self {
        case .submitted: 1
        case .accepted: 2
        case .refused: 3
        case .forwarded, .inProgress, .suspended, .inReview, .proposed, .approved: 4
        case .awaitingSupplement: 5
        case .awaitingDuty: 6
        case .atAgency: 0
        case .withdrawn: 7
        case .stopped, .declined: 8
        case .resultReady: 9
        case .returned: 10
        }
    }

    /// Somebody still has to do something.
    package var isOpen: Bool {
        switch self {
        case .submitted, .accepted, .forwarded, .inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency,
            .inReview, .proposed, .approved, .resultReady: true
        case .returned, .refused, .withdrawn, .stopped, .declined: false
        }
    }

    /// The result is out: the person may have it.
    package var hasResult: Bool {
        switch self {
        case .resultReady, .returned: true
        case .submitted, .accepted, .forwarded, .inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency,
            .inReview, .proposed, .approved, .refused, .withdrawn, .stopped, .declined: false
        }
    }

    /// The time limit does not run: there is no due date until the dossier goes on.
    package var isClockStanding: Bool {
        switch self {
        case .awaitingSupplement, .awaitingDuty, .suspended: true
        case .submitted, .accepted, .forwarded, .inProgress, .atAgency, .inReview, .proposed, .approved, .resultReady,
            .returned, .refused, .withdrawn, .stopped, .declined: false
        }
    }

    /// The agency has done what it had to: on time is judged by that moment.
    package var isFinished: Bool { !isOpen || self == .resultReady }

    /// The agency is still resolving: what counts as "đang giải quyết" in the figures.
    package var isBeingResolved: Bool {
        switch self {
        case .accepted, .forwarded, .inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency, .inReview,
            .proposed, .approved: true
        case .submitted, .resultReady, .returned, .refused, .withdrawn, .stopped, .declined: false
        }
    }
}

/// What can be done to a dossier; `LifeCycle.steps` says from which states, to which state and by whom.
package enum DossierAction: String, Sendable, CaseIterable {
    case submit, accept, refuse, forward, claim, assign, note
    case askSupplement = "ask-supplement"
    /// A second time, which only a leader may order (handbook 1.3, rule 4).
    case askAgain = "ask-again"
    case supply
    case askDuty = "ask-duty"
    case settleDuty = "settle-duty"
    case suspend, resume
    case askOpinion = "ask-opinion"
    case giveOpinion = "give-opinion"
    case visit
    case sendOn = "send-on"
    case takeOn = "take-on"
    case passOn = "pass-on"
    case giveBack = "give-back"
    case receiveBack = "receive-back"
    case reviewDraft = "review-draft"
    case passDraft = "pass-draft"
    case returnDraft = "return-draft"
    case propose, approve
    case sendBack = "send-back"
    case decline
    case publish
    case handOver = "hand-over"
    case withdraw, stop, extend, apologise
    case moveDue = "move-due"
    case addPaper = "add-paper"
    case settleFee = "settle-fee"
    case moveVersion = "move-version"
    case takeBack = "take-back"

    /// The kind of the journal entry: `dossier.accepted` …
    package var entryKind: String { "dossier.\(past)" }

    private static let byEntryKind = Dictionary(uniqueKeysWithValues: allCases.map { ($0.entryKind, $0) })

    /// The action that an entry tells of.
    package init?(entryKind: String) {
        guard let action = Self.byEntryKind[entryKind] else { return nil }
        self = action
    }

    private var past: String {
        switch self {
        case .submit: "submitted"
        case .accept: "accepted"
        case .refuse: "refused"
        case .forward: "forwarded"
        case .claim: "claimed"
        case .assign: "assigned"
        case .note: "noted"
        case .askSupplement: "supplement-asked"
        case .askAgain: "supplement-asked-again"
        case .supply: "supplied"
        case .askDuty: "duty-asked"
        case .settleDuty: "duty-settled"
        case .suspend: "suspended"
        case .resume: "resumed"
        case .askOpinion: "opinion-asked"
        case .giveOpinion: "opinion-given"
        case .visit: "visited"
        case .sendOn: "sent-on"
        case .takeOn: "taken-on"
        case .passOn: "passed-on"
        case .giveBack: "given-back"
        case .receiveBack: "received-back"
        case .reviewDraft: "draft-submitted"
        case .passDraft: "draft-passed"
        case .returnDraft: "draft-returned"
        case .propose: "result-proposed"
        case .approve: "approved"
        case .sendBack: "sent-back"
        case .decline: "declined"
        case .publish: "result-published"
        case .handOver: "handed-over"
        case .withdraw: "withdrawn"
        case .stop: "stopped"
        case .extend: "extended"
        case .apologise: "apologised"
        case .moveDue: "due-moved"
        case .addPaper: "paper-added"
        case .settleFee: "fee-settled"
        case .moveVersion: "version-moved"
        case .takeBack: "taken-back"
        }
    }
}
