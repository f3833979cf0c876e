import Registry
import Testing

@testable import SupplyChain

/// The room and load of one unit, from what its packagings say.
struct PackedSizeTests {
    @Test(arguments: [
        ("65 x 70 x 192 cm", 873_600.0), ("650 × 700 × 1920 mm", 873_600), ("1 x 1 x 1 in", 16.387064),
        ("2 x 3 x 4 m", 24_000_000),
    ])
    func threeLengthsAreAVolume(_ text: String, _ cubicCentimetres: Double) throws {
        let volume = try #require(PackedSize.volume(text))
        #expect((volume - cubicCentimetres).magnitude < 1e-6 * cubicCentimetres)
    }

    @Test(arguments: ["65 x 70 cm", "65 cm", "big", "65 x 70 x 192", "0 x 1 x 1 cm", "3 x 4 x 5 kg", ""])
    func whatIsNoVolumeIsNone(_ text: String) { #expect(PackedSize.volume(text) == nil) }

    @Test(arguments: [("68 kg", 68_000.0), ("0.4 kg", 400), ("900 g", 900), ("1 lb", 453.59237)])
    func weightsAreGrams(_ text: String, _ grams: Double) throws {
        let weight = try #require(PackedSize.weight(text))
        #expect((weight - grams).magnitude < 1e-9 * grams)
    }

    @Test func theSmallestPackagingThatIsMeasuredCounts() {
        let each = PackagingLevel(.each, weight: "2 kg")
        let pack = PackagingLevel(.innerPack, quantity: 4, size: "10 x 10 x 20 cm", weight: "9 kg")
        let pallet = PackagingLevel(.pallet, quantity: 100, size: "1 x 1 x 1 m")
        #expect(PackedSize([pallet, pack, each]) == size(500, 2_000))
        #expect(PackedSize([pallet]) == size(10_000, nil))
        #expect(PackedSize([]) == size(nil, nil))
    }

    private func size(_ volume: Double?, _ weight: Double?) -> PackedSize {
        var size = PackedSize([])
        (size.volume, size.weight) = (volume, weight)
        return size
    }

    @Test func figuresDoNotOverflow() {
        var use = StorageUse()
        for _ in 0..<3 { use.add(.max, size(1e6, nil)) }
        #expect(use.units == .max && use.volume == .max && use.withoutWeight == .max && use.withoutVolume == 0)
    }
}
