/// The kinds of code that are read. Raw values are the names that zxing-cpp gives them.
public enum BarcodeSymbology: String, CaseIterable, Hashable, Sendable {
    // Squares and rectangles of dots or lines.
    case qrCode = "QRCode"
    case microQRCode = "MicroQRCode"
    case dataMatrix = "DataMatrix"
    case aztec = "Aztec"
    case pdf417 = "PDF417"
    case maxiCode = "MaxiCode"
    // Bars.
    case code128 = "Code128"
    case code39 = "Code39"
    case code93 = "Code93"
    case codabar = "Codabar"
    case interleaved2of5 = "ITF"
    case ean13 = "EAN-13"
    case ean8 = "EAN-8"
    case upcA = "UPC-A"
    case upcE = "UPC-E"
    case dataBar = "DataBar"
    case dataBarExpanded = "DataBarExpanded"

    /// What people call it.
    public var name: String {
        switch self {
        case .qrCode: "QR Code"
        case .microQRCode: "Micro QR Code"
        case .dataMatrix: "Data Matrix"
        case .aztec: "Aztec Code"
        case .pdf417: "PDF417"
        case .maxiCode: "MaxiCode"
        case .code128: "Code 128"
        case .code39: "Code 39"
        case .code93: "Code 93"
        case .codabar: "Codabar"
        case .interleaved2of5: "Interleaved 2 of 5"
        case .ean13: "EAN-13"
        case .ean8: "EAN-8"
        case .upcA: "UPC-A"
        case .upcE: "UPC-E"
        case .dataBar: "GS1 DataBar"
        case .dataBarExpanded: "GS1 DataBar Expanded"
        }
    }

    /// Whether its content is always GS1 element strings. zxing-cpp gives those of a DataBar in brackets.
    var isAlwaysGS1: Bool { self == .dataBar || self == .dataBarExpanded }

    /// Whether it holds the number of a trade item (a GTIN) and nothing else.
    public var isTradeItem: Bool {
        switch self {
        case .ean13, .ean8, .upcA, .upcE, .dataBar: true
        default: false
        }
    }
}
