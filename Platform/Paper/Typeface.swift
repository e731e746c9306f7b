import CPango

/// The face of official papers: Times New Roman (NĐ 30/2020/NĐ-CP, Phụ lục I) or a metric twin, else another serif.
enum Typeface {
    /// In order of preference. Liberation before 2.0, as Debian's `fonts-liberation` is, has no ế, ữ or ợ: letters of
    /// another face would stand in the middle of words. So a face counts only when it has them all.
    private static let wanted: [(family: String, scale: Double)] = [
        ("Times New Roman", 1), ("Liberation Serif", 1), ("Tinos", 1), ("TeX Gyre Termes", 1), ("FreeSerif", 1),
        ("Noto Serif", 0.88), ("DejaVu Serif", 0.84),
    ]

    /// The first installed face with every Vietnamese letter; looked up once, as fonts do not change under a process.
    /// Wider faces are set smaller by `scale`, so that a form fills the same sheet.
    static let chosen = wanted.first { hasVietnamese($0.family) } ?? (family: "serif", scale: 0.84)

    private static let letters = "đơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựĩỹỵỷ₫ĐƯẾỮỢẬẶỄ…–".unicodeScalars.map(\.value)

    private static func hasVietnamese(_ family: String) -> Bool {
        guard let map = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(map)
        else { return false }
        defer { motcua_object_unref(UnsafeMutableRawPointer(context)) }
        let wanted = pango_font_description_new()
        defer { pango_font_description_free(wanted) }
        pango_font_description_set_family(wanted, family)
        pango_font_description_set_absolute_size(wanted, 10 * Double(PANGO_SCALE))
        guard let font = pango_font_map_load_font(map, context, wanted) else { return false }
        defer { motcua_object_unref(UnsafeMutableRawPointer(font)) }
        // Fontconfig answers with some face for any name.
        let found = pango_font_describe(font)
        defer { pango_font_description_free(found) }
        guard let name = pango_font_description_get_family(found), String(cString: name) == family else { return false }
        return letters.allSatisfy { pango_font_has_char(font, $0) != 0 }
    }
}
