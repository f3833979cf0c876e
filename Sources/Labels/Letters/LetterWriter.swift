private import CPango

/// A letter as it is printed.
public struct Letter: Hashable, Sendable {
    /// Who sends it, in one small line above the address.
    public var sender: String
    /// To whom and where, line by line; the first six have room.
    public var address: [String]
    /// As it is to be read.
    public var date: String
    /// One line, in bold.
    public var subject: String
    /// With line feeds between paragraphs.
    public var body: String

    /// A letter.
    public init(sender: String, address: [String], date: String, subject: String, body: String) {
        (self.sender, self.address, self.date) = (sender, address, date)
        (self.subject, self.body) = (subject, body)
    }
}

/// Writes letters to a PDF of A4 sheets, each from a page of its own. The address stands where the window of an envelope is
/// (DIN 5008, form B: 45 mm below the upper edge, 20 mm from the left one, 85 mm by 45 mm).
public final class LetterWriter {
    /// Takes the bytes as they come.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    private let sink = Sink()
    private let document: OpaquePointer
    private let surface: OpaquePointer

    /// Points in a millimetre.
    private static let unit: Double = 72 / 25.4
    private static let (width, height): (Double, Double) = (210, 297)
    private static let (left, right, bottom): (Double, Double, Double) = (25, 190, 272)
    /// The most lines of an address that the window shows, and the most pages of a letter.
    private static let (addressLines, mostPages) = (6, 20)

    /// Begins a document.
    public init() {
        document = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                sink.bytes += UnsafeBufferPointer(start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), Self.width * Self.unit, Self.height * Self.unit)
        surface = cairo_create(document)
    }

    deinit {
        cairo_destroy(surface)
        cairo_surface_destroy(document)
    }

    /// Adds a letter.
    public func add(_ letter: Letter) {
        _ = draw(letter.sender, size: 7, at: (20, 50), width: 85)
        var place: Double = 62.7
        for line in letter.address.prefix(Self.addressLines) {
            place = draw(line, size: 10, at: (20, place), width: 85, mostLines: 1)
        }
        _ = draw(letter.date, size: 10, at: (125, 90), width: 65)
        place = draw(letter.subject, size: 11, isBold: true, at: (Self.left, 103), width: Self.right - Self.left)
        place += 6
        var pages = 1
        for paragraph in letter.body.split(separator: "\n", omittingEmptySubsequences: false) {
            place = flow(String(paragraph), from: place, &pages)
        }
        cairo_show_page(surface)
    }

    /// The document's bytes; afterwards nothing can be added.
    /// - Throws: `label.encoder`.
    public func finish() throws(LabelError) -> [UInt8] {
        cairo_surface_finish(document)
        guard cairo_surface_status(document) == CAIRO_STATUS_SUCCESS else {
            throw LabelError(.encoder, "The letters could not be written.")
        }
        return sink.bytes
    }

    /// Draws a text within a width. - Returns: Where the next may stand, in millimetres from above.
    private func draw(
        _ text: String, size: Double, isBold: Bool = false, at corner: (x: Double, y: Double), width: Double,
        mostLines: Int = 3
    ) -> Double {
        let layout = layout(of: text, size: size, isBold: isBold, width: width)
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let step = size * 1.3 / Self.unit
        var place = corner.y
        for number in 0..<min(mostLines, Int(pango_layout_get_line_count(layout))) {
            show(number, of: layout, at: (corner.x, place + step))
            place += step
        }
        return place
    }

    /// Draws a paragraph, on further pages where it does not fit. - Returns: Where the next may stand.
    private func flow(_ text: String, from start: Double, _ pages: inout Int) -> Double {
        let layout = layout(of: text, size: 11, isBold: false, width: Self.right - Self.left)
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let step: Double = 11 * 1.3 / Self.unit
        var place = start
        for number in 0..<Int(pango_layout_get_line_count(layout)) {
            if place + step > Self.bottom {
                guard pages < Self.mostPages else { return place }
                cairo_show_page(surface)
                pages += 1
                place = 25
            }
            show(number, of: layout, at: (Self.left, place + step))
            place += step
        }
        return place
    }

    private func show(_ number: Int, of layout: OpaquePointer, at place: (x: Double, y: Double)) {
        guard let line = pango_layout_get_line_readonly(layout, Int32(number)) else { return }
        cairo_move_to(surface, place.x * Self.unit, place.y * Self.unit)
        pango_cairo_show_layout_line(surface, line)
    }

    private func layout(of text: String, size: Double, isBold: Bool, width: Double) -> OpaquePointer {
        let layout: OpaquePointer = pango_cairo_create_layout(surface)
        let description: OpaquePointer = pango_font_description_new()
        pango_font_description_set_family(description, "sans-serif")
        pango_font_description_set_weight(description, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(description, size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_width(layout, Int32(width * Self.unit * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        pango_layout_set_text(layout, bytes, Int32(bytes.count))
        return layout
    }
}
