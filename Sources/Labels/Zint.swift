private import CZint

/// The encoder: libzint (https://www.zint.org.uk) works out which modules are dark, and nothing else.
enum Zint {
    /// The kinds of code that are made here, by libzint's numbers.
    enum Symbology {
        case qrCode

        fileprivate var number: Int32 {
            switch self {
            case .qrCode: BARCODE_QRCODE
            }
        }
    }

    /// ECI 26: what follows is UTF-8 (AIM ITS/04-023).
    private static let utf8: Int32 = 26

    /// The modules of a text.
    ///
    /// - Parameter level: The level of error correction, by libzint's numbers.
    /// - Throws: `label.empty`, `label.tooLong`, `label.encoder`.
    static func encode(
        _ text: String, as symbology: Symbology, level: Int32
    ) throws(LabelError) -> ModuleMatrix {
        let bytes: [UInt8] = Array(text.utf8)
        // A length of nothing would have libzint look for the end by itself.
        guard !bytes.isEmpty else { throw LabelError(.empty, "There is nothing to encode; give a text.") }
        guard bytes.count <= ZINT_MAX_DATA_LEN else { throw tooLong }
        guard let symbol = ZBarcode_Create() else { throw LabelError(.encoder, "The encoder has no memory.") }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.symbology = symbology.number
        symbol.pointee.option_1 = level
        symbol.pointee.input_mode = UNICODE_MODE
        // Readers take bytes without a word for Latin-1 or guess; ASCII needs none.
        if !bytes.allSatisfy({ $0 < 0x80 }) { symbol.pointee.eci = utf8 }
        let result: Int32 = ZBarcode_Encode(symbol, bytes, Int32(bytes.count))
        guard result != ZINT_ERROR_TOO_LONG else { throw tooLong }
        guard result < ZINT_ERROR else {
            throw LabelError(.encoder, "The encoder refused the text with its error \(result).")
        }
        return ModuleMatrix(width: Int(symbol.pointee.width), height: Int(symbol.pointee.rows)) { row, column in
            zint_is_dark(symbol, Int32(row), Int32(column)) != 0
        }
    }

    private static let tooLong = LabelError(
        .tooLong, "The text is longer than the code holds; shorten it, or choose a lower level of error correction.")
}
