/// A QR Code (ISO/IEC 18004): a square that every phone reads.
public struct QRCode: Hashable, Sendable {
    /// How much of the code may be dirty or torn off and it still reads.
    public enum Correction: Int32, CaseIterable, Hashable, Sendable {
        /// About 7 %.
        case low = 1
        /// About 15 %.
        case medium = 2
        /// About 25 %.
        case quartile = 3
        /// About 30 %.
        case high = 4
    }
    /// The modules, 21 to 177 in each direction.
    public let modules: ModuleMatrix

    /// How many light modules must surround it (ISO/IEC 18004:2015, 9.1).
    public static let quietZone = 4

    /// Encodes a text, in the smallest square that holds it.
    ///
    /// - Throws: `label.empty`; `label.tooLong` past 2,953 bytes at the lowest level and 1,273 at the highest, or
    ///   somewhat more where all are digits or capitals.
    public init(_ text: String, correction: Correction = .medium) throws(LabelError) {
        modules = try Zint.encode(text, as: .qrCode, level: correction.rawValue)
    }

    /// The modules of a side with the quiet zones.
    public var side: Int { modules.width + 2 * Self.quietZone }

    /// The code as an SVG document of its true size, with its quiet zone, black on white.
    ///
    /// - Parameters:
    ///   - module: The side of a module in dots (see ``LabelSize/dotsPerMillimetre``), at least 1.
    ///   - title: What a screen reader says of it.
    public func svg(module: Int, title: String) -> String {
        let module: Int = max(1, module)
        var svg = SVGWriter(width: side * module, height: side * module, title: title)
        svg.rectangle(x: 0, y: 0, width: side * module, height: side * module, fill: "#fff")
        draw(into: &svg, x: 0, y: 0, module: module)
        return svg.document
    }

    /// Draws the dark modules; `x` and `y` are where the quiet zone begins.
    func draw(into svg: inout SVGWriter, x: Int, y: Int, module: Int) {
        let quiet: Int = Self.quietZone * module
        svg.path(modules.path(x: x + quiet, y: y + quiet, module: module))
    }
}
