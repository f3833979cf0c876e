/// A kind of bar code.
public enum Symbology: String, CaseIterable, Hashable, Sendable {
    /// QR Code (ISO/IEC 18004); with a GS1 Digital Link as its content, GS1's QR code.
    case qr
    /// Data Matrix ECC 200 (ISO/IEC 16022), a square.
    case dataMatrix = "datamatrix"
    /// Data Matrix ECC 200, an oblong.
    case dataMatrixOblong = "datamatrix-oblong"
    /// Data Matrix that begins with FNC1 and holds GS1 element strings.
    case gs1DataMatrix = "gs1-datamatrix"
    /// Aztec Code (ISO/IEC 24778).
    case aztec
    /// PDF417 (ISO/IEC 15438).
    case pdf417
    /// Code 128 (ISO/IEC 15417).
    case code128
    /// Code 128 that begins with FNC1 and holds GS1 element strings.
    case gs1128 = "gs1-128"
    /// Code 39 (ISO/IEC 16388).
    case code39
    /// EAN-13 (ISO/IEC 15420).
    case ean13
    /// EAN-8 (ISO/IEC 15420).
    case ean8
    /// UPC-A (ISO/IEC 15420).
    case upca
    /// ITF-14: Interleaved 2 of 5 with a GTIN.
    case itf14

    /// Whether its bars stand in one row: it has a height of its own and people can read its digits below it.
    public var isLinear: Bool {
        switch self {
        case .qr, .dataMatrix, .dataMatrixOblong, .gs1DataMatrix, .aztec, .pdf417: false
        case .code128, .gs1128, .code39, .ean13, .ean8, .upca, .itf14: true
        }
    }

    /// Whether its content is GS1 element strings, each with its application identifier.
    public var holdsGS1: Bool { self == .gs1DataMatrix || self == .gs1128 }

    /// How many digits it has where it holds a GTIN and nothing else.
    var digits: Int? {
        switch self {
        case .ean13: 13
        case .ean8: 8
        case .upca: 12
        case .itf14: 14
        default: nil
        }
    }

    /// How many light modules must stand around it, by its standard: left, right, and above and below.
    var quietZone: (left: Int, right: Int, vertical: Int) {
        switch self {
        case .qr: (4, 4, 4)
        // One is what the standard asks for; printers spread ink.
        case .dataMatrix, .dataMatrixOblong, .gs1DataMatrix: (2, 2, 2)
        case .aztec, .pdf417: (2, 2, 2)
        case .code128, .gs1128, .code39, .itf14: (10, 10, 0)
        case .ean13: (11, 7, 0)
        case .ean8: (7, 7, 0)
        case .upca: (9, 9, 0)
        }
    }

    /// The modules of long bars: those of the guards (GS1 General Specifications, 5.2.1).
    var guards: [Range<Int>] {
        switch self {
        case .ean13: [0..<3, 45..<50, 92..<95]
        case .ean8: [0..<3, 31..<36, 64..<67]
        case .upca: [0..<10, 45..<50, 85..<95]
        default: []
        }
    }
}
