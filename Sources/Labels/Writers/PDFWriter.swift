private import CPango

/// Writes labels to a PDF, page after page; what is written is not kept.
public final class PDFWriter {
    /// Where the bytes go.
    private final class Sink {
        let write: (UnsafeBufferPointer<UInt8>) throws -> Void
        var error: (any Error)?

        init(_ write: @escaping (UnsafeBufferPointer<UInt8>) throws -> Void) { self.write = write }
    }

    private let sink: Sink
    private let document: OpaquePointer
    private let surface: OpaquePointer
    private let maker: LabelMaker
    private let sheet: LabelSheet?
    /// The next place on the sheet, from 0.
    private var place: Int
    private var isPageEmpty = true
    private let hasCutMarks: Bool
    /// In millimetres; on a sheet, labels would bleed onto their neighbours.
    private let bleed: Double

    /// Points in a millimetre.
    private static let unit: Double = 72 / 25.4

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - sheet: Many labels on a page; nil for a page as large as a label with its bleed.
    ///   - start: At which place of the first sheet to begin, from 1: some may be gone.
    ///   - hasCutMarks: Whether short lines beyond the labels' corners say where to cut.
    ///   - write: Takes the bytes as they come.
    /// - Throws: `label.sheet` where the label is larger than the sheet's, or there is no such place.
    public init(
        _ maker: LabelMaker, sheet: LabelSheet? = nil, start: Int = 1, hasCutMarks: Bool = false,
        write: @escaping (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws(LabelError) {
        if let sheet { try sheet.check(maker.size, start: start) }
        self.maker = maker
        self.sheet = sheet
        self.hasCutMarks = hasCutMarks
        place = start - 1
        sink = Sink(write)
        bleed = sheet == nil ? maker.layout.bleed : 0
        let (width, height) =
            sheet.map { ($0.width, $0.height) } ?? (maker.size.width + 2 * bleed, maker.size.height + 2 * bleed)
        document = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                guard sink.error == nil else { return CAIRO_STATUS_WRITE_ERROR }
                do {
                    try sink.write(UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                } catch {
                    sink.error = error
                    return CAIRO_STATUS_WRITE_ERROR
                }
            }, Unmanaged.passUnretained(sink).toOpaque(), width * Self.unit, height * Self.unit)
        cairo_pdf_surface_set_metadata(document, CAIRO_PDF_METADATA_TITLE, maker.layout.name)
        surface = cairo_create(document)
    }

    deinit {
        // Nothing more is written for a document that is given up.
        if sink.error == nil { sink.error = CancellationError() }
        cairo_destroy(surface)
        cairo_surface_destroy(document)
    }

    /// Adds a label.
    ///
    /// - Throws: As ``LabelMaker/drawing(of:)``, `label.font`, `label.picture`, and what the taker of the bytes throws.
    public func add(_ fields: LabelFields) throws {
        let drawing: LabelDrawing = try maker.drawing(of: fields)
        if let sheet, place == sheet.places { endPage() }
        let corner: (x: Double, y: Double) = sheet?.corner(of: place, label: maker.size) ?? (bleed, bleed)
        var canvas = Canvas(surface: surface, unit: Self.unit, dot: Self.unit / maker.resolution.dotsPerMillimetre)
        canvas.x = corner.x * Self.unit
        canvas.y = corner.y * Self.unit
        try canvas.draw(drawing.bleeding(by: bleed), with: maker.typesetter)
        if hasCutMarks, sheet != nil { cutMarks(corner) }
        isPageEmpty = false
        place += 1
        if sheet == nil { endPage() }
        if let error = sink.error { throw error }
    }

    private func endPage() {
        cairo_show_page(surface)
        place = 0
        isPageEmpty = true
    }

    /// Lines of 2 mm, 1 mm beyond each corner.
    private func cutMarks(_ corner: (x: Double, y: Double)) {
        cairo_set_source_rgb(surface, 0, 0, 0)
        cairo_set_line_width(surface, 0.1 * Self.unit)
        for (x, outward) in [(corner.x, -1.0), (corner.x + maker.size.width, 1.0)] {
            for (y, downward) in [(corner.y, -1.0), (corner.y + maker.size.height, 1.0)] {
                line(x + outward, y, x + 3 * outward, y)
                line(x, y + downward, x, y + 3 * downward)
            }
        }
        cairo_stroke(surface)
    }

    private func line(_ x: Double, _ y: Double, _ endX: Double, _ endY: Double) {
        cairo_move_to(surface, x * Self.unit, y * Self.unit)
        cairo_line_to(surface, endX * Self.unit, endY * Self.unit)
    }

    /// Writes the end of the document; afterwards nothing can be added.
    ///
    /// - Throws: What the taker of the bytes throws; `label.encoder`.
    public func finish() throws {
        if !isPageEmpty { endPage() }
        cairo_surface_finish(document)
        if let error = sink.error { throw error }
        guard cairo_surface_status(document) == CAIRO_STATUS_SUCCESS else {
            throw LabelError(.encoder, "The document could not be written.")
        }
    }
}
