/// What a citizen wants to be told by, and in which language: by both and in that of each dossier, until they say
/// otherwise.
package struct NoticeWish: Sendable, Equatable {
    package let takesMail: Bool
    /// Text messages and Zalo.
    package let takesTexts: Bool
    /// The language's tag; empty for the one in which each dossier was filed.
    package let language: String

    package init(takesMail: Bool, takesTexts: Bool, language: String = "") {
        self.takesMail = takesMail
        self.takesTexts = takesTexts
        self.language = language
    }
}
