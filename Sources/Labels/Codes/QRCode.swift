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
        modules = try Zint.encode(.init(symbology: .qr, text: text, level: correction.rawValue)).modules
    }

    /// The modules of a side with the quiet zones.
    public var side: Int { modules.width + 2 * Self.quietZone }

    /// The code as an SVG document of its true size, with its quiet zone, black on white.
    ///
    /// - Parameters:
    ///   - module: The side of a module in dots of 1/8 mm, at least 1.
    ///   - title: What a screen reader says of it.
    public func svg(module: Int, title: String) -> String {
        let module: Int = max(1, module)
        let dots = Double(side * module)
        let millimetres: Double = dots / PrintResolution.dpi203.dotsPerMillimetre
        var svg = SVGWriter(size: (millimetres, millimetres), units: (dots, dots), title: title)
        svg.rectangle(x: 0, y: 0, width: dots, height: dots, fill: "#fff")
        let quiet: Int = Self.quietZone * module
        svg.path(modules.path(x: quiet, y: quiet, module: module))
        return svg.document
    }
}
