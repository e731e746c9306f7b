import Access
import Base
import Identity
import Storage

/// The layouts that agencies have put in the place of the program's own. A province's counts for its communes, unless
/// the commune has one itself.
package enum TemplateStore {
    /// A layout that somebody put in the place of the program's.
    package struct Replacement: Sendable, Equatable {
        package let agency: AgencyID
        package let text: String
        package let at: Instant
        package let by: String
    }

    /// The layout that counts for an agency: its own, its province's, or the program's.
    ///
    /// A replacement that an older program took and this one does not read is passed over; the administrator's page
    /// says so.
    package static func layout(
        _ form: PaperForm, for agency: Agency, in snapshot: Snapshot
    ) throws -> PaperTemplate {
        for owner in [agency.id, agency.parent].compactMap(\.self) {
            guard let own = try replacement(form, of: owner, in: snapshot) else { continue }
            if let template = try? TemplateReader.read(own.text, for: form) { return template }
        }
        return try TemplateReader.read(form.standardText, for: form)
    }

    package static func replacement(
        _ form: PaperForm, of agency: AgencyID, in snapshot: Snapshot
    ) throws -> Replacement? {
        try snapshot.row("""
            SELECT agency_id, text, replaced_at, replaced_by FROM paper_template
            WHERE agency_id = \(agency) AND form = \(form.rawValue)
            """).map { row in
                Replacement(
                    agency: try row["agency_id"], text: try row["text"], at: try row["replaced_at"],
                    by: try row["replaced_by"])
            }
    }

    static func save(_ form: PaperForm, of agency: AgencyID, text: String, by act: Act, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO paper_template (agency_id, form, text, replaced_at, replaced_by)
            VALUES (\(agency), \(form.rawValue), \(text), \(act.at), \(act.caller.name))
            ON CONFLICT (agency_id, form) DO UPDATE SET text = excluded.text, replaced_at = excluded.replaced_at,
                replaced_by = excluded.replaced_by
            """)
    }

    /// - Returns: false when there was none.
    static func remove(_ form: PaperForm, of agency: AgencyID, in tx: Transaction) throws -> Bool {
        try tx.execute("DELETE FROM paper_template WHERE agency_id = \(agency) AND form = \(form.rawValue)") == 1
    }
}
