import CPango

/// A paragraph broken into lines for one width. Holds what Pango made as long as a line of it is waiting to be drawn.
final class ShapedText {
    /// Distance of base lines, in type sizes; the same in every line, whichever letters stand in it.
    static let lineSpacing = 1.22

    struct Line {
        /// Keeps `pointer` alive.
        let owner: ShapedText
        let pointer: UnsafeMutablePointer<PangoLayoutLine>
        /// From the left edge of the paragraph, in points.
        let x: Double
        let width: Double
        let height: Double
        /// From the upper edge of the line.
        let baseline: Double
    }

    private let layout: OpaquePointer
    private let lineHeight: Double

    init(_ text: PaperText, _ style: TextStyle, points: Double, width: Double, in document: PDFDocument) {
        layout = pango_layout_new(document.pango)
        lineHeight = points * ShapedText.lineSpacing
        let font = pango_font_description_new()
        pango_font_description_set_family(font, Typeface.chosen.family)
        pango_font_description_set_absolute_size(font, points * Typeface.chosen.scale * Double(PANGO_SCALE))
        if style.isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        if style.isItalic { pango_font_description_set_style(font, PANGO_STYLE_ITALIC) }
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)

        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_auto_dir(layout, 0)
        switch style.alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        case .justified: pango_layout_set_justify(layout, 1)
        }
        let plain = text.plain
        pango_layout_set_text(layout, plain, Int32(plain.utf8.count))
        emphasise(text.runs)
    }

    deinit { motcua_object_unref(UnsafeMutableRawPointer(layout)) }

    var lines: [Line] {
        guard let cursor = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(cursor) }
        var lines: [Line] = []
        repeat {
            guard let pointer = pango_layout_iter_get_line_readonly(cursor) else { break }
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(cursor, nil, &extents)
            lines.append(Line(owner: self, pointer: pointer, x: points(extents.x), width: points(extents.width),
                height: lineHeight, baseline: lineHeight * 0.76))
        } while pango_layout_iter_next_line(cursor) != 0
        return lines
    }

    private func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }

    /// Pango counts runs in bytes of UTF-8.
    private func emphasise(_ runs: [PaperText.Run]) {
        let attributes = pango_attr_list_new()
        var start: UInt32 = 0
        for run in runs {
            let end = start + UInt32(run.text.utf8.count)
            let wanted = [
                run.isBold ? pango_attr_weight_new(PANGO_WEIGHT_BOLD) : nil,
                run.isItalic ? pango_attr_style_new(PANGO_STYLE_ITALIC) : nil,
            ]
            for case .some(let attribute) in wanted {
                attribute.pointee.start_index = start
                attribute.pointee.end_index = end
                pango_attr_list_insert(attributes, attribute)
            }
            start = end
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }
}
