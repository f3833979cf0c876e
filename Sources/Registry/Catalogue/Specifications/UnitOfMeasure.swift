/// What a unit measures: values in units of one quantity can be converted and compared.
package enum PhysicalQuantity: String, CaseIterable, Sendable {
    case length, area, volume, mass, temperature, power, energy, annualEnergy, voltage, current, charge, resistance
    case frequency, rotation, pressure, flow, speed, time, data, dataRate, sound, luminousFlux, luminousIntensity
    case illuminance, force, torque, angle, apparentPower, ratio, count
}

/// A unit of measure by its common code of UN/CEFACT Recommendation 20.
///
/// A value `v` of the unit is `(v + offset) · numerator / denominator` of the quantity's base unit: the SI's coherent unit,
/// the byte, bit per second, decibel, hertz, kilowatt hour per year, or the number one.
package struct UnitOfMeasure: Hashable, Sendable {
    /// Where people expect it.
    package enum System: String, CaseIterable, Sendable {
        case metric, customary
    }

    package let code: String
    /// As it stands behind a number, such as `cm`.
    package let symbol: String
    package let quantity: PhysicalQuantity
    /// Nil for a unit that is used everywhere, such as the volt.
    package let system: System?
    let numerator: Double
    let denominator: Double
    let offset: Double
    /// The code of the unit that the other system has in its place.
    private let counterpartCode: String?
    /// What else people write for it, in lower case.
    let names: [String]

    /// The unit with this code; nil for a code that the table does not know.
    package static func coded(_ code: String) -> UnitOfMeasure? { UnitTable.shared.byCode[code] }

    /// The unit that people mean by a symbol, a name or a code: `kg`, `inches`, `LTR`.
    ///
    /// Symbols differ by case (`mW`, `MW`), so a text that is not found as written is looked for in lower case only among
    /// names and those symbols that no other unit shares.
    package static func named(_ text: String) -> UnitOfMeasure? { UnitTable.shared.named(text) }

    /// All units, by quantity.
    package static var all: [UnitOfMeasure] { UnitTable.shared.all }

    /// The unit that a reader used to `system` expects instead of this one.
    package func preferred(in system: System?) -> UnitOfMeasure {
        guard let system, let own = self.system, own != system else { return self }
        return counterpartCode.flatMap(Self.coded) ?? self
    }

    /// A value of this unit in the quantity's base unit.
    package func base(_ value: Double) -> Double { (value + offset) * numerator / denominator }

    /// A value of this unit in another unit of the same quantity.
    package func convert(_ value: Double, to other: UnitOfMeasure) -> Double {
        guard other != self else { return value }
        return (value + offset) * (numerator * other.denominator) / (denominator * other.numerator) - other.offset
    }

    /// Reads a line of the table: code, symbol, quantity, factor, system with counterpart, names.
    fileprivate init?(line: Substring) {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { String($0) }
        guard fields.count == 6, let quantity = PhysicalQuantity(rawValue: fields[2]) else { return nil }
        let parts = fields[3].split(separator: "-", maxSplits: 1)
        guard let scale = parts.first.flatMap({ Self.fraction($0) }) else { return nil }
        let system = fields[4].split(separator: " ")
        self.code = fields[0]
        self.symbol = fields[1]
        self.quantity = quantity
        (numerator, denominator) = scale
        offset = parts.count > 1 ? Double(parts[1]) ?? 0 : 0
        self.system = system.first.flatMap { System(rawValue: String($0)) }
        counterpartCode = system.count > 1 ? String(system[1]) : nil
        names = fields[5].split(separator: ",").map { String($0) }
    }

    /// A decimal or a quotient of two as two whole numbers, which doubles hold exactly.
    private static func fraction(_ text: Substring) -> (Double, Double)? {
        let terms = text.split(separator: "/")
        guard let first = terms.first, let over = whole(first), let under = whole(terms.count > 1 ? terms[1] : "1")
        else {
            return nil
        }
        return (over.value * under.scale, over.scale * under.value)
    }

    private static func whole(_ text: Substring) -> (value: Double, scale: Double)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let value = Double(parts.joined()) else { return nil }
        var scale = 1.0
        for _ in 0..<(parts.count > 1 ? parts[1].utf8.count : 0) { scale *= 10 }
        return (value, scale)
    }
}

/// The units by code and by name.
private struct UnitTable: Sendable {
    static let shared = UnitTable()

    let all: [UnitOfMeasure]
    let byCode: [String: UnitOfMeasure]
    private let bySymbol: [String: UnitOfMeasure]
    /// Nil for a text in lower case that means two units.
    private let byName: [String: UnitOfMeasure?]

    private init() {
        all = unitTableText.split(separator: "\n").compactMap { UnitOfMeasure(line: $0) }
        byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        bySymbol = Dictionary(all.map { (Self.folded($0.symbol), $0) }, uniquingKeysWith: { first, _ in first })
        let symbols = Dictionary(grouping: all) { Self.folded($0.symbol).lowercased() }
        var byName: [String: UnitOfMeasure?] = [:]
        for unit in all {
            var names = Set(unit.names)
            let symbol = Self.folded(unit.symbol).lowercased()
            if Self.isSafeInAnyCase(unit), symbols[symbol]?.count == 1 { names.insert(symbol) }
            for name in names {
                byName[name] = .some(byName[name] == nil ? unit : nil)
            }
        }
        self.byName = byName
    }

    /// `mPa` is not `MPa`, and `Gb` may be gigabits: such symbols hold as they are written.
    private static func isSafeInAnyCase(_ unit: UnitOfMeasure) -> Bool {
        unit.symbol.first != "M" && unit.quantity != .data && unit.quantity != .dataRate
    }

    func named(_ text: String) -> UnitOfMeasure? {
        let folded = Self.folded(text)
        if let found = byCode[text] ?? bySymbol[folded] { return found }
        return byName[folded.lowercased()] ?? nil
    }

    /// Dots, spaces and the two forms of a raised 2 or 3, of an ohm and of a micro sign make no difference.
    private static func folded(_ text: String) -> String {
        var result = ""
        for character in text where !character.isWhitespace && character != "." && character != "·" {
            switch character {
            case "²": result += "2"
            case "³": result += "3"
            case "\u{2126}": result += "Ω"
            case "\u{00B5}", "\u{03BC}": result += "u"
            default: result.append(character)
            }
        }
        return result
    }
}
