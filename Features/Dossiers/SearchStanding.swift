/// Which dossiers a search shows, by how they stand; the same words for ours and for those of other systems.
package enum SearchStanding: String, Sendable, CaseIterable {
    /// Đang giải quyết: the agency still has something to do
    case open = "dang-giai-quyet"
    /// Đang giải quyết, quá hạn
    case late = "qua-han"
    /// Đã xong, however it ended
    case done = "da-xong"
}
