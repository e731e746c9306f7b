import Access
import Base
import Storage

/// The one journal (nhật ký): every change of legal weight, in one chain, written with the change itself.
///
/// Timelines, the audit log, notices, live displays and statistics read it; nobody can change it, not even the program.
package enum Journal {
    /// What the facts of one entry may take, in bytes of JSON. Longer texts belong into the record itself.
    package static let factsBytesMax = 65_536
    /// What one question may return.
    package static let entriesMax = 10_000

    /// Adds one entry at the end of the chain, in the caller's transaction.
    /// - Precondition: the transaction holds the journal's lane, and the kind is `feature.past-participle`.
    /// - Throws: `JournalError.factsTooLarge`.
    @discardableResult
    package static func append(_ draft: JournalDraft, by act: Act, in tx: Transaction) throws -> JournalEntry {
        try append([draft], by: act, in: tx)[0]
    }

    /// Adds some entries, in their order: what one act does in several steps costs one statement.
    @discardableResult
    package static func append(
        _ drafts: [JournalDraft], by act: Act, in tx: Transaction
    ) throws -> [JournalEntry] {
        guard !drafts.isEmpty else { return [] }
        // Nobody else can move the head while the transaction holds the lane, so it is asked for once.
        var head = try tx.remembered(JournalHead.self) ?? JournalStore(tx).head()
        let entries = try drafts.map { draft in
            precondition(tx.lane == .journal, "\(draft.kind) is appended outside the journal's lane")
            precondition(draft.kind.contains("."), "\(draft.kind) does not name its feature")
            let size = JSONFacts(draft.facts).text.utf8.count
            guard size <= factsBytesMax else { throw JournalError.factsTooLarge(kind: draft.kind, bytes: size) }
            let entry = JournalEntry(draft, by: act, after: head)
            head = JournalHead(number: entry.number, digest: entry.digest)
            return entry
        }
        try JournalStore.insert(entries, in: tx)
        tx.remember(head)
        return entries
    }

    /// The history of one record, oldest first, at most `entriesMax`.
    package static func entries(
        of subjectKind: String, _ subject: String, in snapshot: Snapshot
    ) throws -> [JournalEntry] {
        try JournalStore(snapshot).entries(of: subjectKind, subject, limit: entriesMax)
    }

    /// What comes after entry `number`, oldest first.
    /// - Parameter limit: 1 to `entriesMax`.
    package static func entries(
        after number: Int64, limit: Int, in snapshot: Snapshot
    ) throws -> [JournalEntry] {
        try JournalStore(snapshot).entries(after: number, limit: min(limit, entriesMax))
    }

    /// Entries about records of one kind, record by record and each record's oldest first: to fold many records one
    /// after the other without holding them all.
    /// - Parameters: place: the entry before, or `.beginning`; last: only entries up to this number.
    package static func entries(
        ofKind subjectKind: String, after place: JournalPlace, through last: Int64, limit: Int, in snapshot: Snapshot
    ) throws -> [JournalEntry] {
        try JournalStore(snapshot).entries(
            ofKind: subjectKind, after: place, through: last, limit: min(limit, entriesMax))
    }

    /// When the last entry was written; nil while the journal is empty.
    package static func lastStamp(in snapshot: Snapshot) throws -> Instant? {
        try entries(after: max(0, head(in: snapshot).number - 1), limit: 1, in: snapshot).last?.at
    }

    /// Numbers and digests alone of what comes after entry `number`, in order: a million of them take a second or two.
    /// - Parameter limit: 1 to `entriesMax`.
    package static func digests(after number: Int64, limit: Int, in snapshot: Snapshot) throws -> [JournalHead] {
        try JournalStore(snapshot).digests(after: number, limit: min(limit, entriesMax))
    }

    /// Where the chain ends now.
    package static func head(in snapshot: Snapshot) throws -> JournalHead { try JournalStore(snapshot).head() }
}

/// A place in the order of records and, within a record, of entries.
package struct JournalPlace: Sendable {
    let subject: String
    let number: Int64

    package static let beginning = JournalPlace(subject: "", number: 0)

    init(subject: String, number: Int64) {
        self.subject = subject
        self.number = number
    }

    package init(of entry: JournalEntry) { self.init(subject: entry.subject, number: entry.number) }
}

/// What the journal refuses apart from what the database refuses.
package enum JournalError: Error, Sendable, Equatable {
    case factsTooLarge(kind: String, bytes: Int)
}

extension JournalEntry {
    /// A right that is another's is told with whose it is, unless the deed has said it of this very record.
    fileprivate init(_ draft: JournalDraft, by act: Act, after head: JournalHead) {
        let lender = draft.facts[StoodFor.accountFact] == nil ? act.permit.inPlaceOf.first?.facts ?? [:] : [:]
        let unsealed = JournalEntry(
            number: head.number + 1, at: act.at, kind: draft.kind, subjectKind: draft.subjectKind,
            subject: draft.subject, agency: draft.agency, actor: act.caller.account, actorName: act.caller.name,
            actorRole: act.caller.roleText, requestID: act.requestID,
            facts: draft.facts.merging(lender) { said, _ in said }, previousDigest: head.digest, digest: "")
        self = unsealed.sealed(EntryDigest.hex(of: unsealed))
    }

    private func sealed(_ digest: String) -> JournalEntry {
        JournalEntry(
            number: number, at: at, kind: kind, subjectKind: subjectKind, subject: subject, agency: agency,
            actor: actor, actorName: actorName, actorRole: actorRole, requestID: requestID, facts: facts,
            previousDigest: previousDigest, digest: digest)
    }
}
