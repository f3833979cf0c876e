/// How large a simulated chain is: a plant, three warehouses, forty shops.
package struct ChainPlan: Sendable {
    static let shops = 40
    static let warehouses = 3
    static let plant = "plant"

    static func shop(_ number: Int) -> String { "shop-\(number)" }
    static func warehouse(_ number: Int) -> String { "warehouse-\(number)" }

    /// All of its places.
    static var places: [String] {
        [plant] + (0..<warehouses).map(warehouse) + (0..<shops).map(shop)
    }

    static let maker = "chain"
    /// Packed in cases, with issued serial numbers.
    static let cased = "CASED"
    /// Sent loose, with issued serial numbers.
    static let loose = "LOOSE"
    /// Registered one by one.
    static let single = "SINGLE"
    /// Of the same serial numbers as some of ``single``.
    static let twin = "TWIN"
    /// Without serial numbers.
    static let piece = "PIECE"
    static let pieceLabel = "09520471000008"

    /// Weeks in which each shop is sent something.
    let rounds: Int
    /// What a shop is sent in one of them.
    let cases: Int
    let unitsPerCase: Int64
    let loose: Int
    let single: Int
    let pieces: Int64 = 50

    /// - Parameters:
    ///   - units: about how many there are in all.
    ///   - scannedSingly: how many in a hundred are scanned one by one, the others with their cases.
    package init(units: Int, rounds: Int, scannedSingly: Int) {
        self.rounds = rounds
        let each = max(60, units / (rounds * Self.shops))
        let one = max(24, each * scannedSingly / 100)
        single = max(10, one / 10)
        loose = one - single
        cases = each > 1_000 ? 9 : 3
        unitsPerCase = Int64(max(4, (each - one) / cases))
    }

    var units: Int64 {
        Int64(rounds) * Int64(Self.shops) * (Int64(cases) * unitsPerCase + Int64(loose + single))
    }
}
