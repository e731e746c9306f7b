import Access
import Base

/// Which lines of the log of readings to look for.
package struct ReadSearch: Sendable {
    /// Lines of this agency's officials, and of others who read its dossiers; nil for all.
    package var agency: AgencyID?
    package var account: AccountID?
    /// Only looks at these records; nil for all.
    package var records: [String]?
    /// Empty for any.
    package var address = ""
    /// From this moment to before that one; nil for no bound.
    package var from: Instant?
    package var before: Instant?
    /// Only lines older than this one: the next page.
    package var after: ID<ReadLine>?
    package var limit: Int

    package init(agency: AgencyID? = nil, account: AccountID? = nil, records: [String]? = nil, limit: Int) {
        self.agency = agency
        self.account = account
        self.records = records
        self.limit = limit
    }
}
