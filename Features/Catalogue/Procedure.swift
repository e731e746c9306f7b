import Base
import Deadlines
import Storage

/// One published version of an administrative procedure (thủ tục hành chính). A dossier keeps the version it was filed
/// under; a change of the law makes a new version and leaves this one as it was.
package struct Procedure: Sendable, Equatable {
    package let id: ID<Procedure>
    /// From 1.
    package let version: Int
    package let effectiveFrom: LocalDate
    package let isWithdrawn: Bool
    /// `1.001193`: the national code (handbook 2.3).
    package let code: String
    /// The short name people see.
    package let name: String
    package let officialName: String
    /// Lĩnh vực, as published: "Hộ tịch".
    package let field: String
    /// The family of fields: `ho_tich`, `chung_thuc` …; chooses the plain steps and the picture.
    package let group: String
    package let authority: String
    /// The office of the commune that works on it, as published.
    package let department: String
    package let audiences: Set<Audience>
    package let channels: Set<Channel>
    package let online: OnlineLevel
    package let time: ProcessingTime
    package let fee: Fee
    package let components: [Component]
    package let results: [ResultPaper]
    package let legalBasis: [String]
    /// The steps that the record publishes, in order; most records have none, see `PlainSteps`.
    package let steps: [String]
    package let requirements: String
    package let isCommon: Bool
    /// Where the record came from.
    package let source: String
    /// What the source itself is unsure of: `time`, `fee`, `components`, `authority`, `online_level`, `code`.
    package let doubts: Set<String>

    /// Whether a dossier may be filed online.
    package var isFiledOnline: Bool { !isWithdrawn && online != .counterOnly && channels.contains(.online) }
}

extension Procedure {
    init(_ record: ProcedureRecord, id: ID<Procedure>, version: Int, effectiveFrom: LocalDate, isWithdrawn: Bool) {
        self.id = id
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.isWithdrawn = isWithdrawn
        code = record.code
        name = record.name
        officialName = record.officialName
        field = record.field
        group = record.group
        authority = record.authority
        department = record.department
        audiences = AudienceWords.audiences(in: record.audience).known
        channels = record.channels
        online = record.online
        time = record.time
        fee = record.fee
        components = record.components
        results = record.results
        legalBasis = record.legalBasis
        steps = record.steps
        requirements = record.requirements
        isCommon = record.isCommon
        source = record.source
        doubts = Set(record.confidence.filter { $0.value == .low }.keys)
    }
}

/// Kênh nộp hồ sơ: how a dossier comes in.
package enum Channel: String, Sendable, CaseIterable, SQLConvertible {
    /// Trực tiếp
    case counter
    /// Trực tuyến
    case online
    /// Bưu chính công ích
    case post
}

/// Mức độ dịch vụ công trực tuyến.
package enum OnlineLevel: String, Sendable, CaseIterable, SQLConvertible {
    /// Toàn trình: everything online.
    case full
    /// Một phần: filed online, some of it in person. Published as "trực tuyến" until the province has set the level.
    case partial
    /// Trực tiếp: at the counter only.
    case counterOnly = "counter-only"
}

/// Đối tượng thực hiện.
package enum Audience: String, Sendable, CaseIterable, SQLConvertible {
    case citizen, overseasVietnamese = "overseas-vietnamese", foreigner, business, cooperative, organisation, official
}

/// Thời hạn giải quyết with its lawful variants; nil where the published record does not say.
package struct ProcessingTime: Sendable, Equatable {
    package let normal: Term?
    /// For mountainous, border, island and specially difficult communes.
    package let remote: Term?
    /// For a single dwelling (nhà ở riêng lẻ), in building permits.
    package let house: Term?
    package let note: String

    package func term(remote isRemote: Bool) -> Term? { isRemote ? remote ?? normal : normal }
}

/// Phí, lệ phí. Nil is not free: it is unknown, or set by the provincial council.
package struct Fee: Sendable, Equatable {
    package let amount: Dong?
    package let byChannel: [Channel: Dong]
    package let isSetByProvince: Bool
    package let note: String

    package func amount(for channel: Channel) -> Dong? { byChannel[channel] ?? amount }
}

/// Một thành phần hồ sơ.
package struct Component: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Phải nộp
        case submit
        /// Chỉ xuất trình
        case presentOnly = "present_only"
        /// Nộp nếu thuộc trường hợp
        case conditional
    }

    /// Place in the list, from 1: how a dossier's papers refer to it.
    package let number: Int
    package let name: String
    package let kind: Kind
    package let originals: Int
    package let copies: Int
    /// The form's number, when there is one.
    package let form: String?
    /// The case for which it is needed ("Trường hợp ủy quyền …"), when the record sorts its papers by case.
    package let group: String?
}

package struct ResultPaper: Sendable, Equatable {
    package let name: String
    /// `KQ.…`, when published.
    package let code: String?
}
