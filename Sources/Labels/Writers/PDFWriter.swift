private import CPango

/// Writes labels to a PDF, page after page; what is written is not kept.
public final class PDFWriter {
    /// Where the bytes go.
    private final class Sink {
        private let write: (UnsafeBufferPointer<UInt8>) throws -> Void
        private var boxes: PageBoxes?
        var error: (any Error)?

        init(_ boxes: PageBoxes?, _ write: @escaping (UnsafeBufferPointer<UInt8>) throws -> Void) {
            self.boxes = boxes
            self.write = write
        }

        func take(_ piece: UnsafeBufferPointer<UInt8>) throws {
            guard let ready = boxes?.take(piece) else { return try write(piece) }
            try ready.withUnsafeBufferPointer(write)
        }

        func finish() throws {
            if let rest = boxes?.rest() { try rest.withUnsafeBufferPointer(write) }
        }
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
    /// Around the label on a page of its own, in millimetres.
    private let margin: Double

    /// Points in a millimetre.
    private static let unit: Double = 72 / 25.4
    /// Of a cut mark, in millimetres: sheets have little room.
    private let markLength: Double

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - sheet: Many labels on a page, whose bleed ends half-way to the neighbour and at the paper's edge; nil for a page
    ///     as large as a label with its bleed and cut marks, which says in its boxes where the label is.
    ///   - start: At which place of the first sheet to begin, from 1: some may be gone.
    ///   - hasCutMarks: Whether short lines beyond the labels' corners and bleed say where to cut.
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
        let bleed: Double = maker.layout.bleed
        markLength = sheet == nil ? 4 : 2
        margin = sheet == nil ? bleed + (hasCutMarks ? CutMarks.distance + markLength : 0) : 0
        let (width, height) =
            sheet.map { ($0.width, $0.height) } ?? (maker.size.width + 2 * margin, maker.size.height + 2 * margin)
        let boxes: PageBoxes? =
            margin > 0 ? PageBoxes(maker.size, margin: margin, bleed: bleed, unit: Self.unit) : nil
        sink = Sink(boxes, write)
        document = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                guard sink.error == nil else { return CAIRO_STATUS_WRITE_ERROR }
                do {
                    try sink.take(UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                } catch {
                    sink.error = error
                    return CAIRO_STATUS_WRITE_ERROR
                }
            }, Unmanaged.passUnretained(sink).toOpaque(), width * Self.unit, height * Self.unit)
        // Later versions may hide pages in compressed objects, where their boxes have no place.
        if margin > 0 { cairo_pdf_surface_restrict_to_version(document, CAIRO_PDF_VERSION_1_4) }
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
        // Of all places, those too that stay empty: a row of labels alone would miss what stands at the paper's edge.
        if hasCutMarks, isPageEmpty {
            for place in 0..<(sheet?.places ?? 1) { cutMarks(around: place) }
        }
        let corner: (x: Double, y: Double) = corner(of: place)
        var canvas = Canvas(
            surface: surface, pictures: maker.pictures, unit: Self.unit,
            dot: Self.unit / maker.resolution.dotsPerMillimetre)
        canvas.x = corner.x * Self.unit
        canvas.y = corner.y * Self.unit
        let bleed: LabelDrawing.Sides = room(around: place).limited(to: maker.layout.bleed)
        try canvas.draw(drawing.bleeding(by: bleed), with: maker.typesetter)
        isPageEmpty = false
        place += 1
        if sheet == nil { endPage() }
        if let error = sink.error { throw error }
    }

    private func corner(of place: Int) -> (x: Double, y: Double) {
        sheet?.corner(of: place, label: maker.size) ?? (margin, margin)
    }

    private func room(around place: Int) -> LabelDrawing.Sides {
        sheet?.room(around: place, label: maker.size) ?? .init(all: .infinity)
    }

    private func endPage() {
        cairo_show_page(surface)
        place = 0
        isPageEmpty = true
    }

    private func cutMarks(around place: Int) {
        let (x, y): (Double, Double) = corner(of: place)
        let room: LabelDrawing.Sides = room(around: place)
        let marks = CutMarks(
            around: .init(x: x, y: y, width: maker.size.width, height: maker.size.height),
            bleed: room.limited(to: maker.layout.bleed), room: room, length: markLength)
        cairo_set_source_rgb(surface, 0, 0, 0)
        cairo_set_line_width(surface, 0.25)
        for line in marks.lines {
            cairo_move_to(surface, line.x * Self.unit, line.y * Self.unit)
            cairo_line_to(surface, line.endX * Self.unit, line.endY * Self.unit)
        }
        cairo_stroke(surface)
    }

    /// Writes the end of the document; afterwards nothing can be added.
    ///
    /// - Throws: What the taker of the bytes throws; `label.encoder`.
    public func finish() throws {
        if !isPageEmpty { endPage() }
        cairo_surface_finish(document)
        if let error = sink.error { throw error }
        try sink.finish()
        guard cairo_surface_status(document) == CAIRO_STATUS_SUCCESS else {
            throw LabelError(.encoder, "The document could not be written.")
        }
    }
}
