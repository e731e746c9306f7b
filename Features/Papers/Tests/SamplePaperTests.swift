import Base
import Foundation
import Paper
import TestKit
import Testing

@testable import Papers

/// Every form as the administrator sees it, read back as a printer and a bar code reader would.
@Suite struct SamplePaperTests {
    @Test(arguments: PaperForm.allCases)
    func `a form prints on one sheet with all its fields, and its codes are readable`(form: PaperForm) throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let template = try TemplateReader.read(form.standardText, for: form)
        let pdf = try PDFRenderer.render(SamplePapers.paper(form, template))
        if let folder = ProcessInfo.processInfo.environment["MOTCUA_PAPERS"] {
            try Data(pdf).write(to: URL(fileURLWithPath: folder).appending(path: "form-\(form.number).pdf"))
        }
        #expect(try reader.pageCount(of: pdf) == 1)
        #expect(try reader.facts(of: pdf).contains(form == .register ? "841.89 x 595.276" : "419.528 x 595.276"))
        let text = try Self.letters(try reader.text(of: pdf))
        let values = SamplePapers.values(form)
        for (name, value) in values.fields where Self.isPrinted(name, form) {
            for line in value.split(separator: "\n") {
                #expect(Self.holds(text, String(line)), "\(name): \(line)")
            }
        }
        for row in values.lists.values.joined() {
            for (name, value) in row where form.standardText.contains(".\(name)}") {
                for word in value.split(whereSeparator: \.isWhitespace) { #expect(text.contains(word), "\(name)") }
            }
        }
        if form == .register { return }
        #expect(try reader.codes(on: pdf) == [
            "CODE-128:H00.00.00-261123-0007", "QR-Code:https://motcua.example/tra-cuu?ma=H00.00.00-261123-0007",
        ])
    }

    @Test(arguments: PaperForm.allCases)
    func `the print page says the same`(form: PaperForm) throws {
        let template = try TemplateReader.read(form.standardText, for: form)
        let page = try PaperHTML.render(SamplePapers.paper(form, template))
        #expect(page.contains("sheet \(form == .register ? "a4-landscape" : "a5")"))
        for (name, value) in SamplePapers.values(form).fields where Self.isPrinted(name, form) {
            #expect(page.contains(PaperHTMLTexts.escaped(value)), "\(name)")
        }
        #expect(page.contains("qr-code") == (form != .register))
    }

    @Test func `the register runs over many pages with its head on each`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let template = try TemplateReader.read(PaperForm.register.standardText, for: .register)
        var values = SamplePapers.values(.register)
        let row = try #require(values.lists["dossiers"]?.first)
        values.lists["dossiers"] = (1...60).map { number in
            row.merging(["index": twoDigits(number)]) { $1 }
        }
        let pdf = try PDFRenderer.render(TemplateFilling.paper(template, values, createdAt: SamplePapers.at))
        let pages = try reader.text(of: pdf).split(separator: "\u{0C}").filter { $0.contains("Mã hồ sơ") }
        #expect(try reader.pageCount(of: pdf) > 5)
        #expect(pages.count >= (try reader.pageCount(of: pdf)) - 1)
    }

    /// The sample's refusal is one at intake; the other branch names who resolves. The address of the look-up stands
    /// in words on slips that the person takes home.
    private static func isPrinted(_ name: String, _ form: PaperForm) -> Bool {
        if form == .refusal, name == "resolver" { return false }
        if form == .control, name == "lookup" { return false }
        return form.standardText.contains("{\(name)}")
    }

    @Test func `a refusal to resolve and an extension say so`() throws {
        let refusal = try TemplateReader.read(PaperForm.refusal.standardText, for: .refusal)
        var values = SamplePapers.values(.refusal)
        values.fields["at-intake"] = ""
        let refused = try PaperHTML.render(TemplateFilling.paper(refusal, values, createdAt: SamplePapers.at))
        #expect(refused.contains("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ") && !refused.contains("không tiếp nhận"))
        let apology = try TemplateReader.read(PaperForm.apology.standardText, for: .apology)
        values = SamplePapers.values(.apology)
        values.fields["is-late"] = ""
        let extended = try PaperHTML.render(TemplateFilling.paper(apology, values, createdAt: SamplePapers.at))
        #expect(extended.contains("gia hạn thời gian") && !extended.contains("Đến nay"))
    }

    private static func letters(_ text: String) throws -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Columns stand side by side in the text, so words of one value need not follow one another.
    private static func holds(_ text: String, _ value: String) -> Bool {
        value.split(whereSeparator: \.isWhitespace).allSatisfy { text.contains($0) }
    }
}

/// As the page writes texts.
enum PaperHTMLTexts {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\n", with: "<br>")
    }
}
