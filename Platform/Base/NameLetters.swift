import Foundation

/// Which letters a name may be written with, so that no two names look alike and are not the same: a Cyrillic "а" in
/// "Hoa" makes another person of her for every search, every list and every seal (Unicode UTS 39, "highly
/// restrictive"; OWASP ASVS 5.0, chapter 1).
///
/// Latin letters with all the marks that languages of Việt Nam use pass, so do names written wholly in one other
/// living script, as foreigners have them, and Latin beside Chinese, Japanese or Korean. What nobody sees is dropped
/// before, see `VietnameseText.tidied`.
package enum NameLetters {
    /// A letter that does not belong.
    package struct Stranger: Sendable, Equatable {
        /// Each with the fault that says it.
        package enum Kind: String, Sendable {
            case greek = "letters.greek"
            case cyrillic = "letters.cyrillic"
            case script = "letters.script"
            /// A letter-like sign of another use: mathematics, phonetics, wide forms.
            case imitation = "letters.imitation"
            /// A joiner or the like, that shows nothing among these letters.
            case hidden = "letters.hidden"
            /// Strokes through a letter, or more marks on it than any language has.
            case marks = "letters.marks"
        }

        package let kind: Kind
        /// As it was typed; a mark with the letter that it stands on.
        package let letter: String
        /// "U+0430".
        package let code: String
    }

    /// The first that does not belong; nil for a name that may be kept. - Parameter name: in NFC.
    package static func stranger(in name: String) -> Stranger? {
        let written = Set(name.unicodeScalars.compactMap(script))
        // With Latin beside it the other script is the strange one; without, the one that is not first.
        let home = written.contains(.latin) ? .latin : name.unicodeScalars.lazy.compactMap(script).first
        for letter in name {
            if let found = stranger(in: letter, home: home) { return found }
        }
        return whollyAlike(name, home)
    }

    /// - Parameter field: where it was typed; what was typed stays there.
    package static func fault(_ field: String, _ name: String) -> FieldFault? {
        stranger(in: name.precomposedStringWithCanonicalMapping).map {
            FieldFault(field, $0.kind.rawValue, ["letter": $0.letter, "code": $0.code])
        }
    }

    // MARK: One letter

    private static func stranger(in letter: Character, home: Script?) -> Stranger? {
        func found(_ kind: Stranger.Kind, _ scalar: Unicode.Scalar) -> Stranger {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return Stranger(kind: kind, letter: kind == .hidden ? "" : String(letter), code: code)
        }
        var marks = 0
        for scalar in letter.unicodeScalars {
            if let script = script(scalar) {
                guard script != home, !(home == .latin && script == .eastAsian) else { continue }
                switch script {
                case .greek: return found(.greek, scalar)
                case .cyrillic: return found(.cyrillic, scalar)
                case .latin, .eastAsian, .other: return found(.script, scalar)
                }
            }
            switch scalar.value {
            case 0x334...0x338: return found(.marks, scalar)
            case 0x300...0x36F:
                marks += 1
                if marks > marksMax { return found(.marks, scalar) }
            case 0x200C...0x200D, 0xFE00...0xFE0F:
                if home == .latin || home == .greek || home == .cyrillic { return found(.hidden, scalar) }
            default: if isImitation(scalar) { return found(.imitation, scalar) }
            }
        }
        return nil
    }

    /// Beside the marks that are one with their letter: "ơ̆" of Ba Na has one.
    private static let marksMax = 2

    /// What is shaped like a Latin letter or a digit and is none, and letters of scripts that nobody writes names with.
    private static func isImitation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // The apostrophe of many languages, among letter-like marks.
        case 0...0x7F, 0x2BC: return false
        case 0x2460...0x24FF, 0x1F100...0x1F1FF: return true
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber:
                return true
            default: return false
            }
        }
    }

    // MARK: A whole name that looks like another script

    /// "Хоа" in Cyrillic throughout is three letters that nobody can tell from Latin ones.
    private static func whollyAlike(_ name: String, _ home: Script?) -> Stranger? {
        guard home == .cyrillic || home == .greek, let first = name.first(where: \.isLetter),
            name.unicodeScalars.allSatisfy({ script($0) == nil || likeLatin.contains($0) })
        else { return nil }
        return stranger(in: first, home: .latin)
    }

    private static let likeLatin = Set("АВСЕНІЈКМОРЅТХУасеіјорѕхуѵԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧουνικρα".unicodeScalars)

    // MARK: Scripts

    private enum Script: Hashable {
        case latin, greek, cyrillic, eastAsian
        /// By the place in `others`.
        case other(Int)
    }

    /// Nil for what is no letter of a script: blanks, points, common marks, and all that `isImitation` judges.
    private static func script(_ scalar: Unicode.Scalar) -> Script? {
        let value = scalar.value
        if latin.contains(where: { $0.contains(value) }) { return unused.contains(value) ? nil : .latin }
        if (0x370...0x3FF).contains(value) || (0x1F00...0x1FFF).contains(value) { return .greek }
        if (0x400...0x52F).contains(value) { return .cyrillic }
        if eastAsian.contains(where: { $0.contains(value) }) { return .eastAsian }
        guard scalar.properties.generalCategory != .decimalNumber else { return nil }
        return others.firstIndex { $0.contains(value) }.map(Script.other)
    }

    /// With the letters of African orthographies that stand among the phonetic signs.
    private static let latin: [ClosedRange<UInt32>] = [
        0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF, 0x253...0x254,
        0x256...0x257, 0x259...0x259, 0x25B...0x25B, 0x263...0x263, 0x268...0x268, 0x289...0x289, 0x28B...0x28B,
    ]

    /// Latin by its block, and read as another letter: long s, clicks, iota.
    private static let unused: Set<UInt32> = [0x17F, 0x196, 0x1C0, 0x1C1, 0x1C2, 0x1C3, 0x1A6, 0x1BC, 0x1BD, 0x237]

    private static let eastAsian: [ClosedRange<UInt32>] = [
        0x1100...0x11FF, 0x3005...0x3007, 0x3041...0x30FF, 0x3105...0x312F, 0x3131...0x318E, 0x31A0...0x31BF,
        0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x323AF,
    ]

    /// Armenian, Hebrew, Arabic, the scripts of India, Thai, Lao, Tibetan, Burmese, Georgian, Ethiopic, Khmer,
    /// Mongolian, Chăm, Tai Viet: each by itself.
    private static let others: [ClosedRange<UInt32>] = [
        0x531...0x58A, 0x591...0x5F4, 0x600...0x77F, 0x900...0x97F, 0x980...0x9FF, 0xA00...0xA7F, 0xA80...0xAFF,
        0xB00...0xB7F, 0xB80...0xBFF, 0xC00...0xC7F, 0xC80...0xCFF, 0xD00...0xD7F, 0xD80...0xDFF, 0xE01...0xE7F,
        0xE80...0xEFF, 0xF00...0xFFF, 0x1000...0x109F, 0x10A0...0x10FF, 0x1200...0x139F, 0x1780...0x17FF,
        0x1820...0x18AF, 0xAA00...0xAA5F, 0xAA80...0xAADF,
    ]
}
