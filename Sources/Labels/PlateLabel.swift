/// The printable plate: who made it, the two numbers, and a code that a phone reads.
///
/// It is drawn in dots, black on white, in true size. Type sizes and the code's modules take what room there is:
///
///     ┌──────────────────────────┐
///     │ Maker             ▄▄▄▄▄▄ │
///     │ MODEL (M/N)       █ QR █ │
///     │ FJ-320            █code█ │
///     │ SERIAL (S/N)      ▀▀▀▀▀▀ │
///     │ TR2410001207Y            │
///     └──────────────────────────┘
public struct PlateLabel: Hashable, Sendable {
    /// The maker's name.
    public var maker: String
    /// The model number, as on the plate.
    public var model: String
    /// The serial number, as on the plate.
    public var serial: String
    /// What the code says.
    public var content: String
    /// The size of the plate.
    public var size: LabelSize
    /// The code's error correction.
    public var correction: QRCode.Correction

    /// Describes a plate.
    public init(
        maker: String, model: String, serial: String, content: String, size: LabelSize = .plate,
        correction: QRCode.Correction = .medium
    ) {
        self.maker = maker
        self.model = model
        self.serial = serial
        self.content = content
        self.size = size
        self.correction = correction
    }

    /// The least and the most dots of a module: 0.375 mm, which a phone reads from a printer of 203 dpi, to 0.75 mm.
    static let moduleSizes: ClosedRange<Int> = 3...6
    /// The least dots of the numbers' type, 1.5 mm, and those that read well, 3 mm.
    static let smallestNumber = 12
    private static let comfortable = 24

    /// From the edge to the code's quiet zone, with the frame between.
    private static let rim = 4
    private static let frameLine = 2
    /// From the edge to the text.
    private static let margin = 18

    /// The plate as an SVG document.
    ///
    /// - Throws: `label.empty` and `label.tooLong` of the code's content; `label.tooSmall` where code or numbers do not
    ///   fit in a size that can be read.
    public func svg() throws(LabelError) -> String {
        let (width, height) = (size.dotsWide, size.dotsHigh)
        let code: QRCode = try QRCode(content, correction: correction)
        let room: Int = min(height, width / 2) - 2 * Self.rim
        let module: Int = min(Self.moduleSizes.upperBound, room / code.side)
        guard module >= Self.moduleSizes.lowerBound else { throw tooSmall(for: code) }
        let side: Int = module * code.side
        let codeX: Int = width - Self.rim - side

        var svg = SVGWriter(
            width: width, height: height, title: "\(maker), model \(model), serial number \(serial)",
            description: "The code says: \(content)")
        svg.rectangle(x: 0, y: 0, width: width, height: height, fill: "#fff")
        svg.frame(x: 0, y: 0, width: width, height: height, line: Self.frameLine, radius: 10)
        code.draw(into: &svg, x: codeX, y: (height - side) / 2, module: module)
        try drawText(into: &svg, width: codeX - Self.margin, height: height - 2 * Self.margin)
        return svg.document
    }

    /// The name at the top, the numbers at the bottom.
    private func drawText(into svg: inout SVGWriter, width: Int, height: Int) throws(LabelError) {
        let captionSize: Int = min(24, max(10, height / 16))
        let captionHeight: Int = Face.lineHeight(captionSize)
        let makerSizes: ClosedRange<Int> = 10...max(16, height / 8)
        // A name may be cut: the numbers must stand whole.
        let name: Face.Fit =
            Face.name.fit(
                maker, width: width, height: height / 5, lines: 3, sizes: makerSizes, comfortable: captionSize)
            ?? shortened(maker, width: width, size: makerSizes.lowerBound)
        let left: Int = height - name.height - 2 * captionHeight
        guard let numbers = fitNumbers(width: width, height: left) else {
            throw LabelError(
                .tooSmall,
                "A plate of \(size.width) by \(size.height) mm is too small for these numbers; take a larger one.")
        }
        let space: Int = left - numbers.model.height - numbers.serial.height
        let gap: Int = min(captionSize * 2, space / 2)
        var y: Int = Self.margin
        draw(name, .name, at: &y, into: &svg)
        y += space - gap
        draw(Face.Fit(lines: ["MODEL (M/N)"], size: captionSize), .caption, at: &y, into: &svg)
        draw(numbers.model, .number, at: &y, into: &svg)
        y += gap
        draw(Face.Fit(lines: ["SERIAL (S/N)"], size: captionSize), .caption, at: &y, into: &svg)
        draw(numbers.serial, .number, at: &y, into: &svg)
    }

    /// Both numbers, in one size where both are legible in it.
    private func fitNumbers(width: Int, height: Int) -> (model: Face.Fit, serial: Face.Fit)? {
        let sizes: ClosedRange<Int> = Self.smallestNumber...max(Self.smallestNumber, height / 4)
        func fit(_ text: String, _ height: Int) -> Face.Fit? {
            Face.number.fit(text, width: width, height: height, lines: 6, sizes: sizes, comfortable: Self.comfortable)
        }
        // What is long gets more of the height.
        guard var model = fit(model, height / 2) ?? fit(model, height * 2 / 3),
            var serial = fit(serial, height - model.height)
        else { return nil }
        let smaller: Int = min(model.size, serial.size)
        if smaller >= Self.comfortable { (model.size, serial.size) = (smaller, smaller) }
        return (model, serial)
    }

    /// As much of a name as fits on one line.
    private func shortened(_ name: String, width: Int, size: Int) -> Face.Fit {
        var text: String = name
        while !text.isEmpty, Face.name.width(of: text + "…") * size > width * 1_000 { text.removeLast() }
        return Face.Fit(lines: [text + "…"], size: size)
    }

    private func draw(_ fit: Face.Fit, _ face: Face, at y: inout Int, into svg: inout SVGWriter) {
        for line in fit.lines {
            // The base line: nine tenths of a line's height leave room for what hangs below it.
            let base: Int = y + fit.size
            let width: Int? = face == .number ? face.width(of: line) * fit.size / 1_000 : nil
            svg.text(line, x: Self.margin, y: base, size: fit.size, face: face, width: width)
            y += Face.lineHeight(fit.size)
        }
    }

    private func tooSmall(for code: QRCode) -> LabelError {
        let dots: Int = code.side * Self.moduleSizes.lowerBound + 2 * Self.rim
        let needed: Int = (dots + LabelSize.dotsPerMillimetre - 1) / LabelSize.dotsPerMillimetre
        return LabelError(
            .tooSmall,
            "The code needs a plate at least \(needed) mm high and \(2 * needed) mm wide; take a larger one, or let the "
                + "code say less.")
    }
}
