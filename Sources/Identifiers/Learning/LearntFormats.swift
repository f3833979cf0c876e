/// What a list of serial numbers tells of how they are made: for each length the formats that fit, the likeliest first.
public struct LearntFormats: Sendable {
    /// How many different serial numbers were learnt from.
    public let serials: Int
    /// How many texts were set aside, by reason.
    public let setAside: [SerialList.SetAside: Int]
    /// Some of them, at most twenty.
    public let examplesSetAside: [SerialList.Example]
    /// The lengths that are common enough to learn from, the most frequent first.
    public let groups: [LearntGroup]
    /// Serial numbers that the first format of their length does not read, or whose length is too rare; the first
    /// twenty in the order of the list.
    public let exceptions: [Exception]
    /// How many there are in all.
    public let exceptionCount: Int

    /// A serial number that no format of the answer reads.
    public struct Exception: Hashable, Sendable {
        /// The serial number.
        public let text: String
        /// Why the first format of its length does not read it; nil where too few have its length.
        public let error: IdentifierError?
    }
}

/// What the serial numbers of one length tell.
public struct LearntGroup: Sendable {
    /// How many characters each has.
    public let length: Int
    /// How many there are.
    public let count: Int
    /// One of them.
    public let example: String
    /// What was found.
    public let finding: Finding
    /// The formats that fit, the likeliest first; none where ``finding`` is not ``Finding/formats``.
    public let proposals: [FormatProposal]
    /// What one more hint would settle between them, the most useful first.
    public let questions: [LearningQuestion]

    /// What was found; the raw values are API.
    public enum Finding: String, CaseIterable, Sendable {
        /// One or more formats fit.
        case formats
        /// The numbers do not count up: they look drawn at random. A scrambled format cannot be learnt, as the key that
        /// it is scrambled with is not in the numbers.
        case random
        /// No format that the pattern language has reads nine of ten of them.
        case none
    }
}

/// A format that may be the one.
public struct FormatProposal: Sendable {
    /// The format.
    public let format: SerialFormat
    /// How sure it is against the others.
    public let confidence: Confidence
    /// How many times likelier the first proposal is than this one, as a power of two; for the first the distance to
    /// the next with other fields, nil where there is none. Of two that differ by 10 one is a thousand times likelier.
    public let bits: Double?
    /// How many serial numbers of its length it reads.
    public let explained: Int
    /// Which share of texts it would read that are put together at random from the characters seen in each place: 1
    /// where nothing in the format could fail, so that reading all of them proves nothing.
    public let readByChance: Double
    /// What speaks for it.
    public let reasons: [LearningReason]
    /// Its fields and fixed characters in printed order, with what was seen in them: for all but the first proposal in
    /// the first 20,000 serial numbers.
    public let fields: [ObservedField]
    /// The printed spaces with the ranges of sequence numbers seen; only for the first proposal, and not where there
    /// are more than 50,000.
    public let spaces: [ObservedSpace]

    /// How sure the fields of a proposal are; the raw values are API. The digits that a sequence number counts with may
    /// be more than those seen, however sure the rest is.
    public enum Confidence: String, CaseIterable, Sendable {
        /// The next reading is more than a million times less likely, and nearly all serial numbers are read.
        case high
        /// The next reading is more than a hundred times less likely.
        case fair
        /// Another reading fits about as well, or this one is not the likeliest.
        case low
    }
}

/// What speaks for a format.
public enum LearningReason: Hashable, Sendable {
    /// The check characters are right in so many of so many serial numbers; by chance one list in 10 to this power.
    case check(CheckCharacter, right: Int, of: Int, logOdds: Int)
    /// The date fields hold dates that the calendar has, from the first to the last.
    case dates(first: String, last: String)
    /// The printed date is the known one in so many of so many serial numbers.
    case knownDates(right: Int, of: Int)
    /// So many per cent of the steps in the list lead from an earlier to a later date.
    case order(percent: Int)
    /// The plant's code stands for the plants that the list names, one for one.
    case knownPlants
    /// One counter goes on through all plants, lines and dates: of the sequence numbers in different printed spaces
    /// hardly any is the same. The highest, as printed.
    case oneCounter(highest: String)
    /// Counting begins anew in each printed space.
    case countsAnew
    /// The sequence numbers fill so many per cent of the range from their lowest to their highest, over all spaces.
    case density(percent: Double)
}

/// A field or fixed characters of a proposal, with what was seen in it.
public struct ObservedField: Hashable, Sendable {
    /// What it is.
    public let piece: SerialFormat.Piece
    /// The characters that it takes, counted from 0.
    public let places: Range<Int>
    /// How many different values were seen; nil for a sequence number or a check, which are not counted.
    public let distinct: Int?
    /// The most frequent values, at most twelve.
    public let values: [Value]
    /// The lowest and highest value as printed.
    public let lowest: String
    /// As for ``lowest``.
    public let highest: String

    /// A value and how often it was seen.
    public struct Value: Hashable, Sendable {
        /// As printed.
        public let text: String
        /// How many serial numbers have it.
        public let count: Int
    }
}

/// A printed space of a proposal, with the sequence numbers seen in it.
public struct ObservedSpace: Hashable, Sendable {
    /// One of its serial numbers, read.
    public let sample: SerialFormat.Decoded
    /// Ranges of sequence numbers, ascending. A range ends where more than a hundred numbers, and ten times as many as
    /// were seen in the whole space, are missing; where one counter goes on through all spaces, also where another space
    /// has the next number.
    public let ranges: [ClosedRange<Int64>]
    /// How many serial numbers were seen.
    public let seen: Int
}

/// What a maker could tell to choose between proposals; the raw values are API.
public enum LearningQuestion: String, CaseIterable, Sendable {
    /// When one of the serial numbers was made.
    case productionDate
    /// What the codes of the plants and lines are.
    case plantCodes
    /// Which code is the plant's and which the line's.
    case plantOrLine
    /// Which characters the sequence number counts with.
    case alphabet
    /// Whether fixed characters before the sequence number count: what follows when the shown digits are used up.
    case nextAfterLast
    /// How the check characters are worked out.
    case check
}
