/// Which brand and model a type allocation code belongs to; compiled by `scripts/reference/tac` from Osmocom's database,
/// which may be passed on under the same licence only (``notice``).
public struct DeviceModelTable: Sendable {
    private let texts: ReferenceTexts
    private let codes: ReferenceRecords
    private let facts: [String: String]

    /// A kind of mobile device.
    public struct Model: Hashable, Sendable {
        /// The brand.
        public let brand: String
        /// The model's name; empty where the table does not tell it.
        public let name: String
    }

    /// Reads a table.
    ///
    /// - Throws: `reference.damaged`.
    public init(_ bytes: ReferenceBytes) throws(IdentifierError) {
        let table = try ReferenceTable(bytes, magic: "NPTACCO\u{02}", sectionCount: 4)
        facts = table.facts
        texts = try ReferenceTexts(table, offsets: 1, text: 2)
        codes = try table.records(3, size: 12)
    }

    /// Which release the table was made from.
    public var version: String { facts["version"] ?? "" }

    /// Out of what it was made.
    public var source: String { facts["source"] ?? "" }

    /// Whose data it is and under which licence it may be passed on.
    public var notice: String { facts["notice"] ?? "" }

    /// The model of a device; nil where the table does not know its code.
    public func model(of imei: IMEI) -> Model? {
        guard let code = Int(imei.typeAllocationCode) else { return nil }
        var lower = 0
        var upper: Int = codes.count
        while lower < upper {
            let middle: Int = (lower + upper) / 2
            if codes.uint32(middle, 0) < code { lower = middle + 1 } else { upper = middle }
        }
        guard lower < codes.count, codes.uint32(lower, 0) == code, let brand = texts[codes.uint32(lower, 4)] else {
            return nil
        }
        return Model(brand: brand, name: texts[codes.uint32(lower, 8)] ?? "")
    }
}
