import Access
import Base
import Storage

/// Sự cố, vi phạm về dữ liệu cá nhân: what happened, whom it may have touched, what was done about it, by when.
///
/// The law's clocks run from the moment it was found: first notice within 24 hours, report within 72
/// (NĐ 331/2026/NĐ-CP, article 31.2; Luật 91/2025/QH15 and form 08 of NĐ 356/2025/NĐ-CP).
package struct Incident: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Lộ, lọt; truy cập trái phép; mất; dùng sai mục đích; mã độc; khác.
        case leak, intrusion, loss, misuse, malware, other
    }

    /// What is to be done about each, in this order.
    package enum Duty: String, Sendable, CaseIterable, SQLConvertible {
        case contain
        case firstNotice = "first-notice"
        case report
        case tellPeople = "tell-people"
        case learn

        /// Within how many hours of the finding; nil where no law gives a number.
        package var hours: Int64? {
            switch self {
            case .contain, .learn: nil
            case .firstNotice: 24
            case .report, .tellPeople: 72
            }
        }
    }

    package struct Done: Sendable, Equatable {
        package let at: Instant
        package let by: String
        package let note: String
    }

    package static let textMax = 4000

    package let id: ID<Incident>
    package let agency: AgencyID
    /// Of the year, from 1.
    package let number: Int
    package let year: Int
    package let openedAt: Instant
    package let openedBy: String
    package var facts: IncidentFacts
    package var done: [Duty: Done]
    package var closedAt: Instant?

    /// `2026-01`
    package var code: String { "\(year)-\(twoDigits(number))" }

    package func due(_ duty: Duty) -> Instant? { duty.hours.map { facts.foundAt.adding(seconds: $0 * 3600) } }

    package func isLate(_ duty: Duty, at now: Instant) -> Bool {
        guard let due = due(duty) else { return false }
        return (done[duty]?.at ?? now) > due
    }
}

/// What is known of an incident; may be mended as long as it is open.
package struct IncidentFacts: Sendable, Equatable {
    package var kind: Incident.Kind
    package var foundAt: Instant
    package var description: String
    package var consequences: String
    package var measures: String
    /// Whose looks are doubtful: an account, an address, a time. Nil and empty: any.
    package var account: AccountID?
    package var login: String
    package var address: String
    package var from: LocalDate?
    package var through: LocalDate?

    package init(
        kind: Incident.Kind, foundAt: Instant, description: String, consequences: String = "", measures: String = "",
        account: AccountID? = nil, login: String = "", address: String = "", from: LocalDate? = nil,
        through: LocalDate? = nil
    ) {
        self.kind = kind
        self.foundAt = foundAt
        self.description = description
        self.consequences = consequences
        self.measures = measures
        self.account = account
        self.login = login
        self.address = address
        self.from = from
        self.through = through
    }

    /// Whether it says whose looks are doubtful: nobody is touched by «everything that anybody ever saw».
    package var hasScope: Bool { account != nil || !address.isEmpty || from != nil || through != nil }

    /// - Throws: `invalid-form` with every fault at once.
    func checked(at now: Instant) throws(Problem) -> IncidentFacts {
        var (facts, faults): (IncidentFacts, [FieldFault]) = (self, [])
        facts.description = VietnameseText.tidied(description)
        facts.consequences = VietnameseText.tidied(consequences)
        facts.measures = VietnameseText.tidied(measures)
        facts.address = address.filter { !$0.isWhitespace }
        if facts.description.isEmpty { faults.append(FieldFault("description", "privacy.incident-text")) }
        let texts = [
            ("description", facts.description), ("consequences", facts.consequences), ("measures", facts.measures),
            ("address", facts.address),
        ]
        for (field, text) in texts where text.count > Incident.textMax {
            faults.append(FieldFault(field, "privacy.too-long", ["max": "\(Incident.textMax)"]))
        }
        if facts.foundAt > now { faults.append(FieldFault("found", "privacy.incident-future")) }
        if let from, let through, through < from {
            faults.append(FieldFault("through", "privacy.incident-span"))
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return facts
    }
}
