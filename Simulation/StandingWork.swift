import Base

/// Work that stands on the desks this morning: some dossiers of the weeks up to today go no further than a step, so
/// that every worklist of the demonstration has something in it.
struct StandingWork {
    /// Which step was the last one, and of how many of a hundred dossiers.
    private static let shares: [(last: DossierPlan.Deed, ofHundred: Int)] = [
        (.publish, 4), (.approve, 3), (.propose, 4), (.claim, 4), (.accept, 4), (.receive, 2), (.file, 5),
    ]

    let now: Instant
    private var plans: [DossierPlan]
    private var taken: Set<Int> = []

    /// - Returns: the plans, with those cut short that stand; the others as they are.
    static func left(of plans: [DossierPlan], at now: Instant) -> [DossierPlan] {
        var work = StandingWork(now: now, plans: plans)
        let count = plans.count(where: { $0.steps[0].at <= now })
        let today = now.localDate
        // First what needs the most: there are not many that were claimed and are not due yet.
        let isInTime: (DossierPlan) -> Bool = { $0.due.map { $0 >= today } ?? false }
        work.go(to: .askSupplement, (count * 2 + 50) / 100, where: isInTime)
        for deed in [DossierPlan.Deed.sendOn, .reviewDraft] { work.go(to: deed, (count + 50) / 100, where: isInTime) }
        for (last, share) in shares {
            work.stop(after: last, (count * share + 50) / 100) { last == .file || $0.due.map { $0 >= today } ?? false }
        }
        // Where the clock stands or has ended nothing is late, however long ago it was claimed.
        for deed in [DossierPlan.Deed.askDuty, .suspend, .decline, .stop] {
            work.go(to: deed, (count + 50) / 100) { _ in true }
        }
        // Somebody is late.
        work.stop(after: .claim, min(2, count / 40)) { $0.due.map { $0 < today } ?? false }
        return work.plans
    }

    private init(now: Instant, plans: [DossierPlan]) {
        self.now = now
        self.plans = plans
    }

    /// The latest ones that have come so far.
    private mutating func stop(after last: DossierPlan.Deed, _ count: Int, where fits: (DossierPlan) -> Bool) {
        for number in latest(last, where: fits).prefix(count) {
            guard let end = plans[number].steps.lastIndex(where: { $0.deed == last }) else { continue }
            plans[number] = plans[number].with(steps: Array(plans[number].steps[...end]))
            taken.insert(number)
        }
    }

    /// Claimed, then this half way between then and now.
    private mutating func go(to deed: DossierPlan.Deed, _ count: Int, where fits: (DossierPlan) -> Bool) {
        for number in latest(.claim, where: fits).prefix(count) {
            guard let end = plans[number].steps.firstIndex(where: { $0.deed == .claim }) else { continue }
            let steps = plans[number].steps[...end]
            let claimed = plans[number].steps[end].at
            let asked = claimed.adding(seconds: min(2400, now.seconds(since: claimed) / 2))
            plans[number] = plans[number].with(steps: steps + [.init(at: asked, deed: deed)])
            taken.insert(number)
        }
    }

    /// Dossiers that have had the step by now, the latest first.
    private func latest(_ deed: DossierPlan.Deed, where fits: (DossierPlan) -> Bool) -> [Int] {
        var found: [(at: Instant, number: Int)] = []
        for (number, plan) in plans.enumerated() where !taken.contains(number) && plan.outcome == .settled {
            guard fits(plan), let step = plan.steps.last(where: { $0.deed == deed }), step.at <= now else { continue }
            found.append((step.at, number))
        }
        return found.sorted { ($0.at, $0.number) > ($1.at, $1.number) }.map(\.number)
    }
}
