import Access
import Base
import Storage

/// Lấy ý kiến cơ quan phối hợp, with a day by which to answer.
package struct AskOpinion {
    let dossier: ID<Dossier>
    let body: String
    let content: String
    let answerBy: LocalDate?

    package init(_ dossier: ID<Dossier>, body: String, content: String, answerBy: LocalDate?) {
        self.dossier = dossier
        self.body = body
        self.content = content
        self.answerBy = answerBy
    }

    /// - Throws: every fault at once.
    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        let isPossible = answerBy.map { $0 >= act.at.localDate } ?? false
        if !isPossible { faults.append(FieldFault("answer-by", "dossier.answer-by-day")) }
        let body = Remark.checked(body, field: "body", lengthMax: Opinion.bodyLengthMax, into: &faults)
        let content = Remark.checked(content, field: "content", into: &faults)
        guard faults.isEmpty, let answerBy else { throw Problem.invalid(faults) }
        try DossierLedger.step(.askOpinion, dossier, by: act, in: tx) { dossier in
            try DossierInquiryStore.insert(Opinion(id: ID(at: act.at), body: body, content: content, askedAt: act.at,
                askedBy: act.caller.name, answerBy: answerBy, answeredAt: nil, answer: ""), of: dossier.id, in: tx)
            return ["body": body, "content": content, "answer-by": answerBy.iso8601]
        }
    }
}

/// Ý kiến trả lời, as it came back; that nothing came is an answer too, to be written down.
package struct GiveOpinion {
    let dossier: ID<Dossier>
    let opinion: ID<Opinion>?
    let answer: String

    package init(_ dossier: ID<Dossier>, to opinion: ID<Opinion>?, answer: String) {
        self.dossier = dossier
        self.opinion = opinion
        self.answer = answer
    }

    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        let answer = Remark.checked(answer, field: "answer", into: &faults)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        try DossierLedger.step(.giveOpinion, dossier, by: act, in: tx) { dossier in
            let open = try DossierInquiryStore.opinions(of: dossier.id, in: tx).filter { $0.answeredAt == nil }
            guard let asked = open.first(where: { $0.id == opinion }) else {
                throw Problem.invalid([FieldFault("opinion", "dossier.opinion-missing")])
            }
            try DossierInquiryStore.answer(asked.id, answer, of: dossier.id, at: act.at, in: tx)
            return ["body": asked.body, "answer": answer]
        }
    }
}

/// Xác minh thực địa, with its minutes.
package struct RecordVisit {
    let dossier: ID<Dossier>
    let on: LocalDate?
    let people: String
    let minutes: String

    package init(_ dossier: ID<Dossier>, on: LocalDate?, people: String, minutes: String) {
        self.dossier = dossier
        self.on = on
        self.people = people
        self.minutes = minutes
    }

    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        let isPossible = on.map { $0 <= act.at.localDate } ?? false
        if !isPossible { faults.append(FieldFault("visited-on", "dossier.visited-day")) }
        let people = Remark.checked(people, field: "people", lengthMax: Opinion.bodyLengthMax, into: &faults)
        let minutes = Remark.checked(minutes, field: "minutes", into: &faults)
        guard faults.isEmpty, let on else { throw Problem.invalid(faults) }
        try DossierLedger.step(.visit, dossier, by: act, in: tx) { dossier in
            try DossierInquiryStore.insert(SiteVisit(on: on, people: people, minutes: minutes, author: act.caller.name,
                at: act.at), of: dossier.id, in: tx)
            return ["minutes": minutes, "visited-on": on.iso8601]
        }
    }
}
