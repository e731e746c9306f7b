import Access
import Base
import Catalogue
import Deadlines
import Storage
import Web

/// The deeds beside the straight way, from the page of one dossier.
extension DossierPages {
    var wayRoutes: [Route] {
        [
            .post("/ho-so/:id/bo-sung-lan-nua", "dossier.ask-again", askAgain),
            .post("/ho-so/:id/nghia-vu", "dossier.work", askDuty),
            .post("/ho-so/:id/xong-nghia-vu", "dossier.duty", settleDuty),
            .post("/ho-so/:id/tam-dung", "dossier.work", suspend),
            .post("/ho-so/:id/tiep-tuc", "dossier.work", resume),
            .post("/ho-so/:id/gia-han", "dossier.extend", extend),
            .post("/ho-so/:id/xin-loi", "dossier.extend", apologise),
            .post("/ho-so/:id/lay-y-kien", "dossier.work", askOpinion),
            .post("/ho-so/:id/y-kien", "dossier.work", giveOpinion),
            .post("/ho-so/:id/xac-minh", "dossier.work", visit),
            .post("/ho-so/:id/lien-thong", "dossier.work", sendOn),
            .post("/ho-so/:id/nhan-lien-thong", "dossier.take-leg", takeOn),
            .post("/ho-so/:id/chuyen-tiep", "dossier.work", passOn),
            .post("/ho-so/:id/giao-tra", "dossier.work", giveBack),
            .post("/ho-so/:id/nhan-lai", "dossier.take-leg", receiveBack),
            .post("/ho-so/:id/trinh-phong", "dossier.work", body: Self.files, reviewDraft),
            .post("/ho-so/:id/duyet-trinh", "dossier.review", passDraft),
            .post("/ho-so/:id/tra-du-thao", "dossier.review", returnDraft),
            .post("/ho-so/:id/khong-giai-quyet", "dossier.decline", decline),
            .post("/ho-so/:id/dung", "dossier.receive", stop),
            .post("/ho-so/:id/ban-moi", "dossier.assign", moveVersion),
        ]
    }

    private func askAgain(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-supplement-asked") {
            try AskForSupplement($0, points: form.reason("points"), override: form["reason"],
                calendar: live.current(in: $1)).run(in: $1, act: $2)
        }
    }

    private func askDuty(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-duty-asked") {
            try AskDuty($0, duty: request.form["duty"]).run(in: $1, act: $2)
        }
    }

    private func settleDuty(_ request: WebRequest) async throws -> Answer {
        return try await act(request, "dossier-goes-on") {
            try SettleDuty($0, proof: request.form["proof"], calendar: live.current(in: $1)).run(in: $1, act: $2)
        }
    }

    private func suspend(_ request: WebRequest) async throws -> Answer {
        let (ground, basis) = (Stop.Ground(rawValue: request.form["ground"]), request.form["basis"])
        return try await act(request, "dossier-suspended") {
            try SuspendDossier($0, ground: ground, basis: basis).run(in: $1, act: $2)
        }
    }

    private func resume(_ request: WebRequest) async throws -> Answer {
        return try await act(request, "dossier-goes-on") {
            try ResumeDossier($0, proof: request.form["proof"], calendar: live.current(in: $1)).run(in: $1, act: $2)
        }
    }

    private func extend(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-extended") {
            try ExtendDossier($0, days: Int(form["days"]) ?? 0, reason: form.reason(), calendar: live.current(in: $1))
                .run(in: $1, act: $2)
        }
    }

    private func apologise(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-apologised") {
            try ApologiseForDelay($0, reason: form.reason(), promised: form.day("promised"),
                calendar: live.current(in: $1)).run(in: $1, act: $2)
        }
    }

    private func askOpinion(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-opinion-asked") {
            try AskOpinion($0, body: form["body"], content: form["content"], answerBy: form.day("answer-by"))
                .run(in: $1, act: $2)
        }
    }

    private func giveOpinion(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-opinion-given") {
            try GiveOpinion($0, to: ID(form["opinion"]), answer: form["answer"]).run(in: $1, act: $2)
        }
    }

    private func visit(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-visited") {
            try RecordVisit($0, on: form.day("visited-on"), people: form["people"], minutes: form["minutes"])
                .run(in: $1, act: $2)
        }
    }

    // MARK: Other agencies

    private func order(_ form: FormValues) -> LegOrder {
        LegOrder(to: ID(form["agency"]), task: form["task"], term: TermFields.typed(form))
    }

    private func sendOn(_ request: WebRequest) async throws -> Answer {
        let order = order(request.form)
        return try await act(request, "dossier-sent-on") { try SendOn($0, order).run(in: $1, act: $2) }
    }

    private func takeOn(_ request: WebRequest) async throws -> Answer {
        return try await act(request, "dossier-taken-on") {
            try TakeOn($0, calendar: live.current(in: $1)).run(in: $1, act: $2)
        }
    }

    private func passOn(_ request: WebRequest) async throws -> Answer {
        let (order, outcome) = (order(request.form), request.form["outcome"])
        return try await act(request, "dossier-sent-on", leavesSight: true) {
            try PassOn($0, outcome: outcome, order).run(in: $1, act: $2)
        }
    }

    private func giveBack(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-given-back", leavesSight: true) {
            try GiveBack($0, outcome: request.form["outcome"]).run(in: $1, act: $2)
        }
    }

    private func receiveBack(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-received-back") { try ReceiveBack($0).run(in: $1, act: $2) }
    }

    // MARK: The decision

    private func reviewDraft(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-proposed") {
            try SubmitDraftForReview($0, proposal: request.form["proposal"], file: request.files["result-file"]?.first)
                .run(in: $1, act: $2)
        }
    }

    private func passDraft(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-proposed") { try PassDraft($0).run(in: $1, act: $2) }
    }

    private func returnDraft(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-sent-back") {
            try ReturnDraft($0, reason: request.form.reason()).run(in: $1, act: $2)
        }
    }

    private func decline(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-declined") {
            try DeclineDossier($0, reason: request.form.reason()).run(in: $1, act: $2)
        }
    }

    private func moveVersion(_ request: WebRequest) async throws -> Answer {
        let seen = ID<Procedure>(request.form["version"])
        return try await act(request, "dossier-version-moved") {
            try MoveToVersion($0, seen: seen).run(in: $1, act: $2)
        }
    }

    private func stop(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "dossier-stopped") {
            try StopDossier($0, reason: form.reason(), givenBack: form["given-back"]).run(in: $1, act: $2)
        }
    }
}

extension FormValues {
    /// The day of a date field; nil when there is none, or none that a calendar has.
    fileprivate func day(_ field: String) -> LocalDate? {
        if case .date(let day) = date(field) { day } else { nil }
    }
}
