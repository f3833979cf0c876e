/// One way to read all columns of a sample as the fields of a format.
struct FieldReading {
    /// The fields with their columns; all other columns are literals.
    var fields: [Field]
    /// What describing the sample so takes.
    var bits: Double
    var date: DateHypothesis
    var check: CheckFinding?
    var padding: Int
    /// Whether the list's plants go with the plant's code, one for one.
    var isPlantKnown = false

    struct Field: Hashable {
        var piece: SerialFormat.Piece
        var places: Range<Int>
    }

    /// The format; nil where it is none that can be printed.
    func format(_ sample: SampleColumns) -> SerialFormat? {
        var pattern = ""
        var column = 0
        for field in fields.sorted(by: { $0.places.lowerBound < $1.places.lowerBound }) {
            pattern += Self.literal(sample, column..<field.places.lowerBound)
            pattern += field.piece.pattern
            column = field.places.upperBound
        }
        pattern += Self.literal(sample, column..<sample.length)
        return try? SerialFormat(parsing: pattern)
    }

    private static func literal(_ sample: SampleColumns, _ columns: Range<Int>) -> String {
        SerialFormat.Piece.escaped(ASCII.text(columns.map { sample.columns[$0].first }))
    }
}

/// The readings with the fewest bits.
struct BestReadings {
    static let most = 24
    private(set) var readings: [FieldReading] = []

    /// Above this many bits nothing is kept.
    var limit: Double { readings.count < Self.most ? .infinity : readings.last?.bits ?? .infinity }

    mutating func add(_ reading: FieldReading) {
        guard reading.bits < limit else { return }
        let place: Int = readings.firstIndex { $0.bits > reading.bits } ?? readings.count
        readings.insert(reading, at: place)
        if readings.count > Self.most { readings.removeLast() }
    }
}
