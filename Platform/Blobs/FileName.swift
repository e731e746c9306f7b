import Foundation

/// The names that people's devices give to files: only ever shown, never used as a path.
package enum FileName {
    /// What file systems allow, in bytes of UTF-8.
    static let bytesMax = 255

    /// Without folders, control characters and invisible marks (a right-to-left mark can make `exe.pdf` of `fdp.exe`),
    /// in NFC, cut before its ending when too long; `tệp` when nothing is left.
    package static func shown(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let visible = String(String.UnicodeScalarView(last.unicodeScalars.filter(isVisible)))
        let text = visible.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
        return text.allSatisfy({ $0 == "." }) ? "tệp" : cut(text)
    }

    /// `20 MB`, `512 kB`: whole units, rounded down.
    static func size(_ bytes: Int) -> String {
        bytes >= 1_048_576 ? "\(bytes / 1_048_576) MB" : "\(bytes / 1024) kB"
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }

    private static func cut(_ name: String) -> String {
        guard name.utf8.count > bytesMax else { return name }
        var ending = ""
        if let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 16 { ending = String(name[dot...]) }
        var stem = name.dropLast(ending.count)
        while stem.utf8.count + ending.utf8.count > bytesMax { stem.removeLast() }
        return stem + ending
    }
}
