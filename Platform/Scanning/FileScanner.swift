/// A program that knows malicious code (mã độc) in files. One look at one file is a `FileScan`.
package protocol FileScanner: Sendable {
    /// Begins to look at a file.
    /// - Throws: `ScanFault` when the program is away.
    func begin() async throws -> any FileScan
}

/// A look at one file while its bytes go by. It ends with `verdict`, with a fault, or with `giveUp`.
package protocol FileScan: Sendable {
    /// The next piece of the file; returns when the program has room for more.
    /// - Throws: `ScanFault`.
    func take(_ bytes: [UInt8]) async throws
    /// What the program says of all that it was given.
    /// - Throws: `ScanFault` when it says nothing that can be understood.
    func verdict() async throws -> ScanVerdict
    /// Nobody wants to know any more.
    func giveUp() async
}

package enum ScanVerdict: Sendable, Equatable {
    case clean
    /// What was found, by the name that the program gives it.
    case infected(String)
}

/// Why a file could not be looked at. For the log.
package enum ScanFault: Error, Sendable, Equatable {
    /// The program cannot be reached: the system's words.
    case away(String)
    /// It went away, or took longer than it may.
    case cutOff
    /// It said something else than a verdict.
    case refused(String)
}
