import Access
import Base
import Blobs
import Files
import Identity
import Storage

/// A citizen who opens a mandate of their own, for a person or as the founder of an organisation.
struct MandateOpener {
    let account: AccountID
    let profile: CitizenProfile

    /// - Throws: `forbidden` for who is no citizen; `too-many-mandates` (409).
    init(in tx: Transaction, act: Act) throws {
        try act.requireMandate(.mandateOwn)
        guard let account = act.caller.account, let profile = try CitizenStore.profile(of: account, in: tx) else {
            throw Problem.forbidden
        }
        guard try MandateStore.openCount(of: account, in: tx) < MandateStore.openPerAgentMax else {
            throw Problem("too-many-mandates", status: 409, arguments: ["max": "\(MandateStore.openPerAgentMax)"])
        }
        (self.account, self.profile) = (account, profile)
    }

    /// Keeps the mandate with the papers that show its ground.
    func insert(_ mandate: Mandate, with files: [StagedFile], in tx: Transaction) throws {
        try MandateStore.insert(mandate, in: tx)
        for file in files {
            _ = try FileStore.keep(file, ownerKind: Mandate.subjectKind, owner: mandate.id.description, by: account,
                at: mandate.madeAt, in: tx)
        }
    }
}
