import Foundation

/// A file that only its owner may read: keys lie in such files.
package struct SecretFile: Sendable {
    package let path: String
    private let code: String

    /// - Parameter code: of the `Problem` that says what is wrong with it, with `file` and `detail`.
    package init(_ path: String, problem code: String) { (self.path, self.code) = (path, code) }

    /// Nil when there is no such file.
    /// - Throws: `Problem` when others may read it too, or it cannot be read.
    package func read() throws(Problem) -> String? {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        guard let mode = found[.posixPermissions] as? Int, mode & 0o077 == 0 else {
            throw fault("others may read it: chmod 600")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw fault("cannot be read")
        }
        return text
    }

    /// Puts the text in the place of what is there; whole or not at all.
    package func write(_ text: String) throws(Problem) {
        let draft = try draft(of: text)
        guard rename(draft, path) == 0 else {
            unlink(draft)
            throw unwritten
        }
        Durable.sync(folder: folder)
    }

    /// Writes the text where there is no file yet, and never over one: a lost key cannot be made again. Of two programs
    /// that start at once both go on with the same file.
    package func writeFirst(_ text: String) throws(Problem) {
        let draft = try draft(of: text)
        let isFirst = link(draft, path) == 0
        let isThere = isFirst || errno == EEXIST
        unlink(draft)
        guard isThere else { throw unwritten }
        Durable.sync(folder: folder)
    }

    /// For what its owner finds in it, too.
    package func fault(_ detail: String) -> Problem {
        Problem(code, status: 500, arguments: ["file": path, "detail": detail])
    }

    private var unwritten: Problem { fault("cannot be written") }

    private var folder: String { (path as NSString).deletingLastPathComponent }

    private func draft(of text: String) throws(Problem) -> String {
        let draft = "\(path).\(ID<SecretFile>(at: Clock.system.now))"
        guard Durable.write(Array(text.utf8), to: draft, mode: 0o600) else {
            unlink(draft)
            throw unwritten
        }
        return draft
    }
}
