package import Identifiers
package import Registry

/// What somebody asks of a pattern, perhaps while typing it.
package struct FormatQuestion: Hashable, Sendable {
    package var pattern: String
    package var plant: String?
    package var line: String?
    package var date: CivilDate?
    /// How many serial numbers; nil looks at all that there is room for.
    package var count: Int64?
    /// The number of the batch that is to be issued.
    package var batch: String?

    package init(
        pattern: String, plant: String? = nil, line: String? = nil, date: CivilDate? = nil, count: Int64? = nil,
        batch: String? = nil
    ) {
        self.pattern = pattern
        self.plant = plant
        self.line = line
        self.date = date
        self.count = count
        self.batch = batch
    }
}

/// What a pattern means: the serial numbers that it writes, and what stands in the way of issuing them.
package struct FormatPreview: Sendable {
    /// A field that a format prints.
    package enum Field: String, CaseIterable, Sendable {
        case plant
        case line
        case date
    }

    /// Why serial numbers cannot be issued so.
    package struct Obstacle: Error, Hashable, Sendable {
        /// `pattern`, a ``Field``, `count` or `batch`.
        package var field: String
        package var code: String
        package var sentence: String
        /// The place in the field's text, in characters from 0.
        package var position: Int?
    }

    /// What depends on the model that the serial numbers are for.
    package struct OfModel: Sendable {
        package var manufacturer: Manufacturer
        package var model: Model
        /// Whether the model does not have this format yet.
        package var isNew: Bool
        /// How many serial numbers can still be issued with these printed fields.
        package var left: Int64
        /// The batch after which these serial numbers go on.
        package var previous: Batch?
        /// The number that the batch would get.
        package var batch: String?
    }

    /// Nil where the pattern cannot be read.
    package internal(set) var format: SerialFormat?
    /// The fields with which the serial numbers below are printed.
    package internal(set) var fields = SerialFormat.Fields()
    /// Whether the scrambled numbers below are made with a key that is made up: the format has none yet.
    package internal(set) var hasSampleKey = false
    /// How hard it is to guess a number once these are issued.
    package internal(set) var guessability: Guessability?
    /// Fields that the format needs and nobody gave: those below are made up, and issuing says these sentences.
    package internal(set) var missing: [Obstacle] = []
    /// The sequence numbers from the first to the last; nil where there are none.
    package internal(set) var sequences: ClosedRange<Int64>?
    /// The first and the last serial number, and some between.
    package internal(set) var firstSerial: String?
    package internal(set) var lastSerial: String?
    package internal(set) var between: [String] = []
    /// Nil where no model was named.
    package internal(set) var model: OfModel?
    /// What is wrong with what was given.
    package internal(set) var obstacles: [Obstacle] = []

    /// What a pattern means by itself: with the sequence numbers from 0, or from 1 where a count is asked for, as issuing
    /// begins there.
    package init(_ question: FormatQuestion) {
        self.init(reading: question)
        guard let format else { return }
        if let count = question.count {
            show(count, of: format)
        } else {
            show(0...(format.room - 1))
        }
    }

    private mutating func show(_ count: Int64, of format: SerialFormat) {
        let left = format.room - 1
        if !(1...max(1, left)).contains(count) {
            let code: RegistryError.Code = count < 1 ? .valueInvalid : .batchRoom
            let sentence = "The format has room for 1 to \(left) serial numbers of one plant, line and date."
            obstacles.append(Obstacle(RegistryError(code, sentence), field: "count"))
        }
        if left > 0 { show(1...min(max(1, count), left)) }
    }

    /// Reads pattern and fields, and shows no serial number yet.
    init(reading question: FormatQuestion) {
        do {
            format = try SerialFormat(parsing: question.pattern)
        } catch {
            obstacles = [Obstacle(error, field: "pattern")]
        }
        guard let read = format else { return }
        if read.isScrambled {
            format = read.scrambled(by: Self.sampleScrambling)
            hasSampleKey = true
        }
        guessability = read.guessability(issued: question.count ?? 0)
        fill(read, from: question)
    }

    /// A key that is no secret, to show what scrambled numbers look like.
    private static let sampleScrambling = BlockCipher(aes: Array("made up for show".utf8)).map {
        SerialScrambling(cipher: $0, context: [])
    }

    // MARK: Fields

    /// Made-up codes of plants and lines; some check algorithms cover digits only.
    private static let samples = ["A", "1"]
    /// The last day of a half year: its day, week and month cannot be taken for one another.
    private static let sampleDate = CivilDate(microseconds: 1_751_241_600_000_000)

    /// Takes what was given and makes up what is missing or wrong.
    private mutating func fill(_ format: SerialFormat, from question: FormatQuestion) {
        let needs = format.needs
        fields = Self.sample(of: format)
        let given: [(field: Field, isNeeded: Bool, apply: ((inout SerialFormat.Fields) -> Void)?)] = [
            (.plant, needs.plant != nil, question.plant.map { text in { $0.plant = text } }),
            (.line, needs.line != nil, question.line.map { text in { $0.line = text } }),
            (.date, needs.date != nil, question.date.map { date in { $0.date = date } }),
        ]
        for (field, isNeeded, apply) in given where isNeeded {
            var changed = fields
            if let apply { apply(&changed) } else { Self.clear(field, of: &changed) }
            do throws(IdentifierError) {
                _ = try format.printedKey(for: changed)
                fields = changed
            } catch  where apply == nil {
                missing.append(Obstacle(error, field: field.rawValue))
            } catch {
                obstacles.append(Obstacle(error, field: field.rawValue))
            }
        }
    }

    private static func sample(of format: SerialFormat) -> SerialFormat.Fields {
        let fields = samples.map { code in
            SerialFormat.Fields(
                plant: format.needs.plant.map { String(repeating: code, count: $0) },
                line: format.needs.line.map { String(repeating: code, count: $0) },
                date: format.needs.date == nil ? nil : sampleDate)
        }
        return fields.first { (try? format.printedKey(for: $0)) != nil } ?? SerialFormat.Fields()
    }

    private static func clear(_ field: Field, of fields: inout SerialFormat.Fields) {
        switch field {
        case .plant: fields.plant = nil
        case .line: fields.line = nil
        case .date: fields.date = nil
        }
    }

    /// Whether a field has a made-up value.
    package func isMadeUp(_ field: Field) -> Bool {
        (missing + obstacles).contains { $0.field == field.rawValue }
    }

    // MARK: Serial numbers

    mutating func show(_ sequences: ClosedRange<Int64>) {
        guard let writer = try? format?.writer(for: fields) else { return }
        self.sequences = sequences
        firstSerial = try? writer.text(of: sequences.lowerBound)
        lastSerial = try? writer.text(of: sequences.upperBound)
        between = Self.between(sequences).compactMap { try? writer.text(of: $0) }
    }

    /// Sequence numbers between the first and the last, for the eye to see the pattern.
    package static func between(_ sequences: ClosedRange<Int64>) -> [Int64] {
        let (first, last) = (sequences.lowerBound, sequences.upperBound)
        let middle = first / 2 + last / 2
        var chosen: [Int64] = []
        for candidate in [first &+ 1, first &+ 2, middle] where candidate > (chosen.last ?? first) && candidate < last {
            chosen.append(candidate)
        }
        return chosen
    }
}

extension FormatPreview.Obstacle {
    init(_ error: IdentifierError, field: String) {
        self.init(field: field, code: error.code.rawValue, sentence: error.sentence, position: error.position)
    }

    init(_ error: RegistryError, field: String) {
        self.init(field: field, code: error.code.rawValue, sentence: error.sentence, position: error.position)
    }
}
