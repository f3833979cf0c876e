extension Identifier.Reader {
    /// The schemes of this module and those of GS1, by the rules of a dictionary.
    public static func all(by dictionary: GS1SyntaxDictionary) -> [Identifier.Reader] {
        standard + gs1Numbers + [elementStrings(dictionary), digitalLink(dictionary), epc, labelledKey(dictionary)]
    }

    private typealias Interpretation = Identifier.Interpretation

    /// Plain digits that end with a GS1 check digit.
    private static let gs1Numbers: [Identifier.Reader] = [tradeItem, suppressedTradeItem, logisticUnit, location]

    private static let tradeItem = Identifier.Reader(lengths: 8...14) { candidate in
        guard candidate.isDigits, let value = try? GTIN(parsing: candidate.text) else { return nil }
        if candidate.role == .productCode {
            return Interpretation(value, .certain, "Its label says that it is the number of a trade item.")
        }
        switch candidate.count {
        case 14: return Interpretation(value, .likely, "14 digits with the check digit of a GTIN, as on cases.")
        case 13: return Interpretation(value, .likely, "13 digits with the check digit of a GTIN, an EAN bar code.")
        case 12: return Interpretation(value, .likely, "12 digits with the check digit of a GTIN, a UPC bar code.")
        default:
            return Interpretation(value, .plausible, "8 digits with the check digit of a GTIN, as on small packages.")
        }
    }

    private static let suppressedTradeItem = Identifier.Reader(lengths: 8...8) { candidate in
        guard candidate.isDigits, let value = try? UPC(parsing: candidate.text) else { return nil }
        return Interpretation(
            value, .possible, "8 digits that begin with 0 or 1 and end with the check digit of a UPC-E bar code.")
    }

    private static let logisticUnit = Identifier.Reader(lengths: 18...18) { candidate in
        guard candidate.isDigits, let value = try? SSCC(parsing: candidate.text) else { return nil }
        return Interpretation(value, .likely, "18 digits with the check digit of an SSCC, the number of a pallet.")
    }

    private static let location = Identifier.Reader(lengths: 13...13) { candidate in
        guard candidate.isDigits, let value = try? GLN(parsing: candidate.text) else { return nil }
        return Interpretation(
            value, .possible, "13 digits with the check digit of a GLN; a party or a place may be meant.")
    }

    private static func digitalLink(_ dictionary: GS1SyntaxDictionary) -> Identifier.Reader {
        Identifier.Reader(lengths: 10...Identifier.longest, isPlain: false) { candidate in
            guard candidate.first | 0x20 == UInt8(ascii: "h"), candidate.marks.contains(UInt8(ascii: "/")) else {
                return nil
            }
            let text: Substring = candidate.trimmed
            if let value = try? DigitalLink(parsing: text, dictionary: dictionary) {
                return Interpretation(value, .certain, "A web address with the keys of a GS1 Digital Link.")
            }
            guard
                let value = try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words])
            else { return nil }
            return Interpretation(
                value, .likely, "A web address with the keys of a GS1 Digital Link, in a form that is withdrawn.")
        }
    }

    private static let epc = Identifier.Reader(lengths: 12...Identifier.longest, isPlain: false) { candidate in
        guard candidate.first | 0x20 == UInt8(ascii: "u"), candidate.marks.contains(UInt8(ascii: ":")) else {
            return nil
        }
        let text: Substring = candidate.trimmed
        if let value = try? EPC(parsing: text) {
            return Interpretation(value, .certain, "The URI of an Electronic Product Code.")
        }
        guard let value = try? EPCPattern(parsing: text) else { return nil }
        return Interpretation(value, .certain, "A pattern of EPC URIs: it stands for all that begin alike.")
    }

    /// A key behind its name, as catalogues and delivery notes have it: `GRAI 00614141123452AB`.
    private static func labelledKey(_ dictionary: GS1SyntaxDictionary) -> Identifier.Reader {
        Identifier.Reader(lengths: 8...64, isPlain: false) { candidate in
            guard candidate.first | 0x20 == UInt8(ascii: "g") || candidate.first | 0x20 == UInt8(ascii: "s") else {
                return nil
            }
            let text: Substring = candidate.trimmed
            let name = text.prefix { $0 != " " && $0 != ":" && $0 != "\t" }
            guard name.utf8.count <= 5, name.utf8.count < text.utf8.count,
                let kind = keyNames[name.lowercased()]
            else { return nil }
            let data = text.dropFirst(name.count).drop { $0 == " " || $0 == ":" || $0 == "\t" }
            guard let value = key(kind, data, dictionary) else { return nil }
            return Interpretation(value, .certain, "Its label says that it is a \(value.identifierScheme.title).")
        }
    }

    private static func key(
        _ kind: GS1Key.Kind, _ data: Substring, _ dictionary: GS1SyntaxDictionary
    ) -> (any IdentifierValue)? {
        switch kind {
        case .gtin: try? GTIN(parsing: data)
        case .sscc: try? SSCC(parsing: data)
        case .gln: try? GLN(parsing: data)
        default: try? GS1Key(kind, parsing: data, dictionary: dictionary)
        }
    }

    private static let keyNames: [String: GS1Key.Kind] = Dictionary(
        GS1Key.Kind.allCases.filter { $0 != .party }.map { ($0.scheme.rawValue, $0) },
        uniquingKeysWith: { first, _ in
            first
        })
}

extension Identifier.Candidate {
    /// The text without white space around it. Separators of element strings are none.
    var trimmed: Substring {
        let bytes = text.utf8
        guard let start = bytes.firstIndex(where: { !ASCII.isWhitespace($0) }),
            let last = bytes.lastIndex(where: { !ASCII.isWhitespace($0) })
        else { return "" }
        return text[start...last]
    }
}
