import Access
import Base
import Calendars
import Catalogue
import Dossiers
import Identity
import Storage
import Web

/// `/bang-giam-doc`: what is due, late and stuck, with whom; each number leads to its dossiers, each dossier to a call.
struct BoardPages {
    static let path = "/bang-giam-doc"

    let calendar: LiveCalendar

    var routes: [Route] {
        [
            .get(Self.path, .boardSee, board).reads(.list, of: "worklist", record: nil),
            .get("\(Self.path)/ho-so", .boardSee, list).reads(.list, of: "worklist", record: nil),
            .get("\(Self.path)/goi/:id", .boardSee) { .page(try await callPage($0, nil)) }.reads(.page),
            .post("\(Self.path)/goi/:id", .boardSee, call),
        ].drawingAgain()
    }

    /// What the board is drawn from, read in one snapshot.
    struct Reading: Sendable {
        let board: DirectorBoard
        let offices: [Office]
        let people: [StaffMember]
        let broken: Int
    }

    private func read(_ request: WebRequest) async throws -> Reading {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (now, calendar) = (request.now, calendar)
        return try await request.site.database.read { snapshot in
            let days = try calendar.current(in: snapshot)
            let watched = try WatchStore.running(of: agency, andLegs: true, in: days, snapshot)
            let moves = try DossierMoveStore.moments(of: watched.dossiers.map(\.id), in: snapshot)
            return Reading(
                board: try DirectorBoard(watched.dossiers, steps: watched.steps, of: agency, moves: moves, at: now,
                    calendar: days.of(agency)),
                offices: try AgencyStore.offices(of: agency, in: snapshot),
                people: try StaffStore.members(of: agency, on: now.localDate, in: snapshot),
                broken: watched.broken.count)
        }
    }

    @Sendable private func board(_ request: WebRequest) async throws -> Answer {
        let reading = try await read(request)
        let stuck = Array(reading.board.lines(.stuck).prefix(10))
        let names = try await names(of: stuck, request)
        var answer = Answer.page(BoardViews(request, reading).page(stuck, names))
        answer.shown = stuck.map(\.dossier.id.description)
        return answer
    }

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        let reading = try await read(request)
        let office: DirectorBoard.Whose<OfficeID> = BoardViews.whose(request.query["phong"])
        let person: DirectorBoard.Whose<AccountID> = BoardViews.whose(request.query["nguoi"])
        let list = DirectorBoard.List(rawValue: request.query["loc"])
        let lines = reading.board.lines(list, office: office, person: person)
        let number = max(1, Int(request.query["trang"]) ?? 1)
        let shown = Array(lines.dropFirst((number - 1) * BoardViews.pageSize).prefix(BoardViews.pageSize))
        let names = try await names(of: shown, request)
        var answer = Answer.page(BoardViews(request, reading).listPage(
            list, office: office, person: person, shown, names, number: number, total: lines.count))
        answer.shown = shown.map(\.dossier.id.description)
        return answer
    }

    private func names(
        of lines: [DirectorBoard.Line], _ request: WebRequest
    ) async throws -> [ID<Procedure>: String] {
        let ids = Set(lines.map(\.dossier.procedure))
        return try await request.site.database.read { try ProcedureStore.names(of: ids, in: $0) }
    }

    // MARK: A call

    private func callPage(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let id: ID<Dossier> = try request.id("id")
        let (dossier, people, calls) = try await request.site.database.read { snapshot in
            let dossier = try DossierStore.dossier(id, for: request.permit, in: snapshot)
            return (dossier, try StaffStore.members(of: dossier.agency, on: request.now.localDate, in: snapshot),
                try CallStore.calls(about: id, in: snapshot))
        }
        return BoardViews.callPage(dossier, people, calls, request, problem)
    }

    @Sendable private func call(_ request: WebRequest) async throws -> Answer {
        let deed = RecordCall(
            about: try request.id("id"), to: AccountID(request.form["called"]), said: request.form["said"])
        return try await request.once(orAgain: { try await callPage(request, $0) }) { tx in
            try deed.run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/goi/\(deed.dossier)", notice: "call-recorded")
        }
    }
}
