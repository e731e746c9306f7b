import Access
import Base
import Web

extension DossierFolder {
    /// Whether the buttons of the pages and the list of the API offer an action: the table of actions and the policy
    /// allow it, and the deed would not refuse it for what this dossier has gone through already.
    func offers(_ action: DossierAction, to request: WebRequest) -> Bool {
        guard dossier.isOpen(to: action, by: request.caller),
            let permission = action.permission(for: request.caller),
            let permit = try? request.site.policy.permit(permission, to: request.caller),
            DossierHolder.allows(action, dossier, by: permit)
        else { return false }
        return suits(action, by: permit, at: request.now)
    }

    /// Whether the way of the procedure sends a draft to the head of the office first.
    var needsReview: Bool { workflow?.has(.review) ?? false }

    private func suits(_ action: DossierAction, by permit: Permit, at now: Instant) -> Bool {
        switch action {
        case .askSupplement: supplement == nil
        case .askAgain: supplement != nil
        case .settleFee: content.fee != .zero
        case .propose: !needsReview || DossierHolder.isHead(permit, of: dossier)
        case .approve: permit.signingUnder.isEmpty || DossierHistory.proposer(in: history) != permit.caller.account
        case .takeBack: TakeBack.offer(history, to: permit.caller, at: now) != nil
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
        case .submit, .accept, .refuse, .forward, .claim, .assign, .note, .supply, .sendBack, .publish,
            .handOver, .addPaper, .settleDuty, .resume, .askOpinion, .sendOn, .reviewDraft, .passDraft, .returnDraft,
            .decline, .stop, .moveDue, .moveVersion: true
        }
    }

    private var isLegTaken: Bool { openLeg?.taken != nil }
}
