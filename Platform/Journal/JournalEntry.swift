import Access
import Base

/// What a deed says happened; the journal adds the place in the chain.
package struct JournalDraft: Sendable {
    /// `feature.past-participle`, for instance `dossier.accepted`.
    package let kind: String
    /// The kind of record (`dossier`, `account` …) and its id: together the subject.
    package let subjectKind: String
    package let subject: String
    /// For which agency it counts; nil for what concerns no agency.
    package let agency: AgencyID?
    /// Further facts as text; keys are sorted in the chain. Never secrets.
    package let facts: [String: String]

    package init(_ kind: String, of subjectKind: String, _ subject: String, agency: AgencyID?,
        facts: [String: String] = [:]
    ) {
        self.kind = kind
        self.subjectKind = subjectKind
        self.subject = subject
        self.agency = agency
        self.facts = facts
    }
}

/// One entry of the journal (nhật ký): who, in which role, did what, when, to which record, for which agency.
package struct JournalEntry: Sendable, Equatable {
    /// Place in the chain, from 1 without gaps.
    package let number: Int64
    package let at: Instant
    package let kind: String
    package let subjectKind: String
    package let subject: String
    package let agency: AgencyID?
    /// The account that acted; nil for the public and the program itself.
    package let actor: AccountID?
    /// The actor's name at that time.
    package let actorName: String
    package let actorRole: String
    /// Ties the entry to the log lines and the page of the same request.
    package let requestID: String
    package let facts: [String: String]
    /// SHA-256, hexadecimal, of the entry before; 64 zeros for the first.
    package let previousDigest: String
    /// SHA-256, hexadecimal, over all fields above.
    package let digest: String

    /// The absent person by whose right it was done; nil where the actor did it by the own.
    package var onBehalfOf: String? { facts[StoodFor.nameFact] }

    /// Whether the digest is that of the other fields: for an entry that somebody else has kept.
    package var isWhole: Bool { EntryDigest.hex(of: self) == digest }

    /// An entry as somebody else has kept it, a receipt for instance; the journal itself makes its own.
    package init(
        number: Int64, at instant: Instant, kind: String, subjectKind: String, subject: String, agency: AgencyID?,
        actor: AccountID?, actorName: String, actorRole: String, requestID: String, facts: [String: String],
        previousDigest: String, digest: String
    ) {
        self.number = number
        at = instant
        self.kind = kind
        self.subjectKind = subjectKind
        self.subject = subject
        self.agency = agency
        self.actor = actor
        self.actorName = actorName
        self.actorRole = actorRole
        self.requestID = requestID
        self.facts = facts
        self.previousDigest = previousDigest
        self.digest = digest
    }
}
