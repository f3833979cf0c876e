extension ParseContext {
    var start: GS1Message.Start { flag("noLeadingFNC1") ? .withoutFNC1 : .withFNC1 }

    var unknownIdentifiers: GS1Message.UnknownIdentifiers { flag("permitUnknownAIs") ? .permitted : .refused }

    var linkOptions: DigitalLink.Options {
        var options: DigitalLink.Options = []
        if flag("permitZeroSuppressedGTIN") { options.insert(.shortGTINs) }
        if flag("permitShortNames") { options.insert(.words) }
        if flag("permitUnknownAIs") { options.insert(.unknownIdentifiers) }
        if flag("permitUnknownAIsAsDLattributes") { options.insert(.unknownAttributes) }
        return options
    }

    /// The message in the notation that the option 'inputKind' names.
    func message(otherwise kind: String) throws(ParseFault) -> GS1Message {
        try message(as: option("inputKind") ?? kind)
    }

    /// The message in a notation.
    func message(as kind: String) throws(ParseFault) -> GS1Message {
        let text: String = try text()
        return try read { () throws(IdentifierError) in
            switch kind {
            case "bracketed":
                return try GS1Message(bracketed: text, dictionary: dictionary, unknown: unknownIdentifiers)
            case "digitalLink":
                return try DigitalLink(parsing: text, dictionary: dictionary, options: linkOptions).message
            case "eitherElementString":
                return try GS1Message(elementString: text, dictionary: dictionary, unknown: unknownIdentifiers)
            case "elementString":
                return try GS1Message(
                    elementString: text, dictionary: dictionary, start: start, unknown: unknownIdentifiers)
            default:
                throw ParseRequest.error(
                    "there is no notation '\(ParseRequest.shown(kind))'",
                    expected: "the option 'inputKind': bracketed, elementString or digitalLink")
            }
        }
    }
}

/// Says what is wrong with element strings, as GS1's own engine marks it.
enum FaultDescriber {
    private static let mostFaults = 20

    /// Level, identifier, place and mark of the first fault, and all faults with their sentences.
    static func members(of faults: [ElementFault], in text: String) -> [ParseValue.Member] {
        guard let first = faults.first else { return [] }
        var members: [ParseValue.Member] = [
            .init("level", first.reason.isStructural ? "structure" : "content"),
            .init("error", first.reason.linterName),
        ]
        members.add("ai", first.identifier?.text)
        if let offset = first.offset { members.append(.init("position", offset + 1)) }
        members.add("errorMarkup", marked(text, first))
        members.append(
            .init(
                "faults",
                .list(
                    faults.prefix(mostFaults).map { fault in
                        .object([
                            .init("error", fault.reason.linterName), .init("start", fault.range.lowerBound),
                            .init("end", fault.range.upperBound), .init("sentence", fault.sentence),
                        ])
                    })))
        return members
    }

    /// The faulty element with bars around what offends; nil where no element is at fault.
    private static func marked(_ text: String, _ fault: ElementFault) -> String? {
        guard let identifier = fault.identifier else { return nil }
        let bytes: [UInt8] = Array(text.utf8)
        let range: Range<Int> = fault.range
        guard range.upperBound <= bytes.count, let offset = fault.offset else { return nil }
        let isBracketed: Bool = text.utf8.first == UInt8(ascii: "(")
        var start: Int = range.lowerBound
        if isBracketed {
            while start > 0, bytes[start - 1] != UInt8(ascii: ")") { start -= 1 }
        } else {
            start = max(0, range.lowerBound - offset)
        }
        var end: Int = range.upperBound
        while end < bytes.count, end - range.upperBound < 100, bytes[end] != UInt8(ascii: "("),
            !GS1Message.isSeparator(bytes[end])
        {
            end += 1
        }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return "\(identifier)\(part(start..<range.lowerBound))|\(part(range))|\(part(range.upperBound..<end))"
    }
}

extension ElementFault.Reason {
    /// The name that GS1's own linters have for the rule, such as `INCORRECT_CHECK_DIGIT`.
    public var linterName: String {
        switch self {
        case .tooLongForCheckPair: return "TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION"
        case .notIso3166Or999: return "NOT_ISO3166_OR_999"
        // So it is spelled there.
        case .couponInvalidExpirationDate: return "COUPON_INVALID_EXIPIRATION_DATE"
        default: break
        }
        let isOfCoupon: Bool = rawValue.hasPrefix("coupon")
        var result: [UInt8] = []
        var isInNumber = false
        for byte in rawValue.utf8 {
            let isDigit: Bool = ASCII.isDigit(byte)
            if ASCII.isUpper(byte) || (isDigit && !isInNumber && isOfCoupon) { result.append(UInt8(ascii: "_")) }
            isInNumber = isDigit
            result.append(ASCII.uppercased(byte))
        }
        return ASCII.text(result)
    }
}
