/// The columns of a sample read as a sequence number or as a code, and what that costs in bits.
struct FieldCosts {
    let sample: SampleColumns
    private var sequences: [Int: SequenceReading?] = [:]
    private var codes: [Int: CodeReading?] = [:]
    var spaces: [[Int]: SpaceReading] = [:]
    var numbers: [Int: [Int]] = [:]
    private let plants: [Int]
    private let plantNames: [[UInt8]]
    /// Whether the order of the list may say something of the order of production.
    let isOrdered: Bool

    /// Longer codes are not looked for.
    static let longestCode = 8
    /// More different codes are rather numbers.
    static let mostCodes = 60

    /// Columns read as a sequence number.
    struct SequenceReading {
        var alphabet: SerialAlphabet
        /// The bits to say what it is.
        var fixedBits: Double
        /// The bits of all rows' numbers in the range of all.
        var valueBits: Double
        /// How many leading places never change: zeros that keep room for larger numbers.
        var padding: Int
    }

    /// Columns read as a plant's or line's code.
    struct CodeReading {
        var values: JointValues
        /// The bits to say which codes there are.
        var namingBits: Double
        /// The bits to say which code each row has.
        var valueBits: Double
        /// Whether each code goes with one of the plants that the list names, and each plant with one code.
        var isPlant: Bool
    }

    init(_ sample: SampleColumns, _ list: SerialList) {
        self.sample = sample
        isOrdered = !sample.isInTextOrder
        plants = sample.places.map { list.plant($0) ?? -1 }
        plantNames = list.plants.map { Array($0.utf8) }
    }

    /// The columns as a sequence number; nil where something other than letters and digits varies in them.
    mutating func sequence(_ columns: Range<Int>) -> SequenceReading? {
        let key: Int = columns.lowerBound * 100 + columns.upperBound
        if let known = sequences[key] { return known }
        let reading: SequenceReading? = readSequence(columns)
        sequences[key] = .some(reading)
        return reading
    }

    /// The columns as a code; nil where there are too many different ones, or other characters than codes may have.
    mutating func code(_ columns: Range<Int>) -> CodeReading? {
        let key: Int = columns.lowerBound * 100 + columns.upperBound
        if let known = codes[key] { return known }
        let reading: CodeReading? = readCode(columns)
        codes[key] = .some(reading)
        return reading
    }

    private func readSequence(_ columns: Range<Int>) -> SequenceReading? {
        var seen = ByteSet()
        var free = ByteSet()
        for column in columns {
            let set = ByteSet(sample.columns[column].symbols)
            seen = seen.union(set)
            if !sample.columns[column].isConstant { free = free.union(set) }
        }
        guard !free.isEmpty, seen.bytes.allSatisfy(ASCII.isLetterOrDigit) else { return nil }
        return Self.alphabets(with: seen).compactMap { read(columns, $0.alphabet, prior: $0.bits) }
            .min { $0.fixedBits + $0.valueBits < $1.fixedBits + $1.valueBits }
    }

    /// The alphabets that have these digits, with the bits to name them: the smallest named ones, and exactly these.
    private static func alphabets(with seen: ByteSet) -> [(alphabet: SerialAlphabet, bits: Double)] {
        var result: [(alphabet: SerialAlphabet, bits: Double)] = []
        for alphabet in SerialAlphabet.named where seen.isSubset(of: alphabet.set) {
            result.append((alphabet, alphabet == .base10 ? 1 : 4))
        }
        if seen.bytes.count >= 2, let own = SerialAlphabet("[\(ASCII.text(seen.bytes))]"),
            !SerialAlphabet.named.contains(own)
        {
            result.append((own, 40))
        }
        return result
    }

