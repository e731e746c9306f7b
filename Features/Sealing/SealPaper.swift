import Base
import Paper
import Web

/// Một lần niêm phong trên giấy: hangs on the wall, where no administrator reaches it from his desk.
enum SealPaper {
    /// A QR code of this side, in millimetres, is read by any phone.
    private static let codeSide = 70.0

    static func document(_ seal: Seal, publicURL: String, _ t: Strings) -> PaperDocument {
        func line(_ name: String, _ value: String) -> PaperBlock { .text(.bold("\(name): ") + PaperText(value)) }
        return PaperDocument(
            title: t("sealing.paper.title", ["number": "\(seal.number)"]), size: .a4, createdAt: seal.at,
            blocks: [
                .text(PaperText(t("sealing.paper.title", ["number": "\(seal.number)"]).uppercased()), .title),
                .space(4),
                .text(PaperText(t("sealing.paper.lead")), .justified),
                .space(4),
                line(t("sealing.at"), t.formats.dateTime(seal.at)),
                line(t("sealing.entries"), t.formats.number(seal.size)),
                line(t("sealing.paper.origin"), seal.head.origin),
                line(t("sealing.key"), seal.key.fingerprint),
                line(t("sealing.root"), grouped(seal.head.root.hex)),
                line(t("sealing.paper.chain"), grouped(seal.chain)),
                .space(6),
                .columns([
                    PaperColumn(share: 1, [.qrCode(seal.note.note, side: codeSide)]),
                    PaperColumn(share: 1, [
                        .text(PaperText(t("sealing.paper.code")), .justified),
                        .space(3),
                        .text(PaperText("\(publicURL)\(VerifyPages.path)"), .small),
                    ]),
                ]),
                .space(6),
                .signatures([
                    Signature(title: t("sealing.paper.hung"), hint: t("sealing.paper.sign")),
                    Signature(title: t("sealing.paper.witness"), hint: t("sealing.paper.sign")),
                ]),
            ])
    }

    /// Groups of four digits, as eyes compare them.
    private static func grouped(_ hex: String) -> String {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }
}
