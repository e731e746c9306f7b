/// What a citizen wants to be told by: both, until they say otherwise.
package struct NoticeWish: Sendable, Equatable {
    package let takesMail: Bool
    /// Text messages and Zalo.
    package let takesTexts: Bool

    package init(takesMail: Bool, takesTexts: Bool) {
        self.takesMail = takesMail
        self.takesTexts = takesTexts
    }
}
