/// Serial numbers that a maker has given out already, in the order of the list, from which ``learnFormats()`` works out
/// how they are made.
///
/// Each may come with its day of production and its plant, which settle what the characters alone leave open. Texts that
/// cannot be serial numbers are set aside, repeated ones are counted once. It keeps about 20 bytes a serial number.
public struct SerialList: Sendable {
    /// The fewest different serial numbers to learn from.
    public static let fewest = 50
    /// The most serial numbers of a list.
    public static let most = 5_000_000

    /// Why a text was not learnt from; the raw values are API.
    public enum SetAside: String, CaseIterable, Sendable {
        /// It stands where a number should be, such as 'N/A' or '00000'.
        case placeholder
        /// It cannot be a serial number of a format: not printable ASCII, too long, or without letter and digit.
        case unusable
        /// It was in the list before.
        case repeated
    }

    /// A text that was set aside.
    public struct Example: Hashable, Sendable {
        /// The text, at most 64 characters, with a question mark for each invisible one.
        public let text: String
        /// Why it was set aside.
        public let reason: SetAside
    }

    /// How many were set aside, by reason.
    public private(set) var setAside: [SetAside: Int] = [:]
    /// Some of the texts that were set aside as placeholders or as unusable, with the reason, at most twenty.
    public private(set) var examplesSetAside: [Example] = []

    /// All characters, one serial number after another.
    private(set) var bytes: [UInt8] = []
    /// Where each serial number ends.
    private(set) var ends: [Int] = []
    /// Year × 10,000 + month × 100 + day of each, 0 where it is not known; empty while no date was given.
    private(set) var dates: [Int32] = []
    /// The plant of each as a place in ``plants``, −1 where it is not known; empty while none was given.
    private(set) var plantPlaces: [Int32] = []
    private(set) var plants: [String] = []
    private var placeOfPlant: [String: Int32] = [:]
    /// Places of serial numbers by their hash, −1 where free; twice as many as there are serial numbers or more.
    private var table = [Int32](repeating: -1, count: 256)

    /// An empty list.
    public init() {}

    /// How many different serial numbers there are to learn from.
    public var count: Int { ends.count }

    /// Adds a serial number as it is marked; white space around it is dropped.
    ///
    /// - Parameters:
    ///   - date: When it was made.
    ///   - plant: Where it was made, in any words; at most 1,000 different plants are kept.
    /// - Throws: `format.tooManySerials` where the list is full.
    public mutating func add(
        _ text: some StringProtocol, date: CivilDate? = nil, plant: String? = nil
    ) throws(IdentifierError) {
        try add(Array(text.utf8.prefix(512)), date: date, plant: plant)
    }

    /// Adds a serial number as bytes of UTF-8.
    ///
    /// - Throws: `format.tooManySerials` where the list is full.
    public mutating func add(
        _ text: some BidirectionalCollection<UInt8>, date: CivilDate? = nil, plant: String? = nil
    ) throws(IdentifierError) {
        let trimmed = Self.trimmed(text)
        guard trimmed.startIndex < trimmed.endIndex else { return }
        if let reason = Self.reasonToSetAside(trimmed) { return setAside(trimmed, reason) }
        guard ends.count < Self.most else {
            throw IdentifierError(
                .formatTooManySerials, in: "list of serial numbers", found: "more than \(Self.most) serial numbers",
                expected: "at most so many")
        }
        let start: Int = bytes.count
        bytes += trimmed
        guard claim(start..<bytes.count) else {
            bytes.removeSubrange(start...)
            setAside[.repeated, default: 0] += 1
            return
        }
        ends.append(bytes.count)
        note(date)
        note(plant)
    }

