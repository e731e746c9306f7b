import Base
import Crypto
import Deadlines

/// What one record of a catalogue file says, checked: the content of a procedure without its place in time.
package struct ProcedureRecord: Sendable, Equatable {
    /// How sure the source is of one of its own fields.
    package enum Confidence: String, Sendable { case high, medium, low }

    /// One step of the commune's own work on a dossier (quy trình nội bộ), in minutes of working time.
    package struct WorkStep: Sendable, Equatable {
        package let actor: String
        package let minutes: Int
    }

    package var code: String
    package var name: String
    package var officialName: String
    package var field: String
    package var group: String
    package var levelOfGovernment: String
    package var authority: String
    package var department: String
    /// As published, words between commas; `AudienceWords` reads them.
    package var audience: String
    /// The decision that published it, when named.
    package var decision: String
    package var channels: Set<Channel>
    package var online: OnlineLevel
    package var time: ProcessingTime
    package var fee: Fee
    package var components: [Component]
    package var results: [ResultPaper]
    package var legalBasis: [String]
    package var steps: [String]
    package var requirements: String
    package var workflow: [WorkStep]
    package var isCommon: Bool
    package var source: String
    package var sourceKind: String
    package var confidence: [String: Confidence]

    /// SHA-256, hexadecimal, of the canonical text: equal exactly when nothing that matters has changed.
    package var digest: String { Hex.text(SHA256.hash(data: Array(canonicalText.utf8))) }
}
