private import CPango

/// Measures and draws text: pango (https://www.gtk.org/docs/architecture/pango) finds the fonts, shapes every script and
/// says where lines may break.
///
/// It holds a map of fonts, so that one is made for many labels; it is not shared between threads.
public final class Typesetter {
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let layout: OpaquePointer
    private var measured: [Key: MeasuredText] = [:]

    private struct Key: Hashable {
        var text: String
        var typeface: Typeface
    }

    /// Texts that stand on label after label are measured once; no more are kept than these.
    private static let mostMeasured = 2_000
    /// The type size at which texts are measured: large, so that what is rounded does not count.
    private static let measuringSize: Double = 200

    /// Looks up the machine's fonts.
    public init() {
        map = pango_cairo_font_map_new()
        context = pango_font_map_create_context(map)
        let options: OpaquePointer = cairo_font_options_create()
        // Widths must be those of the outlines at every size: no fitting to pixels.
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        layout = pango_layout_new(context)
        pango_layout_set_single_paragraph_mode(layout, 1)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(map)
    }

    private func set(_ text: String, _ typeface: Typeface, size: Double) {
        let description: OpaquePointer = pango_font_description_new()
        pango_font_description_set_family(description, typeface.family)
        pango_font_description_set_weight(description, typeface.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_style(description, typeface.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_font_description_set_absolute_size(description, size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        let bytes: [CChar] = text.utf8.map { CChar(bitPattern: $0) }
        pango_layout_set_text(layout, bytes, Int32(bytes.count))
    }

    /// The width of each character of a line of text.
    func measure(_ text: String, _ typeface: Typeface) -> MeasuredText {
        let key = Key(text: text, typeface: typeface)
        if let known = measured[key] { return known }
        set(text, typeface, size: Self.measuringSize)
        let characters: [Character] = Array(text)
        var widths = [Double](repeating: 0, count: characters.count)
        var index: [Int: Int] = [:]
        var offset = 0
        for (number, character) in characters.enumerated() {
            for _ in 0..<character.utf8.count {
                index[offset] = number
                offset += 1
            }
        }
        if let iterator = pango_layout_get_iter(layout), !characters.isEmpty {
            repeat {
                var extents = PangoRectangle()
                pango_layout_iter_get_cluster_extents(iterator, nil, &extents)
                if let number = index[Int(pango_layout_iter_get_index(iterator))] {
                    widths[number] += Double(abs(extents.width)) / Double(PANGO_SCALE) / Self.measuringSize
                }
            } while pango_layout_iter_next_cluster(iterator) != 0
            pango_layout_iter_free(iterator)
        }
        let found = MeasuredText(characters: characters, widths: widths, breaks: breaks(characters))
        if measured.count >= Self.mostMeasured { measured = [:] }
        measured[key] = found
        return found
    }

    /// Where a line may end, by the Unicode line breaking algorithm (UAX #14).
    private func breaks(_ characters: [Character]) -> [Bool] {
        var count: Int32 = 0
        guard let attributes = pango_layout_get_log_attrs_readonly(layout, &count) else {
            return characters.map { _ in false }
        }
        var scalar = 0
        return characters.map { character in
            scalar += character.unicodeScalars.count
            return scalar < Int(count) && attributes[scalar].is_line_break != 0
        }
    }

    /// Draws a line of text with its base line at a point.
    ///
    /// - Throws: `label.font` where no font has one of its characters: a box in its place would be a wrong number.
    func draw(
        _ text: String, _ typeface: Typeface, size: Double, width: Double, x: Double, y: Double,
        on surface: OpaquePointer
    ) throws(LabelError) {
        set(text, typeface, size: size)
        guard pango_layout_get_unknown_glyphs_count(layout) == 0 else {
            throw LabelError(
                .font, "No font of this machine has all characters of '\(text)'; install one that has.")
        }
        guard let line = pango_layout_get_line_readonly(layout, 0) else { return }
        cairo_move_to(surface, x, y)
        pango_cairo_show_layout_line(surface, line)
    }
}
