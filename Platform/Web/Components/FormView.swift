import Base

/// A form as it is drawn: what was typed, and what must be mended. The first time both are empty; when a deed refuses,
/// the same page is drawn again from `Problem.fields` and what the person typed, so nothing is lost.
///
/// A fault shows three times with the same words: in the summary above the heading, at its field, and to screen readers
/// through `aria-describedby`. Fields carry no `required` and no asterisk: what may be left out says so.
package struct FormView: Sendable {
    package let strings: Strings
    package let values: FormValues
    package let faults: [FieldFault]
    private let idPrefix: String

    /// - Parameter idPrefix: a word of its own for each further form on one page, so that no id is there twice.
    package init(
        _ strings: Strings, values: FormValues = .none, faults: [FieldFault] = [], idPrefix: String = "f"
    ) {
        self.strings = strings
        self.values = values
        self.faults = faults
        self.idPrefix = idPrefix
    }

    /// The form of a request that was refused; `problem` nil shows what came with the request without faults.
    package init(_ request: WebRequest, _ problem: Problem?) {
        self.init(request.strings, values: request.form, faults: problem?.fields ?? [])
    }

    package var hasFaults: Bool { !faults.isEmpty }

    /// The title of the page, which says first that something must be mended: "Lỗi: Đăng nhập".
    package func title(_ title: String) -> String {
        hasFaults ? strings("web.fault.title-prefix", ["title": title]) : title
    }

    package func value(_ field: String) -> String { values[field] }

    /// The sentence of the field's first fault.
    package func fault(_ field: String) -> String? {
        faults.first { $0.field == field }.map { strings("fault.\($0.code)", $0.arguments) }
    }

    /// All faults on top of the page, above the heading; takes the focus and links to each field.
    package var summary: HTML {
        guard hasFaults else { return .empty }
        let lines = faults.map { fault -> HTML in
            "<li><a href=\"#\(id(fault.field))\">\(strings("fault.\(fault.code)", fault.arguments))</a></li>"
        }
        return """
            <div class="fault-summary" role="alert" tabindex="-1" aria-labelledby="loi" data-focus>\
            <h2 id="loi">\(strings("web.fault.heading"))</h2><ul>\(lines)</ul></div>
            """
    }

    /// The id of a field's (first) control: what labels and the summary point to.
    package func id(_ field: String) -> String { "\(idPrefix)-\(field)" }

    // MARK: What every field shares

    /// What stands above a control: its name, and a short sentence that helps.
    struct Naming {
        let label: String
        var hint: String?
        var isOptional = false
    }

    func labelled(_ field: String, _ naming: Naming) -> HTML {
        """
        <label for="\(id(field))">\(naming.label)\(optional(naming))</label>\(hint(field, naming))\(faultLine(field))
        """
    }

    func optional(_ naming: Naming) -> HTML {
        naming.isOptional ? " <span class=\"optional\">\(strings("web.optional"))</span>" : .empty
    }

    func hint(_ field: String, _ naming: Naming) -> HTML? {
        naming.hint.map { "<p class=\"hint\" id=\"\(id(field))-goi-y\">\($0)</p>" }
    }

    func faultLine(_ field: String) -> HTML? {
        fault(field).map {
            """
            <p class="fault" id="\(id(field))-loi"><span class="hidden">\(strings("web.fault.word")) </span>\($0)</p>
            """
        }
    }

    /// ` aria-describedby=… aria-invalid=…` for the control, as far as there is a hint or a fault.
    func described(_ field: String, _ naming: Naming) -> HTML {
        "\(describedGroup(field, naming))\(if: fault(field) != nil, " aria-invalid=\"true\"")"
    }

    /// The same for the fieldset around several controls, which may not be called invalid itself.
    func describedGroup(_ field: String, _ naming: Naming) -> HTML {
        var ids: [String] = []
        if naming.hint != nil { ids.append("\(id(field))-goi-y") }
        if fault(field) != nil { ids.append("\(id(field))-loi") }
        return ids.isEmpty ? .empty : " aria-describedby=\"\(ids.joined(separator: " "))\""
    }

    func box(_ field: String, className: String = "", _ content: HTML) -> HTML {
        "<div class=\"field \(className)\(if: fault(field) != nil, " wrong")\">\(content)</div>"
    }
}
