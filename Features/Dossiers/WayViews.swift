import Base
import Web

/// What lies beside the straight way of a dossier, as an officer reads it: requests to supplement, stops of the clock,
/// legs of other agencies, opinions, visits.
struct WayViews {
    let folder: DossierFolder
    let request: WebRequest

    private var t: Strings { request.strings }

    var html: HTML { "\(supplements)\(stops)\(legs)\(opinions)\(visits)" }

    private var supplements: HTML {
        let rounds = folder.clock.supplements.enumerated().map { index, supplement -> HTML in
            let asked = t.formats.dateTime(supplement.askedAt)
            let why: HTML = supplement.reason.isEmpty
                ? .empty : "<p><b>\(t("dossier.ask-again.reason"))</b> \(DossierWords.lines(supplement.reason))</p>"
            let answer: HTML = supplement.answeredAt.map {
                """
                <p><b>\(t("dossier.supplement.answered", ["time": t.formats.dateTime($0)]))</b></p>
                <p>\(DossierWords.lines(supplement.answer))</p>
                """
            } ?? .empty
            return """
                <p class="hint">\(t("dossier.supplement.asked", ["time": asked]))</p>\(why)
                <p>\(DossierWords.lines(supplement.points))</p>\(answer)
                """
        }
        return section("dossier.supplement", rounds)
    }

    private var stops: HTML {
        section("dossier.stops", folder.clock.stops.map { stop in
            let end = stop.to.map(t.formats.dateTime) ?? t("dossier.stop.still")
            return """
                <p><b>\(t(stop.ground.key))</b>: \(t.formats.dateTime(stop.from)) - \(end)</p>
                <p>\(DossierWords.lines(stop.basis))</p>
                \(if: !stop.proof.isEmpty, "<p class=\"hint\">\(stop.proof)</p>")
                """
        })
    }

    private var legs: HTML {
        guard !folder.legs.isEmpty else { return .empty }
        func what(_ leg: DossierLeg) -> HTML {
            let outcome: HTML = leg.outcome.isEmpty ? .empty : "<br><span class=\"hint\">\(leg.outcome)</span>"
            return "<b>\(leg.toName)</b><br>\(leg.task)\(outcome)"
        }
        func hand(_ hand: DossierLeg.Hand?) -> HTML {
            hand.map { "\($0.name)<br><span class=\"hint\">\(t.formats.shortDateTime($0.at))</span>" } ?? "—"
        }
        let rows = folder.legs.map { leg in
            Components.TableRow([
                what(leg),
                hand(leg.sent), hand(leg.taken),
                "\(leg.dueAt.map(t.formats.shortDateTime) ?? DossierWords.term(leg.term, t))", hand(leg.givenBack),
                hand(leg.received),
            ])
        }
        let columns = ["agency", "sent", "taken", "due", "given-back", "received"].map {
            Components.Column(t("dossier.leg.\($0)"))
        }
        return """
            <section><h2>\(t("dossier.legs"))</h2>\(Components.table(caption: t("dossier.legs"), columns: columns,
                rows: rows, hidesCaption: true, folds: true))</section>
            """
    }

    private var opinions: HTML {
        let today = request.now.localDate
        return section("dossier.opinions", folder.opinions.map { opinion in
            let tag: HTML = opinion.isLate(on: today) ? Components.tag(t("dossier.opinion.late"), .late) : .empty
            let answer: HTML = opinion.answeredAt.map {
                "<p>\(DossierWords.lines(opinion.answer))</p><p class=\"hint\">\(t.formats.dateTime($0))</p>"
            } ?? "<p class=\"hint\">\(t("dossier.opinion.until", ["date": t.formats.date(opinion.answerBy)]))</p>"
            return "<p><b>\(opinion.body)</b> \(tag)</p><p>\(DossierWords.lines(opinion.content))</p>\(answer)"
        })
    }

    private var visits: HTML {
        section("dossier.visits", folder.visits.map { visit in
            """
            <p><b>\(t.formats.date(visit.on))</b>: \(visit.people)</p><p>\(DossierWords.lines(visit.minutes))</p>
            <p class="hint">\(visit.author)</p>
            """
        })
    }

    private func section(_ key: String, _ parts: [HTML]) -> HTML {
        parts.isEmpty ? .empty : "<section><h2>\(t(key))</h2>\(parts)</section>"
    }
}
