import Access
import Base
import Storage

/// Quyền làm thay: somebody with an account acts for somebody else, on a ground that the law knows, between two days.
package struct Mandate: Sendable, Equatable {
    /// The subject of its journal entries, and the owner of its scans in Files.
    package static let subjectKind = "mandate"

    /// On which ground one acts for another.
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Người được uỷ quyền: by a paper (BLDS 2015, articles 138 and 562).
        case representative
        /// Cha, mẹ, người giám hộ của người chưa thành niên (BLDS 2015, article 136): until the 18th birthday.
        case parent
        /// Thành viên tổ công nghệ số cộng đồng (NĐ 224/2026, article 79), with the person's consent.
        case helper
        /// Người của tổ chức: the legal representative and whom they have let in.
        case member

        /// Those that a person adds for a person.
        package static let ofPeople: [Kind] = [.representative, .parent, .helper]
    }

    /// What was decided about it. Whether it counts today follows from this and the days: `state(on:)`.
    package enum Standing: String, Sendable, SQLConvertible {
        /// Chờ kiểm tra: brought by the agent, seen by no officer yet.
        case awaiting
        case accepted, refused
        /// Đã chấm dứt, by either side or at the counter on the person's word.
        case ended
    }

    package enum State: String, Sendable, CaseIterable {
        /// Waits for the person's own yes.
        case unconfirmed
        case awaiting, inForce = "in-force", coming, over, refused, ended
    }

    /// The paper that it rests on: the authorisation, or the child's birth certificate.
    package struct Paper: Sendable, Equatable {
        /// Số chứng thực, số giấy khai sinh; empty when there is only the scan.
        package var number: String
        /// Nơi chứng thực, nơi cấp.
        package var place: String
        package var day: LocalDate?

        package init(number: String = "", place: String = "", day: LocalDate? = nil) {
            self.number = number
            self.place = place
            self.day = day
        }
    }

    package let id: MandateID
    package let kind: Kind
    /// Who acts.
    package let agent: AccountID
    package let agentName: String
    /// For whom.
    package let principal: Principal
    /// The person's own account, once they have said yes there.
    package var principalAccount: AccountID?
    package let organisation: OrganisationID?
    package let paper: Paper
    /// Only for helpers.
    package let consent: Consent?
    package let scope: MandateScope
    package let from: LocalDate
    /// The last day, included; nil for members, who are let out by name.
    package let through: LocalDate?
    /// The commune that looks at the paper.
    package let agency: AgencyID
    package var standing: Standing
    package let madeAt: Instant
    /// When and by whom it was accepted, refused or ended last; empty while nobody has.
    package var decidedAt: Instant?
    package var decidedBy: String
    package var reason: String
    /// Of whom is in an organisation.
    package var memberRole: Organisation.Role?

    package func state(on day: LocalDate) -> State {
        switch standing {
        case .refused: return .refused
        case .ended: return .ended
        case .awaiting, .accepted:
            if let through, through < day { return .over }
            if consent?.way == .ownAccount, principalAccount == nil { return .unconfirmed }
            if day < from { return .coming }
            return standing == .accepted ? .inForce : .awaiting
        }
    }

    /// Whether the agent may file and act by it today. What waits for the officer's look already counts: the officer
    /// who takes the dossier in sees the paper with it, and a refusal ends it at once.
    package func counts(on day: LocalDate) -> Bool {
        switch state(on: day) {
        case .awaiting, .inForce: true
        case .unconfirmed, .coming, .over, .refused, .ended: false
        }
    }
}

/// Sự đồng ý: what somebody who is helped has said, how and what for.
package struct Consent: Sendable, Equatable {
    /// How it was given.
    package enum Way: String, Sendable, CaseIterable, SQLConvertible {
        /// Signed, photographed, with a witness.
        case paper
        /// A press of the button in the person's own account.
        case ownAccount = "own-account"
    }

    package let way: Way
    /// What the person wants to be helped with, in their words.
    package let purpose: String
    /// Who was there; for consent on paper.
    package let witness: String

    package init(way: Way, purpose: String, witness: String) {
        self.way = way
        self.purpose = purpose
        self.witness = witness
    }
}

/// Phạm vi uỷ quyền: every procedure, or those that the paper names, by code or by field.
package struct MandateScope: Sendable, Equatable {
    package static let wordsMax = 20
    static let wordLengthMax = 120

    /// Codes of procedures and names of fields as typed; empty for everything.
    package let words: [String]

    package init(_ words: [String]) { self.words = words }

    /// One a line, as a form has them.
    init(lines: String) {
        words = lines.split(whereSeparator: \.isNewline).map { VietnameseText.tidied(String($0)) }
            .filter { !$0.isEmpty }
    }

    package func covers(procedure code: String, field: String) -> Bool {
        guard !words.isEmpty else { return true }
        let wanted = [code, field].map(VietnameseText.folded)
        return words.contains { wanted.contains(VietnameseText.folded($0)) }
    }

    var lines: String { words.joined(separator: "\n") }
}
