/// A serial format place by place: what may be printed where, how its find key is laid out, what its check covers.
struct SerialLayout: Sendable {
    /// What may be printed in each place; all places allow at least one byte.
    var allowed: [ByteSet] = []
    /// The piece to which each place belongs.
    var pieceIndex: [Int] = []
    /// The first place of each piece.
    var offsets: [Int] = []
    /// The places of the sequence number.
    var sequence: Range<Int> = 0..<0
    /// The digits of the sequence number.
    var alphabet: SerialAlphabet = .base10
    /// Whether the sequence number is written scrambled.
    var isScrambled = false
    /// The check algorithm and its places.
    var check: CheckCharacter?
    var checkPlaces: Range<Int> = 0..<0
    /// The places that the check covers, in order.
    var covered: [Int] = []
    /// The places that the find key keeps, and what may stand in each of them there.
    var keyPlaces: [Int] = []
    var keySets: [ByteSet] = []

    init(
        _ pieces: [SerialFormat.Piece], elements: [SerialPatternParser.Element]
    ) throws(IdentifierError) {
        for (index, piece) in pieces.enumerated() {
            let offset: Int = allowed.count
            offsets.append(offset)
            allowed += Self.sets(of: piece)
            pieceIndex += [Int](repeating: index, count: allowed.count - offset)
            switch piece {
            case .sequence(_, let alphabet), .scrambled(_, let alphabet):
                self.alphabet = alphabet
                sequence = offset..<allowed.count
                isScrambled = piece.isScrambled
            case .check(let algorithm):
                check = algorithm
                checkPlaces = offset..<allowed.count
            default:
                break
            }
        }
        if let check { try cover(pieces, with: check, elements: elements) }
        for (place, set) in allowed.enumerated() {
            let folded = ByteSet(set.bytes.lazy.map(FindKey.folding).filter { $0 != 0 })
            guard !folded.isEmpty else { continue }
            keyPlaces.append(place)
            keySets.append(folded)
        }
    }

    private mutating func cover(
        _ pieces: [SerialFormat.Piece], with check: CheckCharacter, elements: [SerialPatternParser.Element]
    ) throws(IdentifierError) {
        let position: Int? = elements.first { $0.piece == .check(check) }?.position
        // Its check character may be a space or a dash, which nobody copies and the find key drops.
        guard check != .mod43 else {
            throw .format(
                .formatCheck, "mod43 may print a space or a dash", at: position, expected: "mod37-36 or mod37-2")
        }
        let alphabet = ByteSet(check.alphabet.utf8)
        for (place, set) in allowed.enumerated() where !checkPlaces.contains(place) {
            let piece: SerialFormat.Piece = pieces[pieceIndex[place]]
            switch piece {
            case .literal:
                if set.isSubset(of: alphabet) { covered.append(place) }
            case .plant, .line:
                allowed[place] = set.intersection(alphabet)
                covered.append(place)
            default:
                guard set.isSubset(of: alphabet) else {
                    throw .format(
                        .formatCheck, "\(check.name) cannot cover \(piece.pattern)", at: position,
                        expected: "a check over digits and letters such as mod37-36")
                }
                covered.append(place)
            }
        }
        let isPlaced: Bool =
            switch check {
            case .vin: covered.count == 16 && checkPlaces.lowerBound == 8 && allowed.count == 17
            case .iso6346: covered.count == 10 && (covered.last ?? 0) < checkPlaces.lowerBound
            default: !covered.isEmpty
            }
        guard isPlaced else {
            throw .format(
                .formatCheck, "\(check.name) does not fit this format", at: position,
                expected: check == .vin
                    ? "17 characters with the check in position 9" : "4 letters and 6 digits before it")
        }
    }

    private static func sets(of piece: SerialFormat.Piece) -> [ByteSet] {
        let upToThree = ByteSet("0123".utf8)
        switch piece {
        case .literal(let text): return text.utf8.map { ByteSet(CollectionOfOne($0)) }
        case .plant(let length), .line(let length):
            return [ByteSet](repeating: ByteSet.digits.union(.upperLetters), count: length)
        case .year(let form): return form.sets
        case .week: return [ByteSet("012345".utf8), .digits]
        case .month: return [ByteSet("01".utf8), .digits]
        case .day: return [upToThree, .digits]
        case .dayOfYear: return [upToThree, .digits, .digits]
        case .sequence(let length, let alphabet), .scrambled(let length, let alphabet):
            return [ByteSet](repeating: alphabet.set, count: length)
        case .check(let algorithm):
            return [ByteSet](repeating: ByteSet(algorithm.checkAlphabet.utf8), count: algorithm.length)
        }
    }

    /// The check characters that a serial must have.
    func checkCharacters(over bytes: UnsafeBufferPointer<UInt8>) -> CheckPair? {
        guard let check else { return nil }
        var state: Int = check.startState
        for (index, place) in covered.enumerated() {
            guard let value = check.value(of: bytes[place]) else { return nil }
            state = check.step(state, value, at: index, of: covered.count)
        }
        return check.checkCharacters(from: state)
    }

    /// Whether the check characters of a serial are right; true where the format has none.
    func isCheckValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let check else { return true }
        guard let pair = checkCharacters(over: bytes) else { return false }
        let first: Int = checkPlaces.lowerBound
        return bytes[first] == pair.first && (check.length == 1 || bytes[first + 1] == pair.second)
    }

    /// The sequence number that a serial carries, as printed; its digits are known to be allowed.
    func sequenceNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
        sequence.reduce(0) { $0 &* Int64(alphabet.base) &+ Int64(alphabet.value(of: bytes[$1]) ?? 0) }
    }
}
