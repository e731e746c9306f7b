import Base
import Paper
import Testing

@testable import Papers

@Suite struct TemplateFillingTests {
    private static func blocks(_ text: String, _ values: PaperValues = PaperValues()) throws -> [PaperBlock] {
        let frame = "@sheet a5\n@title T\n@barcode {code} | 84\n@qr {lookup} | 25\n"
        let template = try TemplateReader.read(frame + text, for: .receipt)
        return Array(TemplateFilling.paper(template, values, createdAt: SamplePapers.at).blocks.dropFirst(2))
    }

    private static func words(_ text: String, _ values: PaperValues = PaperValues()) throws -> [String] {
        try blocks(text, values).compactMap { block in
            if case .text(let text, _) = block { text.plain } else { nil }
        }
    }

    @Test func `an empty field prints dots, one that may be missing nothing`() throws {
        #expect(try Self.words("Điện thoại: {phone}\nThư: {email?}.") == ["Điện thoại: ……………", "Thư: ."])
    }

    @Test func `what people wrote is no markup and no template`() throws {
        let values = PaperValues(fields: ["applicant": "**A** {code} \\n <b>"])
        #expect(try Self.words("{applicant}", values) == ["**A** {code} \\n <b>"])
    }

    @Test func `runs are bold or italic, and braces can be printed`() throws {
        guard case .text(let text, let style)? = try Self.blocks("[bold centre] a **b** __c__ {{d}}\\ne").first else {
            Issue.record("no paragraph")
            return
        }
        #expect(text.plain == "a b c {d}\ne")
        #expect(text.runs.first { $0.text == "b" }?.isBold == true)
        #expect(text.runs.first { $0.text == "c" }?.isItalic == true)
        #expect(style == TextStyle(.body, .centre, isBold: true))
    }

    @Test func `conditions ask for fields and lists, each repeats for rows`() throws {
        let text = "@if phone\ncó\n@else\nkhông\n@end\n@if papers\nbảng\n@end\n@each papers\n- {papers.name}\n@end"
        #expect(try Self.words(text) == ["không"])
        let values = PaperValues(fields: ["phone": "1"], lists: ["papers": [["name": "A"], ["name": "B"]]])
        #expect(try Self.words(text, values) == ["có", "bảng", "- A", "- B"])
    }

    @Test func `a long control sheet turns to A4 on its side`() throws {
        let template = try TemplateReader.read(PaperForm.control.standardText, for: .control)
        var values = SamplePapers.values(.control)
        #expect(TemplateFilling.paper(template, values, createdAt: SamplePapers.at).size == .a5)
        values.lists["handovers"] = Array(repeating: ["holder": "Văn phòng"], count: 6)
        #expect(TemplateFilling.paper(template, values, createdAt: SamplePapers.at).size == .a4Landscape)
    }
}
