import Base
import CPango

/// A PDF in the making, in memory: pages, lines of text and filled shapes, in points from the upper left corner. One
/// belongs to the call that makes it; several may be made on any threads at once (Pango keeps a font map per thread).
final class PDFDocument {
    private final class Sink { var bytes: [UInt8] = [] }

    private let sink = Sink()
    private let surface: OpaquePointer
    let context: OpaquePointer
    /// What measures text for this document, at one unit per point.
    let pango: OpaquePointer

    init(title: String, size: PaperSize, createdAt: Instant) {
        let write: cairo_write_func_t = { sink, bytes, count in
            guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
                .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        // Cairo answers with an inert object, never with NULL; `finish` reads its status.
        surface = cairo_pdf_surface_create_for_stream(
            write, Unmanaged.passUnretained(sink).toOpaque(),
            size.widthMillimetres.points, size.heightMillimetres.points)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, createdAt.iso8601)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, createdAt.iso8601)
        context = cairo_create(surface)
        pango = pango_cairo_create_context(context)
        pango_cairo_context_set_resolution(pango, 72)
        pango_context_set_language(pango, pango_language_from_string("vi"))
        pango_context_set_round_glyph_positions(pango, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        motcua_object_unref(UnsafeMutableRawPointer(pango))
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    func endPage() { cairo_show_page(context) }

    /// Draws one line of shaped text with its baseline at `y`.
    func show(_ line: ShapedText.Line, x: Double, baseline y: Double) {
        cairo_move_to(context, x, y)
        pango_cairo_show_layout_line(context, line.pointer)
    }

    func fill(_ rectangles: some Sequence<(x: Double, y: Double, width: Double, height: Double)>) {
        for rectangle in rectangles {
            cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        }
        cairo_fill(context)
    }

    /// A thin line around a cell.
    func frame(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_line_width(context, 0.5)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    func rule(fromX x: Double, y: Double, width: Double) {
        cairo_set_line_width(context, 0.7)
        cairo_move_to(context, x, y)
        cairo_line_to(context, x + width, y)
        cairo_stroke(context)
    }

    /// The finished file. Throws `PaperError.drawing` when any step failed.
    func finish() throws -> [UInt8] {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw PaperError.drawing(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }
}
