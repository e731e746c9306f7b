import Paper
import Testing

@testable import Papers

@Suite struct TemplateReaderTests {
    /// What every layout of a receipt needs.
    private static let frame = """
        @sheet a5
        @title Giấy {code}
        @barcode {code} | 84
        @qr {lookup} | 25

        """

    private static func faults(_ text: String, _ form: PaperForm = .receipt) -> [TemplateFault] {
        do throws(TemplateFaults) {
            _ = try TemplateReader.read(text, for: form)
            return []
        } catch { return error.list }
    }

    @Test(arguments: PaperForm.allCases)
    func `the program's own layouts are without a fault`(form: PaperForm) {
        #expect(Self.faults(form.standardText, form).isEmpty)
    }

    @Test(arguments: PaperForm.allCases)
    func `every field of a form stands on the program's own layout`(form: PaperForm) {
        let fields = PaperFields.of(form)
        // Spare ones for whoever writes another layout.
        let spare: Set<String> = [
            "field", "request", "hotline", "agency", "centre", "head-agency", "head-centre", "place", "applicant-id",
            "filer", "ground", "officer", "number", "due", "received", "resolver", "email", "phone", "address",
            "finished",
        ]
        for name in fields.names.subtracting(spare) {
            #expect(form.standardText.contains("{\(name)}") || form.standardText.contains("@if \(name)"), "\(name)")
        }
    }

    @Test(arguments: [
        ("@tabel papers", TemplateFault(5, .unknownCommand, "@tabel")),
        ("Họ tên: {applicant-name}", TemplateFault(5, .unknownField, "applicant-name")),
        ("{papers.name}", TemplateFault(5, .unknownField, "papers.name")),
        ("@each points\nA\n@end", TemplateFault(5, .unknownList, "points")),
        ("[blod] A", TemplateFault(5, .unknownStyle, "blod")),
        ("@sheet a3", TemplateFault(5, .unknownSheet, "a3")),
        ("@space hai", TemplateFault(5, .badNumber, "hai")),
        ("@space 1000", TemplateFault(5, .badNumber, "1000")),
        ("@head A | B", TemplateFault(5, .tooFewParts, "4")),
        ("Mã {code", TemplateFault(5, .braceOpen, "Mã {code")),
        ("Mã code}", TemplateFault(5, .braceOpen, "Mã code}")),
        ("@if code\nA", TemplateFault(5, .notClosed, "@if")),
        ("@table papers\n@cell 5 | A | B", TemplateFault(5, .notClosed, "@table")),
        ("A\n@end", TemplateFault(6, .nothingToClose, "@end")),
        ("@else", TemplateFault(5, .nothingToClose, "@else")),
        ("@columns\n@end", TemplateFault(5, .emptyBlock, "@columns")),
        ("@signatures\n@end", TemplateFault(5, .emptyBlock, "@signatures")),
        ("@table papers\nlạc\n@cell 5 | A | {papers.name}\n@end", TemplateFault(6, .misplaced, "lạc")),
        ("@columns\nlạc\n@column 1\nA\n@end", TemplateFault(5, .misplaced, "@columns")),
        ("@together\n@title B\n@end", TemplateFault(6, .misplaced, "@title")),
        (String(repeating: "@together\n", count: 9), TemplateFault(13, .tooDeep, "8")),
    ])
    func `a fault is told with its line`(text: String, fault: TemplateFault) {
        #expect(Self.faults(Self.frame + text).contains(fault), "\(Self.faults(Self.frame + text))")
    }

    @Test func `all faults are told at once`() {
        #expect(Self.faults(Self.frame + "{a}\n@b\n[c] d").map(\.line) == [5, 6, 7])
        #expect(Self.faults("A").map(\.kind) == [.noSheet, .noTitle, .noBarcode, .noQRCode])
        #expect(Self.faults(String(repeating: "{a}\n", count: 100)).count == TemplateReader.faultsMax)
    }

    @Test func `a text longer than any layout is refused before it is read`() {
        let text = Self.frame + String(repeating: "A\n", count: 40_000)
        #expect(Self.faults(text) == [TemplateFault(0, .tooLong, "64")])
    }

    @Test func `random pieces of layouts never bring the reader down`() {
        var random = SystemRandomNumberGenerator()
        let lines = PaperForm.allCases.flatMap { $0.standardText.split(separator: "\n").map(String.init) }
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ -> String in
                let line = lines.randomElement(using: &random) ?? ""
                return Bool.random(using: &random) ? line : String(line.prefix(Int.random(in: 0..<12, using: &random)))
            }.joined(separator: "\n")
            for form in PaperForm.allCases { _ = Self.faults(text, form) }
        }
    }

    @Test func `comments, empty lines and the ends of lines of Windows do not matter`() throws {
        let plain = try TemplateReader.read(Self.frame + "A", for: .receipt)
        let other = (Self.frame + "# ghi chú\n\n  A  ").split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try TemplateReader.read(other, for: .receipt) == plain)
    }
}
