import Blobs

extension FormView {
    /// A file, or several. On a phone the box offers the camera; with a script it shows how far the upload is, without
    /// one the form sends it as usual. Already handed-in papers are listed above by the page.
    package func file(
        _ field: String, label: String, hint: String? = nil, types: [FileType] = FileType.papers,
        several: Bool = false, isOptional: Bool = false, attributes: HTML = .empty
    ) -> HTML {
        let naming = Naming(label: label, hint: hint ?? strings("web.file.hint"), isOptional: isOptional)
        let accepted = types.map { "\($0.rawValue),.\($0.ending)" }.joined(separator: ",")
        return box(
            field, className: "file",
            """
            \(labelled(field, naming))\
            <input type="file" id="\(id(field))" name="\(field)" accept="\(accepted)"\(if: several, " multiple")\
            \(described(field, naming)) data-upload data-sending="\(strings("web.file.sending"))" \
            data-done="\(strings("web.file.done"))" data-failed="\(strings("web.file.failed"))"\(attributes)>
            """)
    }

    /// A photo straight from the phone's camera; on a machine without one it is a file box.
    package func camera(_ field: String, label: String, hint: String? = nil, isOptional: Bool = false) -> HTML {
        file(
            field, label: label, hint: hint, types: [.jpeg, .png, .heic], isOptional: isOptional,
            attributes: " capture=\"environment\"")
    }
}
