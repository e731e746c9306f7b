import Access

/// Vòng đời hồ sơ: every step that a dossier can take, as data. Deeds, buttons, the API, the guard in the database, the
/// drawing for the administrator and the tests read this one table; what it does not name cannot happen.
///
/// Sources: NĐ 118/2025/NĐ-CP, articles 14 to 21; NĐ 61/2018/NĐ-CP, article 19; handbook 1.2 and 1.3.
package enum LifeCycle {
    /// Where a step leads.
    package enum Target: Sendable, Equatable {
        case state(DossierState)
        /// The dossier stays where it is.
        case stays
        /// Back to one of these: the dossier's own history says which.
        case back(Set<DossierState>)
    }

    /// What a step does to the time limit (handbook 1.5).
    package enum ClockEffect: String, Sendable, CaseIterable {
        case nothing = "none"
        /// Acceptance begins the time.
        case starts
        /// The time stands while the person has something to do.
        case stops
        /// It begins anew from zero (NĐ 61/2018, article 19.4).
        case restarts
        /// It goes on where it stood.
        case goesOn = "goes-on"
        /// The date moves once, told at the latest a day before it (NĐ 61/2018, article 19.9).
        case extends
        /// What the step gives back, the acceptance among it, is as if it had not been.
        case undoes
        /// "Đã xử lý xong" or an end before it: on time is judged by this moment.
        case ends
    }

    package struct Step: Sendable {
        package let action: DossierAction
        package let from: Set<DossierState>
        package let to: Target
        package let doneBy: Set<DossierStanding>
        /// What an official needs; nil when only the person may.
        package let staff: Permission?
        /// What a citizen needs; nil when only officials may.
        package let citizen: Permission?
        /// Number of the form of TT 03/2025/TT-VPCP that goes with it.
        package let form: Int?
        package let clock: ClockEffect

        init(
            _ action: DossierAction, from: Set<DossierState>, to: Target, by doneBy: Set<DossierStanding>,
            staff: Permission?, citizen: Permission? = nil, form: Int? = nil, clock: ClockEffect = .nothing
        ) {
            self.action = action
            self.from = from
            self.to = to
            self.doneBy = doneBy
            self.staff = staff
            self.citizen = citizen
            self.form = form
            self.clock = clock
        }

        /// The states that it may lead to from one.
        func targets(from state: DossierState) -> Set<DossierState> {
            switch to {
            case .state(let target): [target]
            case .stays: [state]
            case .back(let targets): targets
            }
        }
    }

    private static let open = Set(DossierState.allCases.filter(\.isOpen))
    /// Whichever counter has the person before it.
    private static let counters: Set<DossierStanding> = [.resolving, .receiving, .returning, .system]
    /// The agency that decides the matter.
    private static let deciders: Set<DossierStanding> = [.resolving, .system]
    /// The agency that has the leg of the way now.
    private static let linked: Set<DossierStanding> = [.linked, .system]
    private static let countersAndFiler = counters.union([.filer])
    /// Where the time of the agency runs.
    private static let running: Set<DossierState> = [
        .accepted, .forwarded, .inProgress, .atAgency, .inReview, .proposed, .approved,
    ]

    /// In the order of the way.
    package static let steps: [Step] = intake + work + stops + otherAgencies + decision + end + beside

    private static let intake = [
        Step(.submit, from: [], to: .state(.submitted), by: countersAndFiler, staff: "dossier.receive",
            citizen: "dossier.file"),
        Step(.accept, from: [.submitted], to: .state(.accepted), by: counters, staff: "dossier.receive", form: 1,
            clock: .starts),
        Step(.refuse, from: [.submitted], to: .state(.refused), by: counters, staff: "dossier.receive", form: 3,
            clock: .ends),
    ]

    private static let work = [
        Step(.forward, from: [.accepted, .forwarded, .inProgress], to: .state(.forwarded), by: deciders,
            staff: "dossier.receive", form: 6),
        Step(.claim, from: [.forwarded], to: .state(.inProgress), by: deciders, staff: "dossier.work", form: 6),
        Step(.assign, from: [.forwarded, .inProgress], to: .state(.inProgress), by: deciders, staff: "dossier.assign",
            form: 6),
        Step(.askOpinion, from: [.inProgress], to: .stays, by: deciders, staff: "dossier.work"),
        Step(.giveOpinion, from: [.inProgress, .inReview, .proposed], to: .stays, by: deciders, staff: "dossier.work"),
        Step(.visit, from: [.inProgress], to: .stays, by: deciders, staff: "dossier.work"),
        Step(.visit, from: [.atAgency], to: .stays, by: linked, staff: "dossier.work"),
    ]

    private static let stops = [
        // Before acceptance the counter asks, afterwards whoever works on it.
        Step(.askSupplement, from: [.submitted], to: .state(.awaitingSupplement), by: counters,
            staff: "dossier.ask-supplement", form: 2, clock: .stops),
        Step(.askSupplement, from: [.inProgress], to: .state(.awaitingSupplement), by: deciders,
            staff: "dossier.ask-supplement", form: 2, clock: .stops),
        Step(.askSupplement, from: [.atAgency], to: .state(.awaitingSupplement), by: linked,
            staff: "dossier.ask-supplement", form: 2, clock: .stops),
        Step(.askAgain, from: [.inProgress], to: .state(.awaitingSupplement), by: deciders, staff: "dossier.ask-again",
            form: 2, clock: .stops),
        Step(.supply, from: [.awaitingSupplement], to: .back([.submitted, .inProgress, .atAgency]),
            by: countersAndFiler, staff: "dossier.receive", citizen: "dossier.own", clock: .restarts),
        Step(.askDuty, from: [.inProgress], to: .state(.awaitingDuty), by: deciders, staff: "dossier.work",
            clock: .stops),
        Step(.askDuty, from: [.atAgency], to: .state(.awaitingDuty), by: linked, staff: "dossier.work", clock: .stops),
        Step(.settleDuty, from: [.awaitingDuty], to: .back([.inProgress, .atAgency]), by: counters.union(linked),
            staff: "dossier.duty", clock: .goesOn),
        Step(.suspend, from: [.inProgress], to: .state(.suspended), by: deciders, staff: "dossier.work", clock: .stops),
        Step(.suspend, from: [.atAgency], to: .state(.suspended), by: linked, staff: "dossier.work", clock: .stops),
        Step(.resume, from: [.suspended], to: .back([.inProgress, .atAgency]), by: deciders.union(linked),
            staff: "dossier.work", clock: .goesOn),
    ]

    /// Một cửa liên thông: giao, nhận, giao tiếp, giao trả, nhận lại.
    private static let otherAgencies = [
        Step(.sendOn, from: [.inProgress], to: .state(.atAgency), by: deciders, staff: "dossier.work", form: 6),
        Step(.takeOn, from: [.atAgency], to: .stays, by: linked, staff: "dossier.take-leg", form: 6),
        Step(.passOn, from: [.atAgency], to: .stays, by: linked, staff: "dossier.work", form: 6),
        Step(.giveBack, from: [.atAgency], to: .stays, by: linked, staff: "dossier.work", form: 6),
        Step(.receiveBack, from: [.atAgency], to: .state(.inProgress), by: deciders, staff: "dossier.take-leg",
            form: 6),
    ]

    private static let decision = [
        Step(.reviewDraft, from: [.inProgress], to: .state(.inReview), by: deciders, staff: "dossier.work", form: 6),
        Step(.passDraft, from: [.inReview], to: .state(.proposed), by: deciders, staff: "dossier.review", form: 6),
        Step(.returnDraft, from: [.inReview], to: .state(.inProgress), by: deciders, staff: "dossier.review", form: 6),
        Step(.propose, from: [.inProgress], to: .state(.proposed), by: deciders, staff: "dossier.work", form: 6),
        Step(.sendBack, from: [.proposed], to: .state(.inProgress), by: deciders, staff: "dossier.decide", form: 6),
        Step(.approve, from: [.proposed], to: .state(.approved), by: deciders, staff: "dossier.decide", form: 6),
        Step(.decline, from: [.inProgress, .inReview, .proposed], to: .state(.declined), by: deciders,
            staff: "dossier.decline", form: 3, clock: .ends),
        Step(.publish, from: [.approved], to: .state(.resultReady), by: deciders, staff: "dossier.publish", form: 6,
            clock: .ends),
    ]

    private static let end = [
        Step(.handOver, from: [.resultReady], to: .state(.returned), by: counters, staff: "dossier.receive", form: 7),
        Step(.withdraw, from: [.submitted, .accepted, .forwarded, .inProgress, .awaitingSupplement],
            to: .state(.withdrawn), by: countersAndFiler, staff: "dossier.receive", citizen: "dossier.own",
            clock: .ends),
        Step(.stop, from: [.accepted, .forwarded, .inProgress, .awaitingSupplement, .awaitingDuty, .suspended,
            .atAgency, .inReview, .proposed], to: .state(.stopped), by: countersAndFiler, staff: "dossier.receive",
            citizen: "dossier.own", form: 5, clock: .ends),
        Step(.takeBack, from: [.accepted, .forwarded, .inProgress],
            to: .back([.submitted, .accepted, .forwarded, .inProgress]), by: counters, staff: "dossier.see",
            clock: .undoes),
    ]

    /// What may be done beside the way.
    private static let beside = [
        Step(.extend, from: running, to: .stays, by: deciders, staff: "dossier.extend", form: 4, clock: .extends),
        Step(.apologise, from: running, to: .stays, by: deciders, staff: "dossier.extend", form: 4),
        // The State's calendar was changed: by the program alone, told to whom it concerns.
        Step(.moveDue, from: running, to: .stays, by: [.system], staff: nil),
        Step(.addPaper, from: [.accepted, .forwarded, .inProgress, .inReview, .proposed, .approved, .resultReady],
            to: .stays, by: counters, staff: "dossier.digitise"),
        Step(.moveVersion, from: open.subtracting([.approved, .resultReady]), to: .stays, by: deciders,
            staff: "dossier.assign"),
        Step(.settleFee, from: open, to: .stays, by: counters, staff: "dossier.fee"),
        Step(.note, from: open, to: .stays, by: counters.union(linked), staff: "dossier.note"),
    ]

    private static let byAction = Dictionary(grouping: steps, by: \.action)

    static func steps(of action: DossierAction) -> [Step] { byAction[action] ?? [] }

    /// Every pair of states that one step leads along, without those where the dossier stays.
    package static var moves: Set<Move> { moves(of: steps).filter { $0.from != $0.to } }

    /// The same for any table, with those where the dossier stays.
    static func moves(of steps: [Step]) -> Set<Move> {
        Set(steps.flatMap { step in
            step.from.flatMap { from in step.targets(from: from).map { Move(from: from, to: $0) } }
        })
    }

    /// What one act does in one breath: the row goes from the first state to the last at once, and the journal tells
    /// each step.
    static let breaths: [[DossierAction]] = [[.accept, .forward]]

    /// The moves that a row may make: single steps, and the breaths.
    package static var rowMoves: Set<Move> {
        breaths.reduce(into: moves) { moves, actions in
            for from in actions.first?.from ?? [] {
                if let to = actions.last?.to { moves.insert(Move(from: from, to: to)) }
            }
        }
    }

    package struct Move: Hashable, Sendable {
        package let from: DossierState
        package let to: DossierState

        package init(from: DossierState, to: DossierState) {
            self.from = from
            self.to = to
        }
    }
}

