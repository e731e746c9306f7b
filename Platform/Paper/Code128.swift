/// Code 128 (ISO/IEC 15417): set B, and set C for runs of digits where that is shorter.
package struct Code128: Sendable, Equatable {
    package static let lengthMax = 64
    /// White on each side, in modules.
    static let quietZone = 10

    package let text: String
    /// Symbol values: start, characters, checksum, stop.
    package let values: [Int]

    /// Throws `PaperError.notEncodable` for anything but 1 to 64 printable ASCII characters.
    package init(_ text: String) throws {
        let characters = Array(text.utf8)
        guard (1...Code128.lengthMax).contains(characters.count), characters.allSatisfy({ (32...126).contains($0) })
        else { throw PaperError.notEncodable(text) }
        self.text = text
        var values = Code128.symbols(for: characters)
        let sum = values.enumerated().reduce(0) { $0 + $1.element * max($1.offset, 1) }
        values += [sum % 103, Code128.stop]
        self.values = values
    }

    package var checksum: Int { values[values.count - 2] }

    /// Widths in modules, bar first, bars and spaces in turn, without quiet zones.
    package var widths: [Int] {
        values.flatMap { value in Code128.patterns[value].utf8.map { Int($0) - 48 } }
    }

    /// Width of bars and quiet zones together, in modules.
    package var moduleCount: Int { widths.reduce(0, +) + 2 * Code128.quietZone }

    /// Bars as (offset, width) in modules from the left edge of the quiet zone.
    var bars: [(offset: Int, width: Int)] {
        var offset = Code128.quietZone
        var bars: [(Int, Int)] = []
        for (index, width) in widths.enumerated() {
            if index.isMultiple(of: 2) { bars.append((offset, width)) }
            offset += width
        }
        return bars
    }

    /// A picture for a page, black on white, named by its text. No style attributes, so a strict page policy allows it.
    package func svg(heightModules: Int = 40) -> String {
        let path = bars.map { "M\($0.offset) 0h\($0.width)v\(heightModules)h-\($0.width)z" }.joined()
        let name = PaperHTML.escaped(text)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="barcode" role="img" aria-label="\(name)" \
            viewBox="0 0 \(moduleCount) \(heightModules)" preserveAspectRatio="none" shape-rendering="crispEdges">\
            <rect width="\(moduleCount)" height="\(heightModules)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }

    private static let startB = 104
    private static let startC = 105
    private static let toB = 100
    private static let toC = 99
    private static let stop = 106

    /// Set C pays from four digits at an end of the text and from six in the middle.
    private static func symbols(for characters: [UInt8]) -> [Int] {
        var values: [Int] = []
        var usesC = false
        var index = 0
        while index < characters.count {
            let run = characters[index...].prefix { (48...57).contains($0) }.count
            let stands = index == 0 || index + run == characters.count
            if run >= (stands ? 4 : 6) {
                if !run.isMultiple(of: 2) {
                    if values.isEmpty { values.append(startB) }
                    values.append(Int(characters[index]) - 32)
                    index += 1
                }
                values.append(values.isEmpty ? startC : toC)
                usesC = true
                for pair in 0..<(run / 2) {
                    let tens = Int(characters[index + pair * 2]) - 48
                    values.append(tens * 10 + Int(characters[index + pair * 2 + 1]) - 48)
                }
                index += run / 2 * 2
            } else {
                if values.isEmpty { values.append(startB) } else if usesC { values.append(toB) }
                usesC = false
                let count = max(run, 1)
                values += characters[index..<index + count].map { Int($0) - 32 }
                index += count
            }
        }
        return values
    }

    /// ISO/IEC 15417, table 1: six widths a symbol, seven for the stop.
    static let patterns = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 \
        113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 \
        212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 \
        113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 \
        314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 \
        241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 \
        214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 \
        211232 2331112
        """.split(separator: " ").map(String.init)
}
