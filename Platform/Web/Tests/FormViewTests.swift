import Base
import Testing

@testable import Web

@Suite struct FormViewTests {
    static let view = FormView(
        Pages.strings(),
        values: FormValues([
            ("x", "đã gõ"), ("x-ngay", "31"), ("x-thang", "2"), ("x-nam", "1990"),
        ]), faults: [FieldFault("x", "enter", ["what": "họ tên"])])

    static let fields: [(name: String, html: HTML)] = {
        let choices = [FormView.Choice("a", "A"), .init("đã gõ", "B")]
        return [
            ("text", view.text("x", label: "Tên", hint: "Gợi ý")), ("area", view.textArea("x", label: "Tên")),
            ("search", view.search("x", label: "Tên")), ("radios", view.radios("x", label: "Tên", choices)),
            ("checkboxes", view.checkboxes("x", label: "Tên", choices, hint: "Gợi ý")),
            ("checkbox", view.checkbox("x", label: "Tên", value: "đã gõ")),
            ("select", view.select("x", label: "Tên", choices)),
            ("date", view.date("x", label: "Tên")), ("file", view.file("x", label: "Tên")),
            ("camera", view.camera("x", label: "Tên")),
        ]
    }()

    @Test(arguments: fields.map(\.name)) func `a field with a fault says how to mend it and points to it`(name: String)
        throws
    {
        let html = try #require(Self.fields.first { $0.name == name }).html.text
        #expect(html.contains("Nhập họ tên"))
        #expect(html.contains(/aria-describedby="[^"]*f-x-loi"/))
        #expect(html.contains("id=\"f-x-loi\"") && html.contains("id=\"f-x\""))
        #expect(!html.contains(" required") && !html.contains("*"))
    }

    @Test(arguments: ["text", "area", "search", "radios", "checkboxes", "checkbox", "select"])
    func `what was typed stays when the form is shown again`(name: String) throws {
        let html = try #require(Self.fields.first { $0.name == name }).html.text
        #expect(
            html.contains("value=\"đã gõ\"") && name != "radios" || html.contains(/đã gõ"?[^>]* (checked|selected)/)
                || html.contains("đã gõ</textarea>"))
    }

    @Test func `a password is never sent back, and can be looked at where a script brings the button out`() {
        let box = Self.view.text("x", label: "Mật khẩu", kind: .password).text
        #expect(!box.contains("đã gõ"))
        #expect(box.contains(/<button type="button"[^>]* data-reveal="f-x"[^>]* hidden>/))
        #expect(!Self.view.text("x", label: "Họ tên").text.contains("data-reveal"))
    }

    @Test func `the summary links to every faulty field and the title says so`() {
        #expect(Self.view.summary.text.contains("<a href=\"#f-x\">Nhập họ tên</a>"))
        #expect(Self.view.title("Đăng nhập") == "Lỗi: Đăng nhập")
        #expect(FormView(Pages.strings()).summary.isEmpty)
        #expect(FormView(Pages.strings()).title("Đăng nhập") == "Đăng nhập")
    }

    @Test func `a box unticked by the person stays unticked`() {
        let again = FormView(
            Pages.strings(), values: FormValues([("other", "1")]), faults: [FieldFault("other", "enter")])
        #expect(!again.checkbox("x", label: "Đồng ý", initial: true).text.contains("checked"))
        #expect(FormView(Pages.strings()).checkbox("x", label: "Đồng ý", initial: true).text.contains("checked"))
    }

    @Test func `each form that changes something has a new one-time key, first of all`() {
        let draw = { Components.form(action: "/x", csrf: "token", once: OnceKey.fresh()) { "" }.text }
        let keys = (0..<100).compactMap { _ in draw().firstMatch(of: /name="once" value="([0-9a-f]{32})"/)?.1 }
        #expect(Set(keys).count == 100)
        #expect(draw().contains(/<form[^>]*><input type="hidden" name="csrf" value="token">/))
    }

    @Test(arguments: [
        (["27", "3", "1990"], TypedDate.date(LocalDate(dayNumber: 7390))),
        ([" 07", "03 ", "1990"], .date(LocalDate(dayNumber: 7370))),
        (["", "", ""], .none), (["31", "2", "1990"], .wrong), (["27", "", "1990"], .wrong),
        (["27", "3", "90"], .wrong),
        (["x", "3", "1990"], .wrong), (["-1", "3", "1990"], .wrong),
    ])
    func `three boxes are read as a date`(boxes: [String], expected: TypedDate) {
        let values = FormValues(zip(["d-ngay", "d-thang", "d-nam"], boxes).map { ($0, $1) })
        #expect(values.date("d") == expected)
    }
}
