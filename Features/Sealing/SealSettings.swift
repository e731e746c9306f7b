import Base
import Storage
import Webhooks

/// What whoever runs the installation has chosen about seals.
package struct SealSettings: Sendable {
    /// The private key; made at the first seal where there is none.
    package var keyFile: String
    /// The seals outside the database, one a line.
    package var sealFile: String
    /// Where stamps are kept as files that `openssl ts` reads.
    package var stampFolder: String
    /// When the day is closed; a machine that is off then closes it when it is next on.
    package var closesAt = LocalTime(hour: 18, minute: 0)
    /// The time-stamp authority (RFC 3161); nil for none.
    package var authority: StampAuthority?

    /// - Parameter folder: the data folder, where all of it lies when nothing else is chosen.
    package init(folder: String) {
        keyFile = "\(folder)/seals.key"
        sealFile = "\(folder)/seals.jsonl"
        stampFolder = "\(folder)/seal-stamps"
    }

    package var file: SealFile { SealFile(sealFile) }

    /// What seals now. The key is made where there is none.
    /// - Parameter standing: of the file, looked at just now. One that contradicts the database is a matter for people:
    ///   nothing new is signed.
    /// - Throws: `Problem` `seal-file`, or what `SealKey.atHome` throws.
    package func closing(of database: any Database, after standing: SealFile.Standing) throws -> CloseJournal {
        guard standing.isSound else { throw Problem("seal-file", status: 409, arguments: ["file": sealFile]) }
        return CloseJournal(database, key: try SealKey.atHome(in: keyFile))
    }
}

/// Who stamps our seals with a time that is not ours.
package struct StampAuthority: Sendable, Equatable {
    package let url: String
    /// PEM file of the authority's roots: an answer that they do not vouch for is no stamp.
    package let certificates: String
    /// Networks that are not public and may be led to all the same.
    package let allowed: [NetworkRange]

    package init(url: String, certificates: String, allowed: [NetworkRange]) {
        self.url = url
        self.certificates = certificates
        self.allowed = allowed
    }

    /// Whether a text has the shape of an address; where it leads is asked with each use.
    package static func isURL(_ text: String) -> Bool { ReceiverAddress.isShaped(text) }
}
