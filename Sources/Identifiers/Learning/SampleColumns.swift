/// Serial numbers of one length, column by column: what stands in each place, and which rows stand out.
struct SampleColumns {
    /// The most rows that are looked at to find fields; all rows are counted in the end.
    static let largestSample = 800

    let length: Int
    /// The rows' places in the list, in its order.
    let places: [Int]
    /// The rows' characters, one row after another.
    let bytes: [UInt8]
    /// How many of the list have this length.
    let total: Int
    /// The characters that are not far too rare in each column.
    private let usual: [ByteSet]
    /// What stands in each column.
    let columns: [Column]

    struct Column {
        /// The characters, in ascending order.
        var symbols: [UInt8]
        /// How often each stands there.
        var counts: [Int]
        /// The rank of each ASCII character among the symbols.
        var ranks: [UInt8]

        var isConstant: Bool { symbols.count == 1 }
        var first: UInt8 { symbols.first ?? 0 }
        func isWithin(_ set: ByteSet) -> Bool { ByteSet(symbols).isSubset(of: set) }
    }

    var rowCount: Int { places.count }

    func byte(_ row: Int, _ column: Int) -> UInt8 { bytes[row * length + column] }

    /// Looks at the serial numbers of one length.
    ///
    /// Rows with a character that hardly any other row has in its place are left out, as they are misread or junk. What
    /// the sample then shows is tested on all rows at the end.
    init(_ list: SerialList, places all: [Int], length: Int) {
        self.length = length
        total = all.count
        var histogram = [Int](repeating: 0, count: length * 128)
        for place in all {
            for (column, byte) in list.serial(place).enumerated() { histogram[column * 128 + Int(byte & 0x7F)] += 1 }
        }
        let usual: [ByteSet] = (0..<length).map { column in
            Self.usual(histogram[(column * 128)..<(column * 128 + 128)], of: all.count)
        }
        let clean: [Int] = all.filter { place in
            list.serial(place).enumerated().allSatisfy { usual[$0.offset].contains($0.element) }
        }
        self.usual = usual
        let kept: [Int] = clean.count <= Self.largestSample ? clean : Self.spread(clean)
        places = kept
        var bytes: [UInt8] = []
        bytes.reserveCapacity(kept.count * length)
        for place in kept { bytes += list.serial(place) }
        self.bytes = bytes
        columns = (0..<length).map { Self.column($0, of: bytes, length: length) }
    }

    /// One of each of so many parts of the list, so that their order stays that of the list; at a place of the part that
    /// looks random, as every twentieth number of a counter would have two last digits only.
    private static func spread(_ places: [Int]) -> [Int] {
        var random = ScrambledRows()
        return (0..<largestSample).map { part in
            let first: Int = part * places.count / largestSample
            let next: Int = (part + 1) * places.count / largestSample
            return places[first + random.next(below: next - first)]
        }
    }

    /// Whether a serial number has a character that hardly any other has in its place, in other places than these.
    func isUnusual(_ serial: ArraySlice<UInt8>, outside passed: Range<Int>) -> Bool {
        zip(usual, serial).enumerated().contains { column, pair in
            !passed.contains(column) && !pair.0.contains(pair.1)
        }
    }

    private static func column(_ column: Int, of bytes: [UInt8], length: Int) -> Column {
        var counts = [Int](repeating: 0, count: 128)
        for index in stride(from: column, to: bytes.count, by: length) { counts[Int(bytes[index] & 0x7F)] += 1 }
        let symbols: [UInt8] = (0..<128).filter { counts[Int($0)] > 0 }
        var ranks = [UInt8](repeating: 0, count: 128)
        for (rank, symbol) in symbols.enumerated() { ranks[Int(symbol)] = UInt8(rank) }
        return Column(symbols: symbols, counts: symbols.map { counts[Int($0)] }, ranks: ranks)
    }

    /// The characters of a column without those that stand out: digits among letters, letters among digits, and
    /// characters that are far rarer than the others, where all these make up less than 4 % of the rows.
    private static func usual(_ counts: ArraySlice<Int>, of total: Int) -> ByteSet {
        let tolerated: Int = total / 25
        func rest(_ set: ByteSet) -> Int {
            counts.enumerated().reduce(0) { set.contains(UInt8($1.offset)) ? $0 : $0 + $1.element }
        }
        let symbols: [UInt8] = (0..<128).filter { counts[counts.startIndex + Int($0)] > 0 }
        var usual = ByteSet(symbols)
        for one in [ByteSet.digits, .upperLetters, ByteSet.digits.union(.upperLetters)] {
            let narrower: ByteSet = usual.intersection(one)
            if !narrower.isEmpty, rest(narrower) <= tolerated {
                usual = narrower
                break
            }
        }
        let threshold: Int = max(4, total / 300)
        let common = ByteSet(symbols.filter { usual.contains($0) && counts[counts.startIndex + Int($0)] >= threshold })
        let isMuchRarer: Bool = !common.isEmpty && total / common.bytes.count >= threshold * 4
        return isMuchRarer && rest(common) <= tolerated ? common : usual
    }
}

/// The different values of some adjacent columns.
struct JointValues {
    /// How often each value stands there.
    var counts: [Int]
    /// A row that has the value.
    var rows: [Int]
    /// Which value each row has.
    var ids: [Int32]
}

extension SampleColumns {
    /// The values of a single column.
    func values(at column: Int) -> JointValues {
        refined(JointValues(counts: [rowCount], rows: [0], ids: [Int32](repeating: 0, count: rowCount)), by: column)
    }

    /// Values told apart by one more column as well.
    func refined(_ values: JointValues, by column: Int) -> JointValues {
        let width: Int = columns[column].symbols.count
        guard width > 1 else { return values }
        let ranks: [UInt8] = columns[column].ranks
        var known = [Int32](repeating: -1, count: values.counts.count * width)
        var result = JointValues(counts: [], rows: [], ids: values.ids)
        for row in 0..<rowCount {
            let cell: Int = Int(values.ids[row]) * width + Int(ranks[Int(byte(row, column))])
            if known[cell] < 0 {
                known[cell] = Int32(result.counts.count)
                result.counts.append(0)
                result.rows.append(row)
            }
            result.counts[Int(known[cell])] += 1
            result.ids[row] = known[cell]
        }
        return result
    }

    /// The characters of a row in some columns.
    func text(_ row: Int, _ columns: Range<Int>) -> ArraySlice<UInt8> {
        bytes[(row * length + columns.lowerBound)..<(row * length + columns.upperBound)]
    }

    /// Whether the rows are in the order of their characters, which then says nothing of the order of production.
    var isInTextOrder: Bool {
        guard rowCount > 1 else { return true }
        var ascending = 0
        for row in 1..<rowCount where !text(row, 0..<length).lexicographicallyPrecedes(text(row - 1, 0..<length)) {
            ascending += 1
        }
        return ascending * 100 >= (rowCount - 1) * 98
    }
}
