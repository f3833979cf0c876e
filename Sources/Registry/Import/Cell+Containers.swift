package import Identifiers

extension Cell {
    /// A container's SSCC.
    static func container(_ text: String) throws(CellFault) -> SSCC {
        do {
            return try SSCC(parsing: text)
        } catch {
            throw CellFault(
                .container,
                "\(quotedForPeople(text)) is no SSCC; write its 18 digits, or urn:epc:id:sscc:PREFIX.REFERENCE. "
                    + error.sentence)
        }
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

    /// A container's SSCC.
    package func container(_ column: ImportColumn) throws(RowError) -> SSCC? {
        try cell(column) { text throws(CellFault) in try Cell.container(text) }
    }
}
