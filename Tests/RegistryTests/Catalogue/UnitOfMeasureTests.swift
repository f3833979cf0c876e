import TestSupport
import Testing

@testable import Registry

struct UnitOfMeasureTests {
    @Test func theTableIsReadWholeAndEachCodeIsThereOnce() {
        #expect(UnitOfMeasure.all.count == unitTableText.split(separator: "\n").count)
        #expect(Set(UnitOfMeasure.all.map(\.code)).count == UnitOfMeasure.all.count)
        #expect(Set(UnitOfMeasure.all.map(\.quantity)) == Set(PhysicalQuantity.allCases))
        for unit in UnitOfMeasure.all {
            #expect(UnitOfMeasure.named(unit.symbol) == unit, "\(unit.symbol)")
            for system in UnitOfMeasure.System.allCases {
                let preferred = unit.preferred(in: system)
                #expect(preferred.quantity == unit.quantity, "\(unit.code)")
                let isInPlace = [nil, system].contains(preferred.system) || preferred == unit
                #expect(isInPlace, "\(unit.code) in \(system)")
            }
        }
    }

    /// Definitions: NIST Special Publication 811 (2008), appendix B.8.
    @Test(arguments: [
        ("1", "INH", "MMT", "25.4"), ("1", "LBR", "GRM", "454"), ("1.0000000000000", "LBR", "GRM", "453.59237"),
        ("23.6", "INH", "MMT", "599"), ("60", "CMT", "INH", "23.6"), ("300", "LTR", "FTQ", "10.6"),
        ("-18", "CEL", "FAH", "0"), ("-40", "FAH", "CEL", "-40"), ("98.6", "FAH", "CEL", "37"),
        ("0", "KEL", "CEL", "-273"),
        ("0.00", "KEL", "CEL", "-273.15"), ("1", "E61", "E35", "1.1"), ("1.000", "E61", "E34", "1100"),
        ("4", "E35", "E34", "4000"), ("12345", "LBR", "KGM", "5599.6"), ("0", "LBR", "KGM", "0"),
        ("0.0005", "KGM", "ONZ", "0.0176"), ("1", "MTR", "MTR", "1"), ("14.5", "PS", "BAR", "1"),
    ])
    func valuesAreConvertedAndRoundedToWhatWasGiven(_ value: String, from: String, to: String, expected: String) throws
    {
        let (from, to) = (try #require(UnitOfMeasure.coded(from)), try #require(UnitOfMeasure.coded(to)))
        #expect(Measurement.convert(value, from: from, to: to) == expected)
    }

    @Test(arguments: [
        ("kg", "KGM"), ("KG", "KGM"), ("lbs", "LBR"), ("inches", "INH"), ("\"", "INH"), ("cu. ft.", "FTQ"),
        ("m3", "MTQ"),
        ("kWh / year", "KWH/ANN"), ("kWh/yr", "KWH/ANN"), ("Ah", "AMH"), ("A·h", "AMH"), ("dB(A)", "2N"), ("MW", "MAW"),
        ("mW", "C31"), ("l", "LTR"), ("LTR", "LTR"), ("μm", "4H"), ("TiB", "E61"),
    ])
    func unitsAreFoundByWhatPeopleWrite(_ text: String, code: String) {
        #expect(UnitOfMeasure.named(text)?.code == code)
    }

    /// They differ by case, and nobody can tell what was meant.
    @Test(arguments: ["mw", "Gb", "Mb/s", "mPa", "", "bananas", "cubits"])
    func aUnitThatMayBeAnotherIsNotGuessed(_ text: String) {
        #expect(UnitOfMeasure.named(text) == nil)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func thereAndBackIsTheSame(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let from = try #require(UnitOfMeasure.all.randomElement(using: &random))
        let to = try #require(UnitOfMeasure.all.filter { $0.quantity == from.quantity }.randomElement(using: &random))
        let value = Double.random(in: -1_000...1_000, using: &random)
        let back = to.convert(from.convert(value, to: to), to: from)
        #expect((back - value).magnitude <= 1e-9 * max(1, value.magnitude), "\(from.code) \(to.code) seed \(seed)")
        #expect(
            (to.base(from.convert(value, to: to)) - from.base(value)).magnitude <= 1e-9 * from.base(value).magnitude
                + 1e-9)
    }
}
