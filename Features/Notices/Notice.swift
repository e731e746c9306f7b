import Access
import Base
import Dossiers
import Storage

/// How a notice travels.
package enum NoticeChannel: String, Sendable, CaseIterable, SQLConvertible {
    case mail, sms, zalo
}

/// Thông báo: one message to one person by one channel, from the moment it is due until it has arrived or was given up.
package struct Notice: Sendable, Equatable {
    /// To whom it goes, apart from the address.
    package enum Recipient: Sendable, Hashable {
        /// Người nộp: who brought the dossier.
        case filer
        /// Chủ hồ sơ, where it is another person.
        case applicant
        /// Người làm thay: who acts for another, of their paper.
        case agent
        /// Người được làm thay: for whom they act.
        case principal
        /// Chủ tài khoản, of the account itself.
        case owner
        /// An official: the morning's digest.
        case staff(AccountID)
        /// Whoever tries the line.
        case trial

        package var text: String {
            switch self {
            case .filer: "filer"
            case .applicant: "applicant"
            case .agent: "agent"
            case .principal: "principal"
            case .owner: "owner"
            case .staff(let account): account.description
            case .trial: "trial"
            }
        }

        init?(_ text: String) {
            switch text {
            case "filer": self = .filer
            case "applicant": self = .applicant
            case "agent": self = .agent
            case "principal": self = .principal
            case "owner": self = .owner
            case "trial": self = .trial
            default:
                guard let account = AccountID(text) else { return nil }
                self = .staff(account)
            }
        }

        /// A short name of the kind; `notices.recipient.<kind>` says it.
        package var kind: String {
            switch self {
            case .filer, .applicant, .agent, .principal, .owner, .trial: text
            case .staff: "staff"
            }
        }
    }

    package enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Chờ gửi: not yet, or again later.
        case waiting
        /// Đã gửi: the mail server or the gateway has taken it.
        case sent
        /// Bị từ chối: it will never be taken, whoever tries.
        case failed
        /// Đã thôi: it has been tried for `Patience.givenUpAfterSeconds`.
        case givenUp = "given-up"
    }

    package let id: ID<Notice>
    /// Why there is one: `entry-17`, the number of the journal's entry; `digest-2026-11-23`; `trial-…`. With recipient
    /// and channel it is unique, so that nothing is told twice.
    package let cause: String
    package let dossier: ID<Dossier>?
    /// What it tells, of `CitizenNews`, `MandateNews` or `AccountNews`; `digest` and `trial` beside them.
    package let about: String
    package let agency: AgencyID
    package let recipient: Recipient
    package let channel: NoticeChannel
    package let address: String
    /// Empty for text messages.
    package let subject: String
    package let body: String
    package let createdAt: Instant
    package var state = State.waiting
    /// Tries that have ended.
    package var attempts = 0
    /// When it may be tried next; while it is on its way, when somebody else may try.
    package var notBefore: Instant
    package var sentAt: Instant?
    /// By which name the receiving side knows it: the gateway's id, the file's name.
    package var gatewayID = ""
    /// Why the last try failed; empty when it did not.
    package var lastProblem = ""
    /// The citizen whom it tells, where they have an account: they find it at `/thong-bao-cua-toi` too.
    package var account: AccountID?

    /// Who reads it over somebody's shoulder cannot use it: `ng***@example.vn`, `091****678`.
    package var maskedAddress: String { Self.masked(address) }

    static func masked(_ address: String) -> String {
        if let at = address.lastIndex(of: "@") {
            return "\(address[..<at].prefix(2))***\(address[at...])"
        }
        return address.count < 7 ? "***" : "\(address.prefix(3))****\(address.suffix(3))"
    }
}

/// For how long a failed notice is tried again, and with which pauses: a mail server may be down for a long weekend.
enum Patience {
    private static let firstSeconds: Int64 = 60
    private static let longestSeconds: Int64 = 4 * 3600
    /// Counted from the notice's making. Five days: a mail server may fail before a weekend of two holidays.
    static let givenUpAfterSeconds: Int64 = 5 * 86_400

    /// - Parameter attempts: from 1.
    static func pauseSeconds(afterAttempts attempts: Int) -> Int64 {
        min(longestSeconds, firstSeconds << Int64(min(max(0, attempts - 1), 20)))
    }
}
