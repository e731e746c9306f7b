import Access
import Base
import Deadlines
import Storage
import Web

/// Dossiers that another feature keeps and that stand on the desk and in the search beside ours, under a tag that says
/// where they live. Here they are only shown and counted.
package struct DossierShelf: Sendable {
    /// One of them as a row shows it.
    package struct Item: Sendable {
        let code: String
        let source: String
        let applicant: String
        let subject: String
        /// Key of the strings.
        let state: String
        let tone: Tone
        /// Nil when there is no date or the clock stands.
        let due: LocalDate?
        let finished: LocalDate?
        let link: String

        /// - Parameters:
        ///   - source: the word for the system that it lives in.
        ///   - state: key of the strings.
        ///   - due: nil when there is no date or the clock stands.
        package init(
            code: String, source: String, applicant: String, subject: String, state: String, tone: Tone,
            due: LocalDate?, finished: LocalDate?, link: String
        ) {
            self.code = code
            self.source = source
            self.applicant = applicant
            self.subject = subject
            self.state = state
            self.tone = tone
            self.due = due
            self.finished = finished
            self.link = link
        }
    }

    /// What a list of the shelf shows.
    package enum Part: String, Sendable, CaseIterable {
        /// All that are open
        case open = "dang-giai-quyet"
        case dueToday = "den-han-hom-nay"
        case late = "qua-han"
    }

    package struct Counts: Sendable, Equatable {
        package let open: Int
        package let dueToday: Int
        package let late: Int

        package init(open: Int, dueToday: Int, late: Int) {
            self.open = open
            self.dueToday = dueToday
            self.late = late
        }

        subscript(part: Part) -> Int {
            switch part {
            case .open: open
            case .dueToday: dueToday
            case .late: late
            }
        }
    }

    package typealias Page = (items: [Item], total: Int)
    package static let pageSize = 50

    /// By which the desk's address names it: `?viec=ngoai`. No worklist has the same.
    let word: String
    /// Key of the strings; `<title>.none` says that there are none.
    let title: String
    /// Without it the shelf is not there.
    let permission: Permission
    /// Where all of them stand.
    let home: String
    let counts: @Sendable (Permit, Instant, Snapshot) throws -> Counts
    let list: @Sendable (Part, _ number: Int, Permit, Instant, Snapshot) throws -> Page
    let find: @Sendable (DossierQuery, SearchStanding?, Permit, Instant, Snapshot) throws -> Page

    /// - Parameters:
    ///   - word: by which the desk's address names it; no worklist has the same.
    ///   - title: key of the strings; `<title>.none` says that there are none.
    ///   - permission: of whom it is shown to. The permits given to the questions are of it, and each answers only for
    ///     the permit's own agency.
    ///   - home: the path of the page that lists all of them.
    ///   - list: by pages of `pageSize`, from 1.
    ///   - find: the first page, and how many there are.
    package init(
        word: String, title: String, permission: Permission, home: String,
        counts: @escaping @Sendable (Permit, Instant, Snapshot) throws -> Counts,
        list: @escaping @Sendable (Part, _ number: Int, Permit, Instant, Snapshot) throws -> Page,
        find: @escaping @Sendable (DossierQuery, SearchStanding?, Permit, Instant, Snapshot) throws -> Page
    ) {
        self.word = word
        self.title = title
        self.permission = permission
        self.home = home
        self.counts = counts
        self.list = list
        self.find = find
    }

    /// Nil for whom the shelf is not there.
    func permit(of request: WebRequest) -> Permit? {
        try? request.site.policy.permit(permission, to: request.caller)
    }
}