    /// The serial number at a place as bytes.
    func serial(_ place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    func length(_ place: Int) -> Int { ends[place] - (place == 0 ? 0 : ends[place - 1]) }

    func date(_ place: Int) -> CivilDate? {
        guard place < dates.count, dates[place] > 0 else { return nil }
        let number = Int(dates[place])
        let month: Int = number / 100 % 100
        return CivilDate(
            validYear: number / 10_000, month: month == 0 ? nil : month, day: number % 100 == 0 ? nil : number % 100)
    }

    /// The place of a serial number's plant among ``plants``.
    func plant(_ place: Int) -> Int? {
        place < plantPlaces.count && plantPlaces[place] >= 0 ? Int(plantPlaces[place]) : nil
    }

    private static func trimmed<Text: BidirectionalCollection<UInt8>>(_ text: Text) -> Text.SubSequence {
        var start: Text.Index = text.startIndex
        var end: Text.Index = text.endIndex
        while start < end, ASCII.isWhitespace(text[start]) { start = text.index(after: start) }
        while start < end, ASCII.isWhitespace(text[text.index(before: end)]) { end = text.index(before: end) }
        return text[start..<end]
    }

    private static func reasonToSetAside(_ text: some Collection<UInt8>) -> SetAside? {
        guard text.count <= SerialFormat.largestLength else { return .unusable }
        // Words have no digit; a repetition or a number that is counted up shows in its first two characters.
        var hasDigit = false
        var hasLetter = false
        var isASCII = true
        for byte in text {
            hasDigit = hasDigit || ASCII.isDigit(byte)
            hasLetter = hasLetter || ASCII.isLetter(byte)
            isASCII = isASCII && ASCII.isPrintable(byte)
        }
        let first: UInt8 = text.first ?? 0
        let second: UInt8 = text.dropFirst().first ?? first
        let mayRun: Bool = !hasLetter && (first == second || max(first, second) - min(first, second) == 1)
        let mayRepeat: Bool = first == second
        if !hasDigit || mayRun || mayRepeat || !isASCII || text.count < 8,
            Placeholder.recognise(String(decoding: Array(text), as: UTF8.self)) != nil
        {
            return .placeholder
        }
        return isASCII && (hasDigit || hasLetter) ? nil : .unusable
    }

    private mutating func setAside(_ text: some Collection<UInt8>, _ reason: SetAside) {
        setAside[reason, default: 0] += 1
        guard examplesSetAside.count < 20 else { return }
        var shown = String.UnicodeScalarView()
        for scalar in String(decoding: Array(text.prefix(200)), as: UTF8.self).unicodeScalars.prefix(64) {
            shown.append(scalar.isInvisible ? "?" : scalar)
        }
        examplesSetAside.append(Example(text: String(shown), reason: reason))
    }

    private mutating func note(_ date: CivilDate?) {
        if date != nil, dates.isEmpty { dates = [Int32](repeating: 0, count: ends.count - 1) }
        guard date != nil || !dates.isEmpty else { return }
        dates.append(date.map { Int32($0.year * 10_000 + ($0.month ?? 0) * 100 + ($0.day ?? 0)) } ?? 0)
    }

    private mutating func note(_ plant: String?) {
        var place: Int32 = -1
        if let plant, !plant.isEmpty, plant.utf8.count <= 80 {
            if let known = placeOfPlant[plant] {
                place = known
            } else if plants.count < 1_000 {
                place = Int32(plants.count)
                plants.append(plant)
                placeOfPlant[plant] = place
            }
        }
        if place >= 0, plantPlaces.isEmpty { plantPlaces = [Int32](repeating: -1, count: ends.count - 1) }
        guard place >= 0 || !plantPlaces.isEmpty else { return }
        plantPlaces.append(place)
    }

    /// Whether the characters at the end of ``bytes`` are new; then they are entered.
    private mutating func claim(_ range: Range<Int>) -> Bool {
        if ends.count * 2 >= table.count { grow() }
        var slot: Int = Self.hash(bytes[range]) & (table.count - 1)
        while table[slot] >= 0 {
            if serial(Int(table[slot])) == bytes[range] { return false }
            slot = (slot + 1) & (table.count - 1)
        }
        table[slot] = Int32(ends.count)
        return true
    }

    private mutating func grow() {
        let size: Int = table.count * 4
        var larger = [Int32](repeating: -1, count: size)
        for place in 0..<ends.count {
            var slot: Int = Self.hash(serial(place)) & (size - 1)
            while larger[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            larger[slot] = Int32(place)
        }
        table = larger
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
