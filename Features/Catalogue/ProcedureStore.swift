import Base
import Storage

/// The table of all versions of all procedures. Rows are added, never changed.
package enum ProcedureStore {
    /// The version in force on a date: the latest that has come into effect. It may be withdrawn.
    package static func current(code: String, on date: LocalDate, in snapshot: Snapshot) throws -> Procedure? {
        try snapshot.row("""
            SELECT id, code, version, effective_from, is_withdrawn, name, digest FROM procedure_version
            WHERE code = \(code) AND effective_from <= \(date) ORDER BY version DESC LIMIT 1
            """).flatMap { try version(of: edition($0), in: snapshot) }
    }

    /// The fields (lĩnh vực) of all procedures that there are or were, in the order of their letters.
    package static func fields(in snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("SELECT DISTINCT field FROM procedure_version").map { try $0["field"] }
            .sorted { VietnameseText.folded($0) < VietnameseText.folded($1) }
    }

    /// The version that a dossier was filed under.
    package static func version(_ id: ID<Procedure>, in snapshot: Snapshot) throws -> Procedure? {
        let edition = try snapshot.row("""
            SELECT id, code, version, effective_from, is_withdrawn, name, digest FROM procedure_version WHERE id = \(id)
            """).map(edition)
        return try edition.flatMap { try version(of: $0, in: snapshot) }
    }

    private static func version(of edition: Edition, in snapshot: Snapshot) throws -> Procedure? {
        if let known = versions.known(edition) { return known }
        let found = try snapshot.row("""
            SELECT id, version, effective_from, is_withdrawn, record FROM procedure_version WHERE id = \(edition.id)
            """).map(procedure)
        if let found { versions.remember(found, as: edition) }
        return found
    }

    /// A version never changes, so what was read of one stays true. Whether it is the same one its row tells: seasons
    /// played with repeatable ids give the same id in several databases of a process.
    private static let versions = KnownVersions()

    package static func version(_ number: Int, of code: String, in snapshot: Snapshot) throws -> Procedure? {
        try snapshot.row("""
            SELECT id, version, effective_from, is_withdrawn, record FROM procedure_version
            WHERE code = \(code) AND version = \(number)
            """).map(procedure)
    }

    /// The names of some versions, for lists: without reading their records.
    package static func names(of ids: Set<ID<Procedure>>, in snapshot: Snapshot) throws -> [ID<Procedure>: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try snapshot.rows("""
            SELECT id, name FROM procedure_version
            WHERE id IN (\(SQL.joined(ids.sorted().map { "\($0)" as SQL }, by: ", ")))
            """)
        return Dictionary(try rows.map { (try $0["id"], try $0["name"]) }, uniquingKeysWith: { first, _ in first })
    }

    /// All procedures in force on a date, withdrawn ones included, by code. It reads every record: pages ask
    /// `LiveCatalogue`, which keeps the answer.
    package static func all(on date: LocalDate, in snapshot: Snapshot) throws -> [Procedure] {
        try snapshot.rows("""
            SELECT id, version, effective_from, is_withdrawn, record FROM procedure_version AS one
            WHERE version = (SELECT MAX(version) FROM procedure_version AS other
                WHERE other.code = one.code AND other.effective_from <= \(date))
            ORDER BY code
            """).map(procedure)
    }

    /// One line of a procedure's history.
    package struct Edition: Sendable, Equatable {
        package let id: ID<Procedure>
        package let code: String
        package let version: Int
        package let effectiveFrom: LocalDate
        package let isWithdrawn: Bool
        package let name: String
        package let digest: String
    }

    /// All versions of one procedure, the latest first.
    package static func editions(of code: String, in snapshot: Snapshot) throws -> [Edition] {
        try snapshot.rows("""
            SELECT id, code, version, effective_from, is_withdrawn, name, digest FROM procedure_version
            WHERE code = \(code) ORDER BY version DESC
            """).map(edition)
    }

    /// The latest version of each procedure, whether in effect yet or not.
    static func latest(in snapshot: Snapshot) throws -> [Edition] {
        try snapshot.rows("""
            SELECT id, code, version, effective_from, is_withdrawn, name, digest FROM procedure_version AS one
            WHERE version = (SELECT MAX(version) FROM procedure_version AS other WHERE other.code = one.code)
            ORDER BY code
            """).map(edition)
    }

    /// The record of a version as it was taken in.
    static func record(of id: ID<Procedure>, in snapshot: Snapshot) throws -> ProcedureRecord? {
        try snapshot.row("SELECT record FROM procedure_version WHERE id = \(id)").map {
            try record(text: try $0["record"])
        }
    }

    static func insert(_ record: ProcedureRecord, _ edition: Edition, at instant: Instant, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO procedure_version (id, code, version, effective_from, is_withdrawn, name, folded, field,
                group_key, is_common, record, digest, created_at)
            VALUES (\(edition.id), \(edition.code), \(edition.version), \(edition.effectiveFrom),
                \(edition.isWithdrawn), \(record.name), \(VietnameseText.folded(record.name)), \(record.field),
                \(record.group), \(record.isCommon), \(record.canonicalText), \(edition.digest), \(instant))
            """)
    }

    private static func edition(_ row: Row) throws -> Edition {
        Edition(id: try row["id"], code: try row["code"], version: try row["version"],
            effectiveFrom: try row["effective_from"], isWithdrawn: try row["is_withdrawn"], name: try row["name"],
            digest: try row["digest"])
    }

    private static func procedure(_ row: Row) throws -> Procedure {
        Procedure(try record(text: try row["record"]), id: try row["id"], version: try row["version"],
            effectiveFrom: try row["effective_from"], isWithdrawn: try row["is_withdrawn"])
    }

    /// What was stored was read by the same reader before, so a fault here is damage.
    private static func record(text: String) throws -> ProcedureRecord {
        guard let node = try? JSONReader.read(Array(text.utf8)), let record = RecordReader.read(node).record else {
            throw StorageError.badColumn("record", "is no procedure")
        }
        return record
    }
}
