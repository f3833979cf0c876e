/// The bar codes that carry GS1 data (GS1 General Specifications, 5).
public enum Symbology: String, CaseIterable, Hashable, Sendable {
    /// QR Code, with FNC1 in its GS1 form.
    case qr = "QR"
    /// Data Matrix, with FNC1 in its GS1 form.
    case dataMatrix = "DM"
    /// DotCode.
    case dotCode = "DotCode"
    /// GS1-128, alone or with a composite component of type A or B.
    case gs1x128 = "GS1_128_CCA"
    /// GS1-128 with a composite component of type C.
    case gs1x128WithComponentC = "GS1_128_CCC"
    /// DataBar Expanded, also stacked.
    case dataBarExpanded = "DataBarExpanded"
    /// DataBar Omnidirectional.
    case dataBarOmni = "DataBarOmni"
    /// DataBar Truncated.
    case dataBarTruncated = "DataBarTruncated"
    /// DataBar Stacked.
    case dataBarStacked = "DataBarStacked"
    /// DataBar Stacked Omnidirectional.
    case dataBarStackedOmni = "DataBarStackedOmni"
    /// DataBar Limited: GTINs below 2 · 10^13.
    case dataBarLimited = "DataBarLimited"
    /// UPC-A.
    case upcA = "UPCA"
    /// UPC-E.
    case upcE = "UPCE"
    /// EAN-13.
    case ean13 = "EAN13"
    /// EAN-8.
    case ean8 = "EAN8"

    /// What a symbology carries.
    enum Carriage: Hashable, Sendable {
        /// Anything; with FNC1 in front, element strings.
        case anything
        /// Element strings.
        case elementStrings
        /// A GTIN of so many digits, and element strings in a composite component.
        case item(digits: Int)
    }

    var carriage: Carriage {
        switch self {
        case .qr, .dataMatrix, .dotCode: .anything
        case .gs1x128, .gs1x128WithComponentC, .dataBarExpanded: .elementStrings
        case .dataBarOmni, .dataBarTruncated, .dataBarStacked, .dataBarStackedOmni, .dataBarLimited:
            .item(digits: 14)
        case .upcA, .upcE: .item(digits: 12)
        case .ean13: .item(digits: 13)
        case .ean8: .item(digits: 8)
        }
    }

    /// The symbology identifier that scanners put in front (ISO/IEC 15424; General Specifications, figure 5.1.2-1).
    ///
    /// - Parameter isMessage: Whether the symbol begins with FNC1.
    func identifier(isMessage: Bool) -> String {
        switch self {
        case .qr: isMessage ? "]Q3" : "]Q1"
        case .dataMatrix: isMessage ? "]d2" : "]d1"
        case .dotCode: isMessage ? "]J1" : "]J0"
        case .gs1x128, .gs1x128WithComponentC: "]C1"
        case .dataBarExpanded, .dataBarOmni, .dataBarTruncated, .dataBarStacked, .dataBarStackedOmni, .dataBarLimited:
            "]e0"
        case .upcA, .upcE, .ean13: "]E0"
        case .ean8: "]E4"
        }
    }

    /// The symbology of an identifier, the most common of those that share it, and whether FNC1 stood in front.
    static func named(_ identifier: some StringProtocol) -> (symbology: Symbology, isMessage: Bool)? {
        let common: [Symbology] = [.gs1x128, .dataBarExpanded, .ean13, .ean8, .qr, .dataMatrix, .dotCode]
        for symbology in common {
            switch symbology.carriage {
            case .anything:
                if identifier == symbology.identifier(isMessage: true) { return (symbology, true) }
                if identifier == symbology.identifier(isMessage: false) { return (symbology, false) }
            case .elementStrings:
                if identifier == symbology.identifier(isMessage: true) { return (symbology, true) }
            case .item:
                if identifier == symbology.identifier(isMessage: false) { return (symbology, false) }
            }
        }
        return nil
    }

    /// The family as users know it, such as `GS1_QR_CODE`: whether it carries element strings decides.
    public func family(isMessage: Bool) -> String {
        switch self {
        case .qr: isMessage ? "GS1_QR_CODE" : "QR_CODE"
        case .dataMatrix: isMessage ? "GS1_DATAMATRIX" : "DATAMATRIX"
        case .dotCode: isMessage ? "GS1_DOTCODE" : "DOTCODE"
        case .gs1x128, .gs1x128WithComponentC: "GS1_128"
        case .dataBarExpanded, .dataBarOmni, .dataBarTruncated, .dataBarStacked, .dataBarStackedOmni, .dataBarLimited:
            "GS1_DATABAR"
        case .upcA, .upcE, .ean13: "EAN_13"
        case .ean8: "EAN_8"
        }
    }
}
