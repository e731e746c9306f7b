/// What one backup holds: written last, so a backup without it was never finished.
package struct BackupManifest: Codable, Sendable, Equatable {
    /// Of the place's layout. A greater one is refused.
    package static let formatNow = 1

    package struct Part: Codable, Sendable, Equatable {
        /// SHA-256, hexadecimal, of the content.
        package let digest: String
        package let bytes: Int
    }

    package let format: Int
    /// Of the program that wrote it.
    package let program: String
    /// ISO 8601, the time of Việt Nam.
    package let at: String
    /// `sqlite`: the database file; `postgresql`: what `pg_dump --format=custom` writes.
    package let engine: String
    /// The steps of the schema that the data had.
    package let migrations: [String]
    package let journalNumber: Int64
    package let journalDigest: String
    package let database: Part
    /// The list of the attached files, one digest a line.
    package let files: Part
    package let filesCount: Int
    /// The keys of the data: only in a place that is encrypted itself.
    package let keys: Part?

    package init(
        program: String, at: String, engine: String, migrations: [String], journalNumber: Int64, journalDigest: String,
        database: Part, files: Part, filesCount: Int, keys: Part? = nil
    ) {
        format = Self.formatNow
        self.program = program
        self.at = at
        self.engine = engine
        self.migrations = migrations
        self.journalNumber = journalNumber
        self.journalDigest = journalDigest
        self.database = database
        self.files = files
        self.filesCount = filesCount
        self.keys = keys
    }
}