    /// Leading digits that never change are padding and must be zeros. The next ones, up to four, take as many bits as
    /// their joint values in their range; all further digits may be any.
    private func read(_ columns: Range<Int>, _ alphabet: SerialAlphabet, prior: Double) -> SequenceReading? {
        let padding: Int = columns.prefix { sample.columns[$0].isConstant }.count
        for column in columns.prefix(padding) where sample.columns[column].first != alphabet.symbols[0] { return nil }
        let first: Int = columns.lowerBound + padding
        guard first < columns.upperBound else { return nil }
        let digitBits: Double = CodeLength.log2(Double(alphabet.base))
        let rows = Double(sample.rowCount)
        var best: Double = Double(columns.upperBound - first) * digitBits * rows
        var values: JointValues?
        for column in first..<min(columns.upperBound, first + 4) {
            let refined: JointValues = values.map { sample.refined($0, by: column) } ?? sample.values(at: column)
            values = refined
            guard refined.counts.count * 2 < sample.rowCount || column == first else { break }
            let numbers: [Int] = refined.rows.map { row in
                sample.text(row, first..<(column + 1)).reduce(0) { $0 * alphabet.base + (alphabet.value(of: $1) ?? 0) }
            }
            let domain = Double((numbers.max() ?? 0) - (numbers.min() ?? 0) + 1)
            let rest: Int = columns.upperBound - column - 1
            let leading: Double =
                min(rows * CodeLength.log2(domain), CodeLength.histogram(refined.counts, domain: domain))
                + 2 * Double(column - first + 1) * digitBits
            let bits: Double = leading + Double(rest) * digitBits * rows
            best = min(best, bits)
        }
        return SequenceReading(
            alphabet: alphabet, fixedBits: prior + Double(padding) + 2, valueBits: best, padding: padding)
    }

    private func readCode(_ columns: Range<Int>) -> CodeReading? {
        let codeSet: ByteSet = ByteSet.digits.union(.upperLetters)
        guard columns.count <= Self.longestCode, columns.allSatisfy({ sample.columns[$0].isWithin(codeSet) }) else {
            return nil
        }
        var values: JointValues = sample.values(at: columns.lowerBound)
        for column in columns.dropFirst() {
            values = sample.refined(values, by: column)
            guard values.counts.count <= Self.mostCodes else { return nil }
        }
        let distinct: Int = values.counts.count
        // A code that hardly anything shares is no code.
        guard distinct > 1, distinct <= Self.mostCodes, distinct * 4 <= sample.rowCount else { return nil }
        var domain: Double = 1
        for _ in columns { domain *= 36 }
        let isPlant: Bool = isBijective(values)
        // Where the list has the codes themselves there is nothing left to name.
        let isTold: Bool =
            isPlant
            && plants.indices.allSatisfy { row in
                plants[row] < 0 || plantNames[plants[row]].elementsEqual(sample.text(row, columns))
            }
        let named: Double = CodeLength.log2Choose(domain, Double(distinct))
        // A maker has a few plants and lines, not dozens.
        let naming: Double = isTold ? 0 : min(named, isCounted(columns) ? 3 : .infinity) + 2 * Double(distinct)
        return CodeReading(
            values: values, namingBits: naming,
            valueBits: CodeLength.histogram(values.counts, domain: Double(distinct)), isPlant: isPlant)
    }

    /// Whether the codes are counted up from 1 or A, as lines and plants often are.
    private func isCounted(_ columns: Range<Int>) -> Bool {
        let symbols: [UInt8] = sample.columns[columns.upperBound - 1].symbols
        return columns.count == 1 && [UInt8(ascii: "1"), UInt8(ascii: "A")].contains(symbols.first)
            && zip(symbols, symbols.dropFirst()).allSatisfy { $0 + 1 == $1 }
    }

    /// Whether the codes stand for the plants that the list names, one for one, in all rows that have a plant.
    private func isBijective(_ values: JointValues) -> Bool {
        var plantOfCode: [Int32: Int] = [:]
        var codeOfPlant: [Int: Int32] = [:]
        var known = 0
        for (row, plant) in plants.enumerated() where plant >= 0 {
            known += 1
            let code: Int32 = values.ids[row]
            guard plantOfCode[code] ?? plant == plant, codeOfPlant[plant] ?? code == code else { return false }
            plantOfCode[code] = plant
            codeOfPlant[plant] = code
        }
        return known >= 10 && codeOfPlant.count > 1
    }
}
