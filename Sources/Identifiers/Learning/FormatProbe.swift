/// Asks a format of one length about many serial numbers, without making text of them.
struct FormatProbe {
    let format: SerialFormat
    /// The places of date fields, and which printed dates the calendar has.
    private let datePlaces: [Int]
    private var knownDates: [UInt64: Bool] = [:]

    init(_ format: SerialFormat) {
        self.format = format
        let layout: SerialLayout = format.layout
        datePlaces = layout.allowed.indices.filter { place in
            switch format.pieces[layout.pieceIndex[place]] {
            case .year, .week, .month, .day, .dayOfYear: true
            default: false
            }
        }
    }

    /// Whether the format reads a serial number.
    mutating func fits(_ serial: ArraySlice<UInt8>) -> Bool {
        guard serial.count == format.length else { return false }
        let isRight: Bool = serial.withUnsafeBufferPointer { bytes in
            for (place, byte) in bytes.enumerated() where !format.layout.allowed[place].contains(byte) { return false }
            return format.layout.isCheckValid(bytes)
        }
        guard isRight, !datePlaces.isEmpty else { return isRight }
        // Four digits of a year, two of a month and two of a day are the most.
        let key: UInt64 = datePlaces.reduce(0) { $0 << 8 | UInt64(serial[serial.startIndex + $1]) }
        if let known = knownDates[key] { return known }
        let isPossible: Bool = format.hasPossibleDate(Array(serial))
        if knownDates.count < 100_000 { knownDates[key] = isPossible }
        return isPossible
    }
}

extension SampleColumns {
    /// The share of texts that a format reads of those put together at random from the characters of each place.
    func shareReadByChance(_ format: SerialFormat) -> Double {
        guard rowCount > 0 else { return 1 }
        var probe = FormatProbe(format)
        var random = ScrambledRows()
        let attempts = 2_000
        var hits = 0
        for _ in 0..<attempts {
            let text: [UInt8] = (0..<length).map { byte(random.next(below: rowCount), $0) }
            if probe.fits(text[...]) { hits += 1 }
        }
        return Double(hits) / Double(attempts)
    }
}

/// Rows in an order that looks random but is the same every time, so that an answer is the same every time
/// (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
struct ScrambledRows {
    private var state: UInt64 = 0

    /// A number from 0, less than a positive one.
    mutating func next(below count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word: UInt64 = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (word ^ (word >> 31)) % UInt64(max(1, count)))
    }
}
