import BarcodeReading
import Identifiers

extension ReadCode {
    /// What is looked up where the code is alone: as a scanner delivers it where it has a structure, which a symbology
    /// identifier tells; otherwise its content.
    func lookupText(_ dictionary: GS1SyntaxDictionary) -> String {
        structure(dictionary) == nil ? content : scanned
    }

    /// What the code says of a plate, in the words of a plate, so that several codes make one.
    func plateText(_ dictionary: GS1SyntaxDictionary) -> String {
        if symbology.isTradeItem { return "GTIN \(Self.tradeItem(in: scanned))" }
        guard let structure = structure(dictionary) else { return content }
        return structure.fields.map { field in
            switch field.role {
            case .productCode: "GTIN \(field.value)"
            case .model, .partNumber: "M/N \(field.value)"
            case .serial: "S/N \(field.value)"
            case .imei: "IMEI \(field.value)"
            default: ""
            }
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Its content without the symbology identifier.
    private var content: String { String(scanned.dropFirst(identifier.count)) }

    private func structure(_ dictionary: GS1SyntaxDictionary) -> CodeText? {
        guard let code = CodeText(scanned, dictionary: dictionary), code.notation != .plain else { return nil }
        return code
    }

    /// The digits of an EAN, a UPC or a DataBar, without its symbology identifier and the element string's `01`.
    private static func tradeItem(in scanned: String) -> Substring {
        let digits = scanned.dropFirst(3)
        return digits.count == 16 ? digits.dropFirst(2) : digits
    }
}
