import Base

/// Lý do, căn cứ that somebody must write down: not empty, and no novel.
enum WrittenGround {
    /// - Parameter sentence: what is said of a text that will not do; knows `{max}`.
    /// - Returns: the text as it is kept, and its fault.
    static func read(_ typed: String, _ field: String, _ sentence: String) -> (text: String, fault: FieldFault?) {
        let text = VietnameseText.tidied(typed)
        let isFit = !text.isEmpty && text.count <= PurgeRun.textMax
        return (text, isFit ? nil : FieldFault(field, sentence, ["max": "\(PurgeRun.textMax)"]))
    }

    /// - Throws: `invalid-form`.
    static func checked(_ typed: String, _ field: String, _ sentence: String) throws(Problem) -> String {
        let (text, fault) = read(typed, field, sentence)
        if let fault { throw Problem.invalid([fault]) }
        return text
    }
}
