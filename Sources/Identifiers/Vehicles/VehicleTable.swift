/// Makers, models and the patterns by which VINs name them, out of NHTSA's vPIC and lists of the world's makers;
/// compiled by `scripts/reference/vehicles`.
///
/// A maker files plans (schemas) with the authority: for some model years, which characters in positions 4 to 8 and 10
/// to 13 mean which model, series, trim, body, kind of drive or engine.
public struct VehicleTable: Sendable {
    let texts: ReferenceTexts
    let sets: ReferenceRecords
    let patterns: ReferenceRecords
    let models: ReferenceRecords
    let makers: ReferenceRecords
    let groups: ReferenceRecords
    let rows: ReferenceRecords
    private let world: ReferenceRecords
    private let countries: ReferenceRecords
    private let facts: [String: String]

    /// The attribute that a row gives; the order is that of the generator.
    enum Attribute: Int {
        case model, series, trim, body, electrification, displacement, cylinders, configuration, fuel, engineModel,
            turbo
    }

    /// Positions of a pattern: VIN positions 4 to 8 and 10 to 13, counted from 0.
    static let positions: [Int] = [3, 4, 5, 6, 7, 9, 10, 11, 12]

    /// Reads a table and checks that every reference in it leads somewhere.
    ///
    /// - Throws: `reference.damaged`.
    public init(_ bytes: ReferenceBytes) throws(IdentifierError) {
        let table = try ReferenceTable(bytes, magic: "NPVEHIC\u{03}", sectionCount: 11)
        facts = table.facts
        texts = try ReferenceTexts(table, offsets: 1, text: 2)
        sets = try table.records(3, size: 8)
        patterns = try table.records(4, size: 20)
        models = try table.records(5, size: 4)
        makers = try table.records(6, size: 24)
        groups = try table.records(7, size: 12)
        rows = try table.records(8, size: 6)
        world = try table.records(9, size: 16)
        countries = try table.records(10, size: 16)
        guard isSound else { throw ReferenceTable.damaged("a reference leads nowhere") }
    }

    private var isSound: Bool {
        for pattern in 0..<patterns.count {
            for place in 0..<9 where patterns.uint16(pattern, place * 2) >= sets.count { return false }
        }
        for row in 0..<rows.count {
            let limit: Int = rows.uint16(row, 2) & 15 == Attribute.model.rawValue ? models.count : texts.count
            guard rows.uint16(row, 0) < patterns.count, rows.uint16(row, 4) < limit else { return false }
        }
        for group in 0..<groups.count where groups.uint32(group, 4) + groups.uint32(group, 8) > rows.count {
            return false
        }
        for maker in 0..<makers.count {
            let count: Int = makers.uint16(maker, 12)
            if makers.uint32(maker, 8) + count > groups.count || makers.uint16(maker, 22) > count { return false }
        }
        return true
    }

    /// Which release the table was made from, such as 'vPIC 2026-10'.
    public var version: String { facts["version"] ?? "" }

    /// Out of what it was made.
    public var source: String { facts["source"] ?? "" }

    /// Where the data comes from and under which licence it may be passed on.
    public var notice: String { facts["notice"] ?? "" }

    /// A maker's record by the beginning of a VIN: six characters for small makers, else three.
    func maker(of pattern: VINPattern) -> Int? {
        var key: UInt64 = Self.key(pattern, 3)
        if pattern[2] == UInt8(ascii: "9"), pattern[11] != 0, pattern[12] != 0, pattern[13] != 0 {
            let long: UInt64 =
                key & ~0xFF_FFFF | UInt64(pattern[11]) << 16 | UInt64(pattern[12]) << 8 | UInt64(pattern[13])
            if let index = makers.index(of: long) { return index }
        }
        // Three characters are padded with spaces.
        key |= 0x20_2020
        return makers.index(of: key)
    }

    /// The first characters in the most significant of six bytes; the others are spaces.
    private static func key(_ pattern: VINPattern, _ count: Int) -> UInt64 {
        (0..<6).reduce(0) { $0 << 8 | UInt64($1 < count ? pattern[$1] : ASCII.space) }
    }

    /// The class of vehicle that a maker's identifier stands for (49 CFR 565.15, table VII); nil where it builds both.
    func vehicleClass(of maker: Int) -> VIN.VehicleClass? {
        let type: String = texts[makers.uint16(maker, 18)] ?? ""
        guard type == "Truck" else { return type.isEmpty ? nil : .light }
        switch texts[makers.uint16(maker, 20)] {
        case "Light Truck": return .light
        case "Heavy Truck": return .heavy
        default: return nil
        }
    }

    /// The maker by the lists of the world, by three characters or two.
    func worldManufacturer(of pattern: VINPattern) -> String? {
        for count in [3, 2] {
            if let index = world.index(of: Self.key(pattern, count)) { return texts[Int(world.uint64(index, 8))] }
        }
        return nil
    }

    /// The country of the maker's seat (ISO 3780), by two characters.
    func country(of pattern: VINPattern) -> String? {
        countries.index(of: Self.key(pattern, 2)).flatMap { texts[Int(countries.uint64($0, 8))] }
    }
}
