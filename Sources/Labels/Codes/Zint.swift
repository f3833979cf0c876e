private import CZint

/// The encoder: libzint (https://www.zint.org.uk) works out which modules are dark, and nothing else.
enum Zint {
    /// What libzint is asked for.
    struct Request {
        var symbology: Symbology
        var text: String
        /// The level of error correction of a QR code, by libzint's numbers.
        var level: Int32 = 0
    }

    /// ECI 26: what follows is UTF-8 (AIM ITS/04-023).
    private static let utf8: Int32 = 26

    /// The modules of a text, and how many modules high each row is at least.
    ///
    /// - Throws: `label.empty`, `label.tooLong`, `label.content`, `label.encoder`.
    static func encode(_ request: Request) throws(LabelError) -> (modules: ModuleMatrix, rowHeight: Int) {
        guard request.symbology == .dataMatrixOblong else { return try encode(request, size: 0) }
        // Six oblongs, from 8 by 18 modules to 16 by 48 (ISO/IEC 16022, table 7): the first that holds the text.
        for size in Int32(25)...29 {
            if let code = try? encode(request, size: size) { return code }
        }
        return try encode(request, size: 30)
    }

    private static func encode(
        _ request: Request, size: Int32
    ) throws(LabelError) -> (modules: ModuleMatrix, rowHeight: Int) {
        let bytes: [UInt8] = Array(request.text.utf8)
        // A length of nothing would have libzint look for the end by itself.
        guard !bytes.isEmpty else { throw LabelError(.empty, "There is nothing to encode; give a text.") }
        guard bytes.count <= ZINT_MAX_DATA_LEN else { throw tooLong }
        guard let symbol = ZBarcode_Create() else { throw LabelError(.encoder, "The encoder has no memory.") }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.symbology = number(of: request.symbology)
        symbol.pointee.input_mode = request.symbology.holdsGS1 ? GS1_MODE : UNICODE_MODE
        symbol.pointee.show_hrt = 0
        switch request.symbology {
        case .qr: symbol.pointee.option_1 = request.level
        case .dataMatrix, .gs1DataMatrix: symbol.pointee.option_3 = DM_SQUARE
        case .dataMatrixOblong: symbol.pointee.option_2 = size
        default: break
        }
        // Readers take bytes without a word for Latin-1 or guess; ASCII needs none.
        if !request.symbology.isLinear, !bytes.allSatisfy({ $0 < 0x80 }) { symbol.pointee.eci = utf8 }
        let result: Int32 = ZBarcode_Encode(symbol, bytes, Int32(bytes.count))
        switch result {
        // Of GS1's rules it warns alone: a wrong check digit would be printed.
        case ZINT_WARN_NONCOMPLIANT where request.symbology.holdsGS1: throw refusal(request, symbol)
        case ..<ZINT_ERROR: break
        case ZINT_ERROR_TOO_LONG: throw tooLong
        case ZINT_ERROR_INVALID_DATA, ZINT_ERROR_INVALID_CHECK: throw refusal(request, symbol)
        default: throw LabelError(.encoder, "The encoder refused the text with its error \(result).")
        }
        let modules = ModuleMatrix(width: Int(symbol.pointee.width), height: Int(symbol.pointee.rows)) { row, column in
            zint_is_dark(symbol, Int32(row), Int32(column)) != 0
        }
        return (modules, request.symbology == .pdf417 ? 3 : 1)
    }

    private static func refusal(_ request: Request, _ symbol: UnsafeMutablePointer<zint_symbol>) -> LabelError {
        LabelError(.content, "A code of the kind \(request.symbology.rawValue) cannot hold this: \(reason(symbol)).")
    }

    /// What libzint says is wrong, without the number of its message.
    private static func reason(_ symbol: UnsafeMutablePointer<zint_symbol>) -> String {
        let text: String = withUnsafeBytes(of: symbol.pointee.errtxt) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let colon = text.firstIndex(of: ":"), text[..<colon].utf8.count < 12 else { return text }
        return text[text.index(after: colon)...].trimmingPrefix(" ").lowercasedFirst
    }

    private static func number(of symbology: Symbology) -> Int32 {
        switch symbology {
        case .qr: BARCODE_QRCODE
        case .dataMatrix, .dataMatrixOblong, .gs1DataMatrix: BARCODE_DATAMATRIX
        case .aztec: BARCODE_AZTEC
        case .pdf417: BARCODE_PDF417
        case .code128: BARCODE_CODE128
        case .gs1128: BARCODE_GS1_128
        case .code39: BARCODE_CODE39
        case .ean13, .ean8: BARCODE_EANX
        case .upca: BARCODE_UPCA
        case .itf14: BARCODE_ITF14
        }
    }

    private static let tooLong = LabelError(
        .tooLong, "The text is longer than the code holds; shorten it, or choose a lower level of error correction.")
}

extension Substring {
    /// Its first letter small, but where it begins an abbreviation.
    fileprivate var lowercasedFirst: String {
        dropFirst().first?.isUppercase == true ? String(self) : prefix(1).lowercased() + dropFirst()
    }
}
