extension SerialFormat {
    /// The serials of this format of which a text may be a misread copy (see ``Misreading``): one slip away in their
    /// characters, with a date that exists and the right check characters.
    ///
    /// What the text and a serial have in common is taken as typed: a slip is looked for, not a slip and an O for a 0.
    ///
    /// - Parameter limit: More than so many are not looked for; a format without a check character may have hundreds.
    /// - Returns: The serials in no particular order, and whether these are all.
    public func originals(
        ofMisread text: some StringProtocol, limit: Int = 1000
    ) -> (serials: [Decoded], isComplete: Bool) {
        var search = OriginalSearch(self, FoldedText(text, limit: Self.largestLength * 4), limit: limit)
        search.run()
        return (search.found, search.isComplete)
    }

    /// Why a text, in whatever case and with whatever separators, is no serial of this format: what ``decode(_:)`` says
    /// of it, with the place in the text as given. Nil where it is one, issued or not.
    public func fault(in text: some StringProtocol) -> IdentifierError? {
        let typed = FoldedText(text, limit: Self.largestLength * 4)
        guard typed.count == layout.keyPlaces.count else {
            let isPlain: Bool = layout.keyPlaces.count == length
            return fault(isPlain ? String(String.UnicodeScalarView(typed.characters.map(\.typed))) : String(text))
        }
        var serial: [Unicode.Scalar] = layout.allowed.map { Unicode.Scalar($0.bytes.first ?? 0) }
        for (character, place) in zip(typed.characters, layout.keyPlaces) {
            let byte = UInt8(exactly: character.folded.value) ?? 0
            let wanted = UInt8(exactly: character.typed.value) ?? 0
            let printed: UInt8? = Self.preimages(of: byte, typed: wanted, in: layout.allowed[place]).first
            serial[place] = printed.map { Unicode.Scalar($0) } ?? character.typed
        }
        guard let fault = fault(String(String.UnicodeScalarView(serial))) else { return nil }
        let index: Int? = fault.position.flatMap(layout.keyPlaces.firstIndex)
        return IdentifierError(
            fault.code, in: fault.subject, at: index.map { typed.characters[$0].position }, found: fault.found,
            expected: fault.expected)
    }

    private func fault(_ serial: String) -> IdentifierError? {
        do {
            _ = try decode(serial)
            return nil
        } catch {
            return error
        }
    }
}

/// Goes through the texts of one format that are one slip away from a text.
private struct OriginalSearch {
    private let format: SerialFormat
    private let typed: [UInt8]
    private let folded: [UInt8]
    private let limit: Int
    /// The places of the serial that the find key keeps.
    private let places: [Int]
    /// A serial with its separators; the other places are filled in.
    private let template: [UInt8]
    private(set) var found: [SerialFormat.Decoded] = []
    private(set) var isComplete = true

    init(_ format: SerialFormat, _ text: FoldedText, limit: Int) {
        self.format = format
        typed = text.typedBytes
        folded = text.bytes
        self.limit = limit
        places = format.layout.keyPlaces
        template = format.layout.allowed.map { $0.bytes.first ?? 0 }
    }

    mutating func run() {
        switch folded.count - places.count {
        case 0: oneForAnother()
        case -1: oneMissing()
        case 1: oneTooMany()
        default: break
        }
    }

    /// What is printed where a typed character stands for that place of the key; nil where it cannot stand there.
    private func printed(_ index: Int, at place: Int) -> UInt8? {
        SerialFormat.preimages(of: folded[index], typed: typed[index], in: format.layout.allowed[places[place]]).first
    }

    private func set(_ place: Int) -> ByteSet { format.layout.allowed[places[place]] }

    /// A full serial from the characters of the key's places.
    private func serial(_ key: [UInt8]) -> [UInt8] {
        var serial: [UInt8] = template
        for (place, byte) in zip(places, key) { serial[place] = byte }
        return serial
    }

    private mutating func judge(_ serial: [UInt8]) {
        guard isComplete, serial.withUnsafeBufferPointer(format.layout.isCheckValid), format.hasPossibleDate(serial)
        else { return }
        guard found.count < limit else {
            isComplete = false
            return
        }
        // What a format without its key reads, nobody can tell.
        if let decoded = try? format.decoded(serial) { found.append(decoded) }
    }

    // MARK: As long as a serial

    private mutating func oneForAnother() {
        let fitting: [UInt8?] = folded.indices.map { printed($0, at: $0) }
        let misfits: [Int] = fitting.indices.filter { fitting[$0] == nil }
        let key: [UInt8] = fitting.map { $0 ?? 0 }
        if misfits.count <= 1 {
            for place in misfits.isEmpty ? Array(folded.indices) : misfits { substitute(place, in: key) }
        } else if misfits.count <= Misreading.mostLookAlikes {
            putRight(misfits, in: key)
        }
        guard misfits.count <= 2 else { return }
        for place in folded.indices.dropLast() { swap(place, in: key, misfits: misfits) }
    }

    private mutating func substitute(_ place: Int, in key: [UInt8]) {
        var serial: [UInt8] = serial(key)
        for byte in set(place).bytes where FindKey.folding(byte) != folded[place] {
            serial[places[place]] = byte
            judge(serial)
        }
    }

    private mutating func swap(_ place: Int, in key: [UInt8], misfits: [Int]) {
        guard folded[place] != folded[place + 1], misfits.allSatisfy({ $0 == place || $0 == place + 1 }),
            let first = printed(place + 1, at: place), let second = printed(place, at: place + 1)
        else { return }
        var key: [UInt8] = key
        key[place] = first
        key[place + 1] = second
        judge(serial(key))
    }

    /// Looks for a look-alike in every place that does not fit, as where somebody has read S for each 5.
    private mutating func putRight(_ misfits: [Int], in key: [UInt8]) {
        var keys: [[UInt8]] = [key]
        for place in misfits {
            let alike: [UInt8] = set(place).bytes.filter { LookAlikes.contains(folded[place], FindKey.folding($0)) }
            keys = keys.flatMap { key in
                alike.map { byte in
                    var key: [UInt8] = key
                    key[place] = byte
                    return key
                }
            }
        }
        for key in keys { judge(serial(key)) }
    }

    // MARK: Shorter or longer

    private mutating func oneMissing() {
        let after: [UInt8?] = folded.indices.map { printed($0, at: $0 + 1) }
        let firstPlace: Int = after.lastIndex { $0 == nil }.map { $0 + 1 } ?? 0
        var before: [UInt8] = []
        for place in places.indices {
            if place >= firstPlace {
                let rest: [UInt8] = after[place...].map { $0 ?? 0 }
                // Beside its twin a character may be missing here or there: it is tried once.
                let previous: UInt8 = place > 0 ? folded[place - 1] : 0
                for byte in set(place).bytes where FindKey.folding(byte) != previous {
                    judge(serial(before + [byte] + rest))
                }
            }
            guard place < folded.count, let byte = printed(place, at: place) else { return }
            before.append(byte)
        }
    }

    private mutating func oneTooMany() {
        let after: [UInt8?] = folded.indices.map { $0 == 0 ? 0 : printed($0, at: $0 - 1) }
        let firstPlace: Int = after.lastIndex { $0 == nil } ?? 0
        var before: [UInt8] = []
        for index in folded.indices {
            if index >= firstPlace, index == 0 || folded[index] != folded[index - 1] {
                judge(serial(before + after[(index + 1)...].map { $0 ?? 0 }))
            }
            guard index < places.count, let byte = printed(index, at: index) else { return }
            before.append(byte)
        }
    }
}
