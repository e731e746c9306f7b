import Access
import Base
import Web

extension DossierFolder {
    /// Whether the buttons of the pages and the list of the API offer an action: the table of actions and the policy
    /// allow it, and the deed would not refuse it for what this dossier has gone through already.
    func offers(_ action: DossierAction, to request: WebRequest) -> Bool {
        guard dossier.isOpen(to: action, by: request.caller),
            let permission = action.permission(for: request.caller),
            request.site.policy.allows(permission, to: request.caller)
        else { return false }
        return suits(action, by: request.caller, at: request.now)
    }

    /// Whether the way of the procedure sends a draft to the head of the office first.
    var needsReview: Bool { workflow?.has(.review) ?? false }

    private func suits(_ action: DossierAction, by caller: Caller, at now: Instant) -> Bool {
        switch action {
        case .claim: isOfOffice(of: caller)
        case .askSupplement: supplement == nil
        case .askAgain: supplement != nil
        case .settleFee: content.fee != .zero
        case .propose: isHead(caller) || isHeld(by: caller) && !needsReview
        case .reviewDraft: isHeld(by: caller)
        case .takeBack: TakeBack.offer(history, to: caller, at: now) != nil
        // After acceptance the person asks to stop instead: a paper of its own is issued.
        case .withdraw: dossier.acceptedAt == nil
        case .extend: mayExtend(at: now)
        case .apologise: mayApologise(at: now)
        case .giveOpinion: opinions.contains { $0.answeredAt == nil }
        case .takeOn: openLeg.map { $0.taken == nil } ?? false
        case .passOn, .giveBack: isLegTaken
        case .receiveBack: !isLegTaken
        // Before a leg is taken nobody works on it.
        case .askDuty, .suspend, .visit: dossier.legAgency == nil || isLegTaken
        case .submit, .accept, .refuse, .forward, .assign, .note, .supply, .approve, .sendBack, .publish, .handOver,
            .addPaper, .settleDuty, .resume, .askOpinion, .sendOn, .passDraft, .returnDraft, .decline, .stop, .moveDue,
            .moveVersion: true
        }
    }

    private var isLegTaken: Bool { openLeg?.taken != nil }

    private func isHeld(by caller: Caller) -> Bool { dossier.assignee == caller.account }

    private func isHead(_ caller: Caller) -> Bool { caller.staff?.roles.contains(.officeHead) ?? false }

    private func isOfOffice(of caller: Caller) -> Bool {
        guard let own = caller.staff?.office, let office = dossier.office else { return true }
        return own == office
    }
}
