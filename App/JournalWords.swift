import Journal

extension JournalFault {
    /// The last part of the key of its sentence: `app.journal.<word>`.
    package var word: String {
        switch self {
        case .changed: "changed"
        case .missing: "missing"
        case .misplaced: "misplaced"
        case .unchained: "unchained"
        case .headDiffers: "head-differs"
        case .anchorDiffers: "anchor-differs"
        }
    }
}
