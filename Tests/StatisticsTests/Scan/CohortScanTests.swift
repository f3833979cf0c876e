import Statistics
import Testing

@Suite("Scans of cohorts")
struct CohortScanTests {
    private static let ages = 4

    /// As many units in each cell, seen at all ages.
    private static func even(_ cells: Int, isOrdered: Bool = true) throws -> AgedCells {
        try AgedCells(
            exposure: Array(repeating: 100, count: cells * ages), ages: ages, isOrdered: isOrdered)
    }

    /// Claims by a rate for each cell, spread over the ages.
    private static func claims(_ cells: Int, seed: UInt64, _ mean: (Int) -> Double) -> [AgedClaims.Entry] {
        var random = SeededGenerator(seed: seed)
        return (0..<cells).flatMap { cell in
            (0..<ages).map { age in
                // A sum of many rare chances is nearly a Poisson number.
                let count = (0..<200).reduce(0) { sum, _ in
                    sum + (Double.random(in: 0..<1, using: &random) < mean(cell) / Double(200 * ages) ? 1 : 0)
                }
                return AgedClaims.Entry(cell: cell, age: age, count: count)
            }
        }
    }

    @Test("A range with four times the claims is found, and named nearly as it is", arguments: 1..<9 as Range<UInt64>)
    func planted(seed: UInt64) throws {
        let entries = Self.claims(60, seed: seed) { (20...29).contains($0) ? 8 : 2 }
        let scan = try CohortScan(
            [Self.even(60)], claims: [AgedClaims(kind: 7, order: 0, entries)], greatestPValue: 0.05, seed: seed)
        let found = try #require(scan.findings.first)
        #expect(found.kind == 7 && found.order == 0 && found.pValue == 1.0 / 200, "seed \(seed)")
        #expect(found.cells.overlaps(20...29), "seed \(seed)")
        let common = found.cells.clamped(to: 20...29).count
        #expect(common >= 8 && found.cells.count <= 13, "\(found.cells), seed \(seed)")
        let ratio = try #require(found.ratio())
        #expect(ratio.limits.lower > 2 && ratio.limits.upper ?? 99 < 9, "seed \(seed)")
    }

    @Test("Without a fault a p-value is as small as it says no oftener than it says")
    func level() throws {
        var small = 0
        for seed in 0..<200 as Range<UInt64> {
            let lists = (0..<3).map { kind in
                AgedClaims(
                    kind: kind, order: kind % 2,
                    Self.claims(kind % 2 == 0 ? 40 : 5, seed: seed * 3 + UInt64(kind)) { _ in 1 })
            }
            let scan = try CohortScan(
                [Self.even(40), Self.even(5, isOrdered: false)], claims: lists, greatestPValue: 0.2, replicates: 49,
                seed: seed)
            if !scan.findings.isEmpty { small += 1 }
        }
        // A binomial number of 200 with 0.2 passes 57 once in a thousand times.
        #expect(small <= 57, "\(small) of 200")
    }

    @Test("Old units that fail because they are old are no finding")
    func ages() throws {
        // The first half is seen at all ages, the second at the first alone, and the hazard rises with age.
        let cells = 40
        var exposure = Array(repeating: 0.0, count: cells * Self.ages)
        var entries: [AgedClaims.Entry] = []
        for cell in 0..<cells {
            for age in 0..<(cell < cells / 2 ? Self.ages : 1) {
                exposure[cell * Self.ages + age] = 100
                entries.append(.init(cell: cell, age: age, count: age * age * 4 + 1))
            }
        }
        let scan = try CohortScan(
            [AgedCells(exposure: exposure, ages: Self.ages)], claims: [AgedClaims(kind: 0, order: 0, entries)],
            greatestPValue: 0.2)
        #expect(scan.findings.isEmpty)
    }

    @Test("Ages that only the cohort has reached tell nothing")
    func alone() throws {
        var exposure = Array(repeating: 0.0, count: 10 * Self.ages)
        for cell in 0..<10 { exposure[cell * Self.ages] = 100 }
        exposure[3] = 100
        let entries = [AgedClaims.Entry(cell: 0, age: 3, count: 50), .init(cell: 5, age: 0, count: 3)]
        let scan = try CohortScan(
            [AgedCells(exposure: exposure, ages: Self.ages)], claims: [AgedClaims(kind: 0, order: 0, entries)],
            greatestPValue: 1)
        #expect(!scan.findings.contains { $0.cells == 0...0 })
    }

    @Test("One claim, or two, are no finding, and nothing is none either")
    func few() throws {
        for count in 0...2 {
            let list = AgedClaims(kind: 0, order: 0, [.init(cell: 1, age: 0, count: count)])
            let scan = try CohortScan([Self.even(9)], claims: [list], greatestPValue: 1)
            #expect(scan.findings.isEmpty)
        }
        #expect(try CohortScan([], claims: []).findings.isEmpty)
    }

    @Test("The same seed gives the same p-values")
    func repeats() throws {
        let list = AgedClaims(kind: 0, order: 0, Self.claims(30, seed: 5) { $0 == 4 ? 14 : 2 })
        func scan(_ seed: UInt64) throws -> [CohortScan.Finding] {
            try CohortScan([Self.even(30)], claims: [list], greatestPValue: 1, seed: seed).findings
        }
        #expect(try scan(3) == scan(3) && !scan(3).isEmpty)
    }

    @Test("What lies beyond its range is refused")
    func refused() throws {
        let cells = try Self.even(4)
        let wrong: [AgedClaims] = [
            AgedClaims(kind: 0, order: 1, []), AgedClaims(kind: 0, order: 0, [.init(cell: 4, age: 0, count: 1)]),
            AgedClaims(kind: 0, order: 0, [.init(cell: 0, age: 4, count: 1)]),
            AgedClaims(kind: 0, order: 0, [.init(cell: 0, age: 0, count: -1)]),
            AgedClaims(kind: 0, order: -1, []),
        ]
        for list in wrong {
            #expect(throws: NoAnswer.outOfRange) { try CohortScan([cells], claims: [list]) }
        }
        for level in [0, 1.5, -1, .nan] {
            #expect(throws: NoAnswer.outOfRange) { try CohortScan([cells], claims: [], greatestPValue: level) }
        }
        #expect(throws: NoAnswer.outOfRange) { try CohortScan([cells], claims: [], replicates: 0) }
        #expect(throws: NoAnswer.noData) { try AgedCells(exposure: [], ages: 1) }
        #expect(throws: NoAnswer.unequalLengths) { try AgedCells(exposure: [1, 2, 3], ages: 2) }
        #expect(throws: NoAnswer.outOfRange) { try AgedCells(exposure: [.nan], ages: 1) }
        #expect(throws: NoAnswer.outOfRange) { try AgedCells(exposure: [-1], ages: 1) }
    }
}