extension DossierAction {
    /// The states from which it may be done; empty for what begins a dossier.
    package var from: Set<DossierState> { LifeCycle.steps(of: self).reduce(into: []) { $0.formUnion($1.from) } }

    /// Where it leads; nil when the state stays, or depends on the dossier (`supply` goes back to where it was asked,
    /// `takeBack` to where it stood before).
    package var to: DossierState? {
        guard case .state(let target)? = LifeCycle.steps(of: self).first?.to else { return nil }
        return target
    }

    /// Who may do it from a state. Taking in, asking back and handing over belong to whichever counter has the person
    /// before it; whatever decides the matter belongs to the agency that resolves it.
    package func doneBy(from state: DossierState) -> Set<DossierStanding> {
        let steps = LifeCycle.steps(of: self)
        return (steps.first { $0.from.contains(state) } ?? steps.first)?.doneBy ?? []
    }

    /// Whether on time is judged by the moment of this step.
    func endsTime(from state: DossierState) -> Bool {
        LifeCycle.steps(of: self).first { $0.from.contains(state) }?.clock == .ends
    }

    /// What the caller needs to do it: an official's permission, or a citizen's for what is theirs.
    package func permission(for caller: Caller) -> Permission? {
        let step = LifeCycle.steps(of: self).first
        return caller.citizen == nil ? step?.staff : step?.citizen
    }
}
