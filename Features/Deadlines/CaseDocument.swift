import Base

/// A question about a deadline as one JSON document, with everything that the answer rests on:
///
///     {"accepted": "2026-11-23T09:00", "term": "5wd", "remote": false, "kind": "house",
///      "terms": {"normal": "20wd", "remote": "30wd", "kinds": {"house": "15wd"}},
///      "stops": [{"from": "…", "to": "…", "ground": "supplement", "effect": "suspends", "basis": "…"}],
///      "extend": 3, "hand-overs": [{"at": "…", "office": "Phòng Kinh tế"}],
///      "finished": "2026-12-01T10:00", "now": "2026-12-03T08:00", "calendar": {"years": […]}}
///
/// `term` or `terms`; everything but these and `accepted` may be left out.
package struct CaseDocument: Sendable {
    package let matter: DeadlineCase
    package let isRemote: Bool
    package let handOvers: [ElapsedTime.HandOver]
    /// «Đã xử lý xong», when it is.
    package let finished: Instant?
    package let now: Instant?
    /// Nil when the document brings none of its own.
    package let calendar: WorkCalendar?

    private static let names: Set<String> = ["accepted", "term", "terms", "remote", "kind", "stops", "extend",
        "hand-overs", "finished", "now", "calendar"]

    /// The same from what somebody typed.
    package init(_ matter: DeadlineCase, isRemote: Bool, finished: Instant?, now: Instant?) {
        (self.matter, self.isRemote, self.finished, self.now) = (matter, isRemote, finished, now)
        (handOvers, calendar) = ([], nil)
    }

    /// - Throws: `case-unreadable` with the place as `where`, and what the parts refuse with.
    package init(_ bytes: [UInt8]) throws(Problem) {
        let root: JSONNode
        do { root = try JSONReader.read(bytes) } catch { throw Self.unreadable("line \(error.line)") }
        guard case .object(let members) = root.value else { throw Self.unreadable("line 1") }
        if let strange = members.first(where: { !Self.names.contains($0.name) }) {
            throw Self.unreadable("\(strange.name), line \(strange.node.line)")
        }
        guard let accepted = try Self.moment(root["accepted"], "accepted") else { throw Self.unreadable("accepted") }
        switch root["remote"]?.value {
        case nil: isRemote = false
        case .bool(let flag)?: isRemote = flag
        case .some: throw Self.unreadable("remote")
        }
        let rule = try Self.rule(root)
        let term = try rule.term(isRemote: isRemote, kind: try Self.text(root["kind"], "kind"))
        matter = DeadlineCase(term: term, acceptedAt: accepted, stops: try Self.stops(root["stops"]),
            extended: try Self.extended(root["extend"], of: term))
        handOvers = try Self.handOvers(root["hand-overs"])
        finished = try Self.moment(root["finished"], "finished")
        now = try Self.moment(root["now"], "now")
        calendar = try root["calendar"].map { node throws(Problem) in try CalendarDocument.read(node) }
    }

    // MARK: Parts that the command line also takes

    /// A moment, or a date for its first.
    package static func moment(_ text: String) -> Instant? {
        Instant(iso8601: text) ?? LocalDate(iso8601: text).map { Instant($0) }
    }

    /// `3`, `3wd` or `3d`: days after the old date, in the days of the term when the unit is not named.
    package static func extended(_ text: String, of term: Term) throws(Problem) -> Extension {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count)
        let named = Extension.Unit(rawValue: String(unit))
        guard !digits.isEmpty, unit.isEmpty || named != nil else {
            throw Problem("extension-unreadable", status: 422, arguments: ["text": text])
        }
        let days = Int(digits) ?? Int.max
        return named.map { Extension(days: days, unit: $0) } ?? Extension(days: days, of: term)
    }

    /// `FROM/TO:ground`; an empty TO for a stop that has not ended, `:restarts` behind when the term begins anew.
    package static func stop(_ text: String) throws(Problem) -> Stop {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let from = moment(String(halves[0])) else { throw stopUnreadable(text) }
        var parts = halves[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var effect = Stop.Effect.suspends
        if parts.count > 1, let named = Stop.Effect(rawValue: parts[parts.count - 1]) {
            effect = named
            parts.removeLast()
        }
        guard parts.count > 1, let ground = Stop.Ground(rawValue: parts.removeLast()) else {
            throw stopUnreadable(text)
        }
        let end = parts.joined(separator: ":")
        let to = moment(end)
        guard to != nil || end.isEmpty else { throw stopUnreadable(text) }
        return Stop(from: from, to: to, ground: ground, effect: effect)
    }

    private static func stopUnreadable(_ text: String) -> Problem {
        Problem("stop-unreadable", status: 422, arguments: [
            "text": text, "grounds": Stop.Ground.allCases.map(\.rawValue).joined(separator: ", "),
        ])
    }

    // MARK: Reading

    private static func rule(_ root: JSONNode) throws(Problem) -> TermRule {
        if let term = try text(root["term"], "term") {
            guard root["terms"] == nil else { throw unreadable("terms") }
            return TermRule(try Term(reading: term))
        }
        guard let terms = root["terms"], let normal = try text(terms["normal"], "terms.normal") else {
            throw unreadable("term")
        }
        var kinds: [String: Term] = [:]
        if case .object(let members)? = terms["kinds"]?.value {
            for member in members {
                kinds[member.name] = try Term(reading: try text(member.node, "terms.kinds") ?? "")
            }
        }
        let remote = try text(terms["remote"], "terms.remote").map { text throws(Problem) in try Term(reading: text) }
        return TermRule(try Term(reading: normal), remote: remote, kinds: kinds)
    }

    private static func stops(_ node: JSONNode?) throws(Problem) -> [Stop] {
        guard let node else { return [] }
        guard let list = node.list else { throw unreadable("stops") }
        return try list.enumerated().map { index, item throws(Problem) in
            if let text = item.text { return try stop(text) }
            let place = "stops[\(index)]"
            guard let from = try moment(item["from"], place), let ground = item["ground"]?.text
                .flatMap(Stop.Ground.init(rawValue:)),
                let effect = Stop.Effect(rawValue: item["effect"]?.text ?? Stop.Effect.suspends.rawValue)
            else { throw unreadable("\(place), line \(item.line)") }
            return Stop(from: from, to: try moment(item["to"], place), ground: ground, effect: effect,
                basis: try text(item["basis"], place))
        }
    }

    private static func extended(_ node: JSONNode?, of term: Term) throws(Problem) -> Extension? {
        guard let node, node.value != .null else { return nil }
        if let days = node.integer { return Extension(days: Int(clamping: days), of: term) }
        guard let text = node.text else { throw unreadable("extend") }
        return try extended(text, of: term)
    }

    private static func handOvers(_ node: JSONNode?) throws(Problem) -> [ElapsedTime.HandOver] {
        guard let node else { return [] }
        guard let list = node.list else { throw unreadable("hand-overs") }
        return try list.enumerated().map { index, item throws(Problem) in
            let place = "hand-overs[\(index)]"
            let office = try text(item["office"], place).map { TimeHolder.office($0) }
            let agency = try text(item["agency"], place).map { TimeHolder.agency($0) }
            guard let at = try moment(item["at"], place), let holder = office ?? agency else {
                throw unreadable("\(place), line \(item.line)")
            }
            return ElapsedTime.HandOver(at: at, holder: holder)
        }
    }

    private static func moment(_ node: JSONNode?, _ place: String) throws(Problem) -> Instant? {
        guard let text = try text(node, place) else { return nil }
        guard let moment = moment(text) else { throw unreadable("\(place) \(text)") }
        return moment
    }

    private static func text(_ node: JSONNode?, _ place: String) throws(Problem) -> String? {
        guard let node, node.value != .null else { return nil }
        guard let text = node.text else { throw unreadable("\(place), line \(node.line)") }
        return text
    }

    private static func unreadable(_ place: String) -> Problem {
        Problem("case-unreadable", status: 422, arguments: ["where": place])
    }
}
