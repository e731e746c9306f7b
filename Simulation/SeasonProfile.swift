import Base

/// What one office received in a period, in published counts, and what the counts leave open in weights.
package struct OfficeSeason: Sendable, Equatable {
    /// How many dossiers of a field come in by one channel.
    package struct FieldWeight: Sendable, Equatable {
        /// Lĩnh vực as the catalogue writes it.
        package let field: String
        package let weight: Int

        package init(_ field: String, _ weight: Int) {
            self.field = field
            self.weight = weight
        }
    }

    package let agency: SeasonAgency
    /// Tiếp nhận: accepted within the period. All other counts are parts of it.
    package let received: Int
    package let online: Int
    /// Settled, but after the due date.
    package var late = 0
    /// Still being resolved at the end of the period, and in time.
    package var openInTime = 0
    /// Whose papers are not all there as files.
    package var undigitised = 0
    /// Withdrawn by the person before a result.
    package var withdrawn = 0
    /// Beside the received: filed online and refused at the counter (form 03).
    package var refused = 0
    /// Every settled one before its due date, none on it.
    package var isAllEarly = false
    package let onlineFields: [FieldWeight]
    package let counterFields: [FieldWeight]

    package var counter: Int { received - online }
    package var settled: Int { received - openInTime }
    package var settledInTime: Int { settled - late }
    package var digitised: Int { received - undigitised }

    /// The same office with so many dossiers; special cases that there were at all are still there.
    func scaled(to count: Int) -> OfficeSeason {
        var small = OfficeSeason(agency: agency, received: count,
            online: received == 0 ? 0 : (online * count + received / 2) / received, onlineFields: onlineFields,
            counterFields: counterFields)
        small.late = Shares.scaled(late, of: received, to: count)
        small.openInTime = min(count - small.late, Shares.scaled(openInTime, of: received, to: count))
        small.undigitised = min(small.counter, Shares.scaled(undigitised, of: received, to: count))
        small.withdrawn = Shares.scaled(withdrawn, of: received, to: count)
        small.refused = Shares.scaled(refused, of: received, to: count)
        small.isAllEarly = isAllEarly
        return small
    }

    package init(
        agency: SeasonAgency, received: Int, online: Int, onlineFields: [FieldWeight], counterFields: [FieldWeight]
    ) {
        self.agency = agency
        self.received = received
        self.online = online
        self.onlineFields = onlineFields
        self.counterFields = counterFields
    }
}

/// A season of one commune or of a whole province, as a report or a newspaper has told it (handbook 14).
package struct SeasonProfile: Sendable {
    /// As `motcua simulate --profile` takes it.
    package let name: String
    package let first: LocalDate
    package let last: LocalDate
    package let offices: [OfficeSeason]
    /// Who published the counts, or what they are made up from.
    package let source: String

    package init(name: String, first: LocalDate, last: LocalDate, offices: [OfficeSeason], source: String) {
        precondition(first <= last, "\(name) ends before it begins")
        self.name = name
        self.first = first
        self.last = last
        self.offices = offices
        self.source = source
    }

    package var received: Int { offices.reduce(0) { $0 + $1.received } }

    /// The season with about `factor` times as many dossiers, in the same shares.
    package func scaled(by factor: Double) -> SeasonProfile {
        factor == 1 ? self : scaled(to: Int((Double(received) * factor).rounded()))
    }

    /// The same with exactly so many; offices that are left with none are left out.
    package func scaled(to count: Int) -> SeasonProfile {
        let parts = Shares.cut(count, by: offices.map(\.received))
        let small = zip(offices, parts).map { $0.scaled(to: $1) }
        let busy = small.filter { $0.received > 0 }
        return SeasonProfile(name: name, first: first, last: last,
            offices: busy.isEmpty ? Array(small.prefix(1)) : busy, source: source)
    }
}
