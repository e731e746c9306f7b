import Base
import Blobs
import Catalogue
import Deadlines
import Files

/// What is asked for and on which terms: the part of a dossier that its lists do not need.
package struct DossierContent: Sendable, Equatable {
    package static let requestLengthMax = 4000
    /// How many sets of papers may be handed in.
    package static let setsRange = 1...99

    /// Nội dung yêu cầu, in the person's words; may be empty.
    package var request: String
    /// The lawful time as published at filing; nil when the catalogue does not say and nobody has yet.
    package var term: Term?
    /// Nil: not known.
    package var fee: Dong?
    package var feeStanding: FeeStanding
    /// What a fee by page or copy was counted from; nil for one amount.
    package var feeCount: FeeCount?
    /// Where to send the result; empty unless it goes by post.
    package var returnAddress: String
    /// The tag of the language in which the person filed it: `en`. Empty when nobody has said.
    package var language = ""
    /// Số bộ hồ sơ: how many sets of its papers were handed in.
    package var sets = 1
}

/// A request to supplement (yêu cầu bổ sung, form 02): all points at once.
package struct Supplement: Sendable, Equatable {
    package let askedAt: Instant
    /// Where the dossier stood when it was asked, and goes back to.
    package let askedFrom: DossierState
    /// What it does to the time limit; nil before acceptance, when no time runs.
    package let effect: Stop.Effect?
    package let points: String
    /// Why a leader let it be asked a second time; empty for the first.
    package let reason: String
    package internal(set) var answeredAt: Instant?
    package internal(set) var answer: String
}

/// The result on its way: proposed by a specialist, decided by a leader, numbered, handed over.
package struct DossierResult: Sendable, Equatable {
    package var proposal: String
    package var proposedBy: String
    package var approverName: String
    /// Quyền hạn, chức vụ của người ký: the lines over the signer's name, as "TUQ. CHỦ TỊCH" and "GIÁM ĐỐC TRUNG TÂM",
    /// parted by a line feed; empty before, and for what was signed before such lines were kept.
    package var signedAs = ""
    /// Number of the result paper in the register; empty until it is published.
    package var number: String
    /// The electronic result, when there is one: a draft until it is published, then what the citizen downloads.
    package var file: KeptFile?
    package var collectedBy: String

    /// Whose files results are in `FileStore`: apart from the papers handed in, for the citizen sees those at once.
    package static let fileOwnerKind = "dossier-result"
    /// What anybody can open anywhere, and nobody changes by accident.
    package static let fileTypes: [FileType] = [.pdf, .jpeg, .png]
}

/// A remark between officers; the citizen does not see it.
package struct DossierNote: Sendable, Equatable {
    package static let lengthMax = 2000

    package let at: Instant
    package let author: String
    package let text: String
}
