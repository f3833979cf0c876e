/// Check characters that a list of serial numbers seems to have.
struct CheckFinding: Hashable, Sendable {
    let algorithm: CheckCharacter
    /// Where they stand.
    let places: Range<Int>
    /// For how many rows of the sample they are right.
    let hits: Int
    let rows: Int
    /// How often so many rows or more would agree by chance, counting every algorithm and place that was tried, as a
    /// logarithm to base 10: −12 is once in a million million lists.
    let logChance: Double
}

extension SampleColumns {
    /// All algorithms in all places, in the places where they may stand, tested on every row; the surest first.
    ///
    /// By chance a row agrees as often as the characters of that place and the algorithm's results coincide when they
    /// are drawn independently. The chance that so many rows agree is bounded by Chernoff's inequality (Hoeffding:
    /// Probability inequalities for sums of bounded random variables, JASA 58, 1963, theorem 1), times the number of
    /// attempts (Bonferroni). These are at most 19 algorithms in 64 places, 1,216. A check is claimed where the product is
    /// below one in ten thousand lists: 50 rows that each agree in one of ten cases by chance make 10^-50 × 1,216, once in
    /// 10^46 lists.
    func checkFindings() -> [CheckFinding] {
        var candidates: [(finding: CheckFinding, logOdds: Double)] = []
        var attempts = 0
        for algorithm in CheckCharacter.allCases {
            for first in 0..<max(0, length - algorithm.length + 1) {
                guard let covered = covered(by: algorithm, at: first) else { continue }
                attempts += 1
                guard let (hits, chance) = agreement(of: algorithm, at: first, covering: covered) else { continue }
                let share: Double = Double(hits) / Double(rowCount)
                guard share >= 0.96, chance < 0.7 else { continue }
                let logOdds: Double = -Double(rowCount) * Self.divergence(share, chance) * 0.301_029_995_663_981_2
                let finding = CheckFinding(
                    algorithm: algorithm, places: first..<(first + algorithm.length), hits: hits, rows: rowCount,
                    logChance: 0)
                candidates.append((finding, logOdds))
            }
        }
        let correction: Double = CodeLength.log2(Double(max(1, attempts))) * 0.301_029_995_663_981_2
        return candidates.filter { $0.logOdds + correction < -4 }.sorted { $0.logOdds < $1.logOdds }.prefix(4).map {
            CheckFinding(
                algorithm: $0.finding.algorithm, places: $0.finding.places, hits: $0.finding.hits, rows: rowCount,
                logChance: min(0, $0.logOdds + correction))
        }
    }

    /// The columns that a format's check would cover; nil where the algorithm cannot stand there.
    private func covered(by algorithm: CheckCharacter, at first: Int) -> [Int]? {
        let places: Range<Int> = first..<(first + algorithm.length)
        let own = ByteSet(algorithm.checkAlphabet.utf8)
        guard places.allSatisfy({ columns[$0].isWithin(own) }), places.contains(where: { !columns[$0].isConstant })
        else { return nil }
        // No format has it, as it may print a space.
        if algorithm == .mod43 { return nil }
        let alphabet = ByteSet(algorithm.alphabet.utf8)
        var covered: [Int] = []
        for (column, content) in columns.enumerated() where !places.contains(column) {
            if content.isWithin(alphabet) {
                covered.append(column)
            } else if !content.isConstant {
                return nil
            }
        }
        switch algorithm {
        case .vin: return covered.count == 16 && length == 17 && first == 8 ? covered : nil
        case .iso6346: return covered.count == 10 && (covered.last ?? 0) < first ? covered : nil
        default: return covered.contains { !columns[$0].isConstant } ? covered : nil
        }
    }

    /// For how many rows the check is right, and for what share it would be by chance; nil where the first rows show
    /// that it is none.
    private func agreement(
        of algorithm: CheckCharacter, at first: Int, covering covered: [Int]
    ) -> (hits: Int, chance: Double)? {
        var hits = 0
        var computed: [UInt16: Int] = [:]
        var printed: [UInt16: Int] = [:]
        for row in 0..<rowCount {
            var state: Int = algorithm.startState
            for (index, column) in covered.enumerated() {
                guard let value = algorithm.value(of: byte(row, column)) else { return nil }
                state = algorithm.step(state, value, at: index, of: covered.count)
            }
            let pair: CheckPair = algorithm.checkCharacters(from: state)
            let isDouble: Bool = algorithm.length == 2
            let wanted: UInt16 = UInt16(pair.first) << 8 | (isDouble ? UInt16(pair.second) : 0)
            let found: UInt16 = UInt16(byte(row, first)) << 8 | (isDouble ? UInt16(byte(row, first + 1)) : 0)
            computed[wanted, default: 0] += 1
            printed[found, default: 0] += 1
            if wanted == found { hits += 1 }
            if row == 47, hits < 36 { return nil }
        }
        let square = Double(rowCount) * Double(rowCount)
        let chance: Double = computed.reduce(0) { $0 + Double($1.value) * Double(printed[$1.key] ?? 0) / square }
        return (hits, max(chance, 1e-4))
    }

    /// The divergence of one share from another, in bits.
    private static func divergence(_ share: Double, _ chance: Double) -> Double {
        var result: Double = 0
        if share > 0 { result += share * CodeLength.log2(share / chance) }
        if share < 1 { result += (1 - share) * CodeLength.log2((1 - share) / (1 - chance)) }
        return share > chance ? result : 0
    }
}
