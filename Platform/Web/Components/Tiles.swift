extension Components {
    /// One number that matters, with its name.
    package struct Tile: Sendable {
        let label: String
        let value: String
        let detail: String
        let tone: Tone
        let path: String?

        /// - Parameters:
        ///   - value: finished text, see `Formats`.
        ///   - path: where the things behind the number are listed.
        package init(
            _ label: String, _ value: String, detail: String = "", tone: Tone = .neutral, to path: String? = nil
        ) {
            self.label = label
            self.value = value
            self.detail = detail
            self.tone = tone
            self.path = path
        }
    }

    package static func tiles(_ tiles: [Tile]) -> HTML {
        let items = tiles.map { tile -> HTML in
            let inside: HTML = """
                <span class="tile-label">\(tile.label)</span> <span class="tile-value">\(tile.value)</span>\
                \(if: !tile.detail.isEmpty, " <span class=\"tile-detail\">\(tile.detail)</span>")
                """
            guard let path = tile.path else {
                return "<li><div class=\"tile \(tile.tone.rawValue)\">\(inside)</div></li>"
            }
            return "<li><a class=\"tile \(tile.tone.rawValue)\" href=\"\(path)\">\(inside)</a></li>"
        }
        return "<ul class=\"tiles\">\(items)</ul>"
    }

    /// A picture, a name, a short sentence: the life events, the ways in.
    package struct Card: Sendable {
        let icon: Icon
        let title: String
        let text: String
        let path: String

        package init(_ icon: Icon, _ title: String, text: String = "", to path: String) {
            self.icon = icon
            self.title = title
            self.text = text
            self.path = path
        }
    }

    package static func cards(_ cards: [Card]) -> HTML {
        let items = cards.map { card -> HTML in
            """
            <li><a class="card" href="\(card.path)">\(card.icon.html)<b>\(card.title)</b>\
            \(if: !card.text.isEmpty, "<span>\(card.text)</span>")</a></li>
            """
        }
        return "<ul class=\"cards\">\(items)</ul>"
    }
}
