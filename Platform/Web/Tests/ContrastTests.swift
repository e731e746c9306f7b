import Assets
import Foundation
import Testing

/// Measures the colours of `tokens.css` as WCAG 2.2 does (1.4.3 and 1.4.11), light and dark.
@Suite struct ContrastTests {
    enum Light: String, CaseIterable { case light, dark }

    /// Every pair of text and ground that the style sheets use.
    static let textPairs: [(String, [String])] = [
        (
            "ink",
            [
                "ground", "surface", "sunken", "focus-ground", "action-ground", "good-ground", "warn-ground",
                "late-ground", "info-ground", "neutral-ground",
            ]
        ),
        ("ink-soft", ["ground", "surface", "sunken"]),
        ("action", ["ground", "surface", "sunken", "action-ground"]),
        ("action-hover", ["ground", "surface", "action-ground"]),
        ("on-action", ["action", "action-hover"]),
        ("danger", ["surface", "late-ground"]),
        ("good", ["good-ground", "ground"]), ("warn", ["warn-ground", "ground"]),
        ("late", ["late-ground", "ground", "surface"]),
        ("info", ["info-ground"]), ("neutral", ["neutral-ground"]), ("ground", ["ink"]),
    ]

    /// Borders of boxes, the focus ring, the marks of charts: 3:1 against what lies beside them.
    static let shapePairs: [(String, [String])] = [
        ("line-strong", ["ground", "surface", "sunken"]), ("focus", ["ground", "surface", "sunken"]),
        ("state", ["surface", "ground"]),
        ("chart-1", ["ground", "surface"]), ("chart-2", ["ground", "surface"]), ("chart-3", ["ground", "surface"]),
        ("chart-4", ["ground", "surface"]), ("chart-5", ["ground", "surface"]), ("chart-6", ["ground", "surface"]),
    ]

    @Test(arguments: Light.allCases) func `text stands out from its ground by 4.5 to 1`(light: Light) throws {
        try measure(Self.textPairs, 4.5, light)
    }

    @Test(arguments: Light.allCases) func `borders, focus and charts stand out by 3 to 1`(light: Light) throws {
        try measure(Self.shapePairs, 3, light)
    }

    private func measure(_ pairs: [(String, [String])], _ ratioMin: Double, _ light: Light) throws {
        let tokens = Self.tokens(light)
        for (front, grounds) in pairs {
            for ground in grounds {
                let pair = try #require(tokens[front].flatMap { one in tokens[ground].map { (one, $0) } })
                let ratio = Self.contrast(pair.0, pair.1)
                #expect(ratio >= ratioMin, "\(light): \(front) on \(ground) is \(ratio)")
            }
        }
    }

    /// The colours of the first block, with those of the dark block over them.
    private static func tokens(_ light: Light) -> [String: Int] {
        let blocks = Assets.text(of: "Platform/Web/Assets/tokens.css").components(separatedBy: "@media ")
        var tokens = colours(blocks[0])
        if light == .dark { tokens.merge(colours(blocks[1])) { $1 } }
        return tokens
    }

    private static func colours(_ css: String) -> [String: Int] {
        var found: [String: Int] = [:]
        for match in css.matches(of: /--([a-z0-9-]+): #([0-9A-Fa-f]{6});/) {
            found[String(match.1)] = Int(match.2, radix: 16)
        }
        return found
    }

    private static func contrast(_ one: Int, _ other: Int) -> Double {
        let lights = [luminance(one), luminance(other)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    private static func luminance(_ colour: Int) -> Double {
        let parts = [colour >> 16, colour >> 8 & 255, colour & 255].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
