import Access
import Base
import Blobs
import Calendars
import Deadlines
import Storage
import Web

/// Lịch làm việc for whoever runs the centre: each year as a picture with what it rests on, what was entered by whom,
/// and the way in: a form or a file, what it would move, the confirmation. `/quan-tri/lich`.
struct CalendarPages: Sendable {
    static let path = "/quan-tri/lich"
    static let formPath = "\(path)/nhap"
    static let previewPath = "\(path)/xem-truoc"
    static let movesShown = 100
    static let fileBytesMax = 1_000_000

    let live: LiveCalendar

    var routes: [Route] {
        [
            .get(Self.path, .seeCalendar) { try await show($0, problem: nil) },
            .get(Self.formPath, .seeCalendar, form),
            .post(Self.previewPath, .seeCalendar,
                body: .files(bytesPerFileMax: Self.fileBytesMax, types: [.json]), preview),
            .post(Self.path, .editCalendar, confirm),
        ]
    }

    // MARK: What there is

    private func show(_ request: WebRequest, problem: Problem?) async throws -> Answer {
        let (ledger, recounts, calendar) = try await request.site.database.read { snapshot in
            (try CalendarLedger(in: snapshot), try DueRecountStore.all(in: snapshot), try live.current(in: snapshot))
        }
        let own = calendar.of(request.permit.agency)
        let today = request.now.localDate
        let asked = Int(request.query["nam"]) ?? today.year
        let years = own.years.map(\.number)
        let year = years.contains(asked) ? asked : years.last { $0 <= today.year } ?? years.first
        guard let year else { throw Problem.notFound }
        return .page(CalendarViews(calendar: own, year: year, ledger: ledger, recounts: recounts, problem: problem,
            request: request).page, status: problem?.status ?? 200)
    }

    @Sendable private func form(_ request: WebRequest) async throws -> Answer {
        guard let entry = CalendarEntry(rawValue: request.query["loai"]) else { throw Problem.notFound }
        return .page(try await views(entry, request, values: request.query).form(nil))
    }

    private func views(
        _ entry: CalendarEntry, _ request: WebRequest, values: FormValues
    ) async throws -> CalendarEntryViews {
        let ledger = try await request.site.database.read { try CalendarLedger(in: $0) }
        return CalendarEntryViews(
            entry: entry, ledger: ledger, calendar: ledger.calendar(over: live.base).of(request.permit.agency),
            values: values, request: request)
    }

    // MARK: What would be

    @Sendable private func preview(_ request: WebRequest) async throws -> Answer {
        guard let entry = CalendarEntry(rawValue: request.form["loai"]), let agency = request.permit.agency else {
            throw Problem.notFound
        }
        var bytes: [UInt8] = []
        if let file = request.files["file"]?.first { bytes = try await request.site.blobs.bytes(of: file.digest) }
        let views = try await views(entry, request, values: request.form)
        do {
            let changes = try entry.changes(request.form, file: bytes, agency: agency, in: views.calendar)
            guard !changes.isEmpty else { throw Problem.invalid([FieldFault("file", "calendar-same")]) }
            let (reason, source) = (request.form["reason"], request.form["source"])
            return try await look(changes, reason: reason, source: source, views, request, problem: nil)
        } catch let problem as Problem where problem.code == "calendar-unreadable" {
            let fault = FieldFault("file", "calendar-file", problem.arguments)
            return .page(views.form(.invalid([fault])), status: 422)
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return .page(views.form(problem), status: problem.status)
        }
    }

    private func look(
        _ changes: [CalendarChange], reason: String, source: String, _ views: CalendarEntryViews, _ request: WebRequest,
        problem: Problem?
    ) async throws -> Answer {
        let deed = EnterInCalendar(changes.map { ReviseCalendar($0, reason: reason, source: source) })
        let preview = try await request.site.database.read {
            try deed.preview(over: live.base, for: request.permit, at: request.now, in: $0)
        }
        return .page(views.preview(preview, changes, reason: reason, source: source, problem: problem),
            status: problem?.status ?? 200)
    }

    // MARK: Yes

    /// What was shown comes back as it would be stored; the deed checks it again.
    @Sendable private func confirm(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (kinds, details) = (form.all("change").compactMap(CalendarChange.Kind.init(rawValue:)), form.all("details"))
        guard !kinds.isEmpty, kinds.count == details.count, let seen = Int64(form["seen"]) else {
            throw Problem.notFound
        }
        let changes = try zip(kinds, details).map { kind, details in
            let isOwn = kind == .closure || kind == .hours
            return try CalendarChange(kind, agency: isOwn ? agency : nil, details: details)
        }
        let deed = EnterInCalendar(changes.enumerated().map { index, change in
            ReviseCalendar(change, reason: form["reason"], source: form["source"], seen: index == 0 ? seen : nil)
        })
        do {
            let answer = try await request.once { tx in
                try deed.run(over: live.base, in: tx, act: request.act)
                return .redirect(to: Self.path, notice: "calendar-entered")
            }
            try await live.refresh(from: request.site.database)
            return answer
        } catch let problem as Problem where problem.code == "calendar-changed-since" {
            let views = try await views(.file, request, values: form)
            return try await look(
                changes, reason: form["reason"], source: form["source"], views, request, problem: problem)
        } catch let problem as Problem where problem.status == 409 || !problem.fields.isEmpty {
            return try await show(request, problem: problem)
        }
    }
}
