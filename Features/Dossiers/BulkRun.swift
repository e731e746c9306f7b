import Access
import Base

/// Một lượt xử lý hàng loạt: what one officer did to several dossiers in one press, and what became of each.
package struct BulkRun: Sendable, Equatable {
    /// How long the page of a run can be opened: 30 days. It can be taken back for a minute only.
    package static let keptSeconds: Int64 = 30 * 86_400

    /// A sentence of the screen by its key, kept so that the page can say it again in either language.
    package struct Reason: Sendable, Equatable {
        package let key: String
        package let arguments: [String: String]

        init(key: String, arguments: [String: String]) {
            self.key = key
            self.arguments = arguments
        }

        /// The first fault of a form tells more than that there are faults.
        init(_ problem: Problem) {
            if let fault = problem.fields.first {
                self.init(key: "fault.\(fault.code)", arguments: fault.arguments)
            } else {
                self.init(key: "problem.\(problem.code)", arguments: problem.arguments)
            }
        }
    }

    package struct Item: Sendable, Equatable {
        package enum Outcome: Sendable, Equatable {
            case done
            case refused(Reason)
            case takenBack
            /// Done, and too late or too changed to be taken back.
            case kept(Reason)
        }

        package let dossier: ID<Dossier>
        /// The dossier's code, as the officer knows it.
        package let code: String
        package var outcome: Outcome
    }

    /// Counted from 1 for each officer.
    package let number: Int
    package let account: AccountID
    package let deed: BulkDeed
    package let at: Instant
    /// Of the request, which every entry of the journal bears too: so that only this press is taken back.
    package let requestID: String
    package var takenBackAt: Instant?
    /// In the order in which they were ticked.
    package var items: [Item]

    package func count(_ matches: (Item.Outcome) -> Bool) -> Int { items.count { matches($0.outcome) } }

    /// Whether one press still takes it back: within a minute, once, and when anything was done.
    package func isUndoable(at now: Instant) -> Bool {
        takenBackAt == nil && now.seconds(since: at) <= TakeBack.secondsMax && items.contains { $0.outcome == .done }
    }
}
