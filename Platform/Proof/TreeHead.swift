import Base

/// What a tree was at one moment, in the lines of a checkpoint (C2SP tlog-checkpoint): whose it is, how many leaves,
/// the root, and further lines that whoever made it adds.
package struct TreeHead: Sendable, Equatable {
    /// Names the tree among all others, for instance `motcua/H50.50.05`; no blanks.
    package let origin: String
    package let size: Int64
    package let root: TreeHash
    /// `name value`, for instance `chain 12ab…`.
    package let further: [String]

    package init(origin: String, size: Int64, root: TreeHash, further: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.further = further
    }

    /// What is signed: every line ends with a line feed.
    package var text: String {
        ([origin, "\(size)", root.base64] + further).map { "\($0)\n" }.joined()
    }

    /// Nil for what is no checkpoint, or spelt otherwise than we spell it.
    package init?(_ text: String) {
        guard text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 3, let size = Int64(lines[1]), size >= 0, let root = TreeHash(base64: lines[2]),
            !lines[0].isEmpty, !lines.contains("")
        else { return nil }
        self.init(origin: lines[0], size: size, root: root, further: Array(lines.dropFirst(3)))
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// What the first further line of this name says.
    package subscript(_ name: String) -> String? {
        further.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.utf8.count + 1)) }
    }
}
