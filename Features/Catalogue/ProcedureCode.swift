/// Mã thủ tục: `n.nnnnnn` in the national database; local copies add the province: `2.000815.000.00.00.H56`.
package enum ProcedureCode {
    /// The first 8 characters when the text is a procedure's code, with or without a local end; nil otherwise.
    package static func normalised(_ text: String) -> String? {
        let signs = Array(text.utf8)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard signs.count >= 8, signs.count <= 40, isDigit(signs[0]), signs[0] != UInt8(ascii: "0"),
            signs[1] == UInt8(ascii: "."), signs[2..<8].allSatisfy(isDigit)
        else { return nil }
        let end = signs[8...]
        guard end.isEmpty || (end.first == UInt8(ascii: ".") && end.count > 1) else { return nil }
        let isEnd = end.allSatisfy { byte in
            isDigit(byte) || byte == UInt8(ascii: ".") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        return isEnd ? String(decoding: signs[..<8], as: UTF8.self) : nil
    }
}
