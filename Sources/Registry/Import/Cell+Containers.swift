extension Cell {
    /// A container's SSCC: 18 digits, or `urn:epc:id:sscc:PREFIX.REFERENCE` (GS1 EPC Tag Data Standard 2.1, section
    /// 6.3.2), as 18 digits. The last one is a check digit (GS1 General Specifications, section 7.9).
    static func serialShippingContainerCode(_ text: String) throws(CellFault) -> String {
        let scheme = "urn:epc:id:sscc:"
        var digits = Array(text.utf8.filter { $0 != 0x20 })
        if text.lowercased().hasPrefix(scheme) {
            let parts = text.dropFirst(scheme.count).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let extensionDigit = parts[1].utf8.first else { throw notAContainer(text) }
            digits = [extensionDigit] + Array(parts[0].utf8) + Array(parts[1].utf8.dropFirst())
            guard digits.count == 17, digits.allSatisfy(isDigit) else { throw notAContainer(text) }
            digits.append(checkDigit(digits))
        }
        guard digits.count == 18, digits.allSatisfy(isDigit) else { throw notAContainer(text) }
        let right = checkDigit(digits.dropLast())
        guard digits.last == right else {
            throw CellFault(
                .container,
                "the check digit of \(quotedForPeople(text)) would be \(Character(UnicodeScalar(right))); compare it with "
                    + "the label.")
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Weights 3 and 1 from the right, to the next multiple of ten.
    private static func checkDigit(_ payload: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        for (index, digit) in payload.reversed().enumerated() { sum += Int(digit - 0x30) * (index % 2 == 0 ? 3 : 1) }
        return UInt8(0x30 + (10 - sum % 10) % 10)
    }

    private static func notAContainer(_ text: String) -> CellFault {
        CellFault(
            .container, "\(quotedForPeople(text)) is no SSCC; write its 18 digits, or urn:epc:id:sscc:PREFIX.REFERENCE."
        )
    }

    /// Parts `part=serial` or `part` joined by `;`, such as `CX-95=CX95-204406`.
    static func parts(_ text: String) throws(CellFault) -> [(part: String, serial: String?)] {
        var parts: [(part: String, serial: String?)] = []
        for element in try list(text) {
            let sides = element.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let part = trimmedText(sides[0])
            let serial = sides.count == 2 ? trimmedText(sides[1]) : nil
            guard !part.isEmpty, serial?.isEmpty != true else {
                throw CellFault(
                    .list, "\(quotedForPeople(element)) is not a part; write part=serial, such as CX-95=4711.")
            }
            parts.append((part, serial))
        }
        return parts
    }
}

extension ImportRow {
    /// Parts `part=serial` joined by `;`.
    package func parts(_ column: ImportColumn) throws(RowError) -> [(part: String, serial: String?)] {
        try cell(column) { text throws(CellFault) in try Cell.parts(text) } ?? []
    }

    /// A container's SSCC in 18 digits.
    package func container(_ column: ImportColumn) throws(RowError) -> String? {
        try cell(column) { text throws(CellFault) in try Cell.serialShippingContainerCode(text) }
    }
}
