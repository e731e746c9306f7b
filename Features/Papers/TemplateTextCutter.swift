/// Cuts a line of a template into words and fields: `{field}`, `{field?}`, `**bold**`, `__italic__`, `\n` for a new
/// line, `{{` and `}}` for braces.
struct TemplateTextCutter {
    private var rest: Substring
    private var isBold = false
    private var isItalic = false
    private var words = ""
    private var cut: [TemplateText.Part] = []
    private(set) var hasOpenBrace = false

    init(_ text: String) { rest = Substring(text) }

    mutating func parts() -> [TemplateText.Part] {
        while let character = rest.first {
            if take("**") {
                flush()
                isBold.toggle()
            } else if take("__") {
                flush()
                isItalic.toggle()
            } else if take("\\n") {
                words.append("\n")
            } else if take("{{") {
                words.append("{")
            } else if take("}}") {
                words.append("}")
            } else if character == "{" {
                field()
            } else {
                if character == "}" { hasOpenBrace = true }
                words.append(rest.removeFirst())
            }
        }
        flush()
        return cut
    }

    private mutating func field() {
        guard let end = rest.firstIndex(of: "}") else {
            hasOpenBrace = true
            rest = ""
            return
        }
        var name = rest[rest.index(after: rest.startIndex)..<end].trimmed
        let mayBeMissing = name.hasSuffix("?")
        if mayBeMissing { name.removeLast() }
        flush()
        cut.append(TemplateText.Part(
            content: .field(name, mayBeMissing: mayBeMissing), isBold: isBold, isItalic: isItalic))
        rest = rest[rest.index(after: end)...]
    }

    private mutating func take(_ mark: String) -> Bool {
        guard rest.hasPrefix(mark) else { return false }
        rest.removeFirst(mark.count)
        return true
    }

    private mutating func flush() {
        guard !words.isEmpty else { return }
        cut.append(TemplateText.Part(content: .words(words), isBold: isBold, isItalic: isItalic))
        words = ""
    }
}
