extension SerialFormat {
    /// What a serial says when its format reads it.
    public struct Decoded: Hashable, Sendable {
        /// The serial as printed.
        public let text: String
        /// Its sequence number.
        public let sequence: Int64
        /// The printed space in which the sequence number counts (see ``SerialFormat/printedKey(for:)``).
        public let printedKey: String
        /// The plant's code.
        public let plant: String?
        /// The line's code.
        public let line: String?
        /// The year as printed: one, two or four digits, or the letter of a vehicle's model year.
        public let yearDigits: String?
        /// The ISO week, 1 to 53.
        public let week: Int?
        /// The month, 1 to 12.
        public let month: Int?
        /// The day of the month, 1 to 31.
        public let day: Int?
        /// The day of the year, 1 to 366.
        public let dayOfYear: Int?

        let yearForm: YearForm?
    }

    /// Reads a serial exactly as this format prints it.
    ///
    /// - Throws: `identifier.length`; `identifier.character` with its position and what belongs there;
    ///   `identifier.checkCharacter`; `identifier.date` where the printed date never was; `format.keyMissing` where
    ///   all that is right but the number is scrambled and the key is not at hand.
    public func decode(_ text: some StringProtocol) throws(IdentifierError) -> Decoded {
        // One more than the longest serial tells that a text is too long without reading all of it.
        let scalars = Array(text.unicodeScalars.prefix(Self.largestLength + 1))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for (place, scalar) in scalars.enumerated() where place < length {
            guard scalar.isASCII, layout.allowed[place].contains(UInt8(truncatingIfNeeded: scalar.value)) else {
                throw IdentifierError(
                    .character, in: "serial number", at: place, found: IdentifierError.shown(scalar),
                    expected: expectation(at: place))
            }
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        }
        guard scalars.count == length else {
            throw IdentifierError(
                .length, in: "serial number", at: min(scalars.count, length),
                found: scalars.count > Self.largestLength
                    ? "more than \(Self.largestLength) characters" : "\(scalars.count) characters",
                expected: "\(length), as in \(pattern)")
        }
        let state: DateState = dateState(bytes)
        if state != .possible {
            throw IdentifierError(
                .date, in: "serial number", at: state.place, found: "prints a date that",
                expected: "a day, month or week of the calendar")
        }
        guard bytes.withUnsafeBufferPointer(layout.isCheckValid) else { throw wrongCheck(bytes) }
        return try decoded(bytes)
    }

    /// Whether a text is formed like a serial of this format, its date and check character too. It needs no key.
    public func fits(_ text: some StringProtocol) -> Bool {
        do {
            _ = try decode(text)
            return true
        } catch {
            return error.code == .formatKeyMissing
        }
    }

    private func expectation(at place: Int) -> String {
        let piece: Piece = pieces[layout.pieceIndex[place]]
        guard case .literal = piece else { return piece.expectation }
        return layout.allowed[place].bytes.first.map(ASCII.shown) ?? piece.expectation
    }

    private func wrongCheck(_ bytes: [UInt8]) -> IdentifierError {
        let places: Range<Int> = layout.checkPlaces
        let pair: CheckPair? = bytes.withUnsafeBufferPointer(layout.checkCharacters)
        let right: [UInt8] = pair.map { Array([$0.first, $0.second].prefix(places.count)) } ?? []
        return IdentifierError(
            .checkCharacter, in: "serial number", at: places.lowerBound, found: "'\(ASCII.text(bytes[places]))'",
            expected: "the check character\(places.count == 1 ? "" : "s") '\(ASCII.text(right))'")
    }

    /// The values of a serial whose places, date and check are known to be right.
    /// - Throws: `format.keyMissing`.
    func decoded(_ bytes: [UInt8]) throws(IdentifierError) -> Decoded {
        var plant: String?
        var line: String?
        var yearDigits: String?
        var form: YearForm?
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .plant: plant = text(of: index, in: bytes)
            case .line: line = text(of: index, in: bytes)
            case .year(let yearForm):
                yearDigits = text(of: index, in: bytes)
                form = yearForm
            default: break
            }
        }
        let printedKey: String = printedKey(of: bytes)
        var sequence: Int64 = bytes.withUnsafeBufferPointer(layout.sequenceNumber)
        if let permutation = try permutation(printedKey: printedKey) {
            sequence = Int64(permutation.decrypt(UInt64(sequence)))
        }
        return Decoded(
            text: ASCII.text(bytes), sequence: sequence, printedKey: printedKey, plant: plant, line: line,
            yearDigits: yearDigits,
            week: number(.week, in: bytes)?.value, month: number(.month, in: bytes)?.value,
            day: number(.day, in: bytes)?.value, dayOfYear: number(.dayOfYear, in: bytes)?.value, yearForm: form)
    }

    /// Whether the calendar has the date of a serial that fits the layout.
    func hasPossibleDate(_ bytes: [UInt8]) -> Bool { dateState(bytes) == .possible }

    /// A numeric date field and where it stands.
    private func number(_ piece: Piece, in bytes: [UInt8]) -> (value: Int, place: Int)? {
        guard let index = pieces.firstIndex(of: piece) else { return nil }
        let place: Int = layout.offsets[index]
        return (bytes[place..<(place + piece.length)].reduce(0) { $0 * 10 + Int($1) - 0x30 }, place)
    }

    private enum DateState: Equatable {
        case possible
        case impossible(at: Int)

        var place: Int? {
            if case .impossible(let place) = self { place } else { nil }
        }
    }

    /// Whether some year that prints these digits has the printed week, month and day.
    private func dateState(_ bytes: [UInt8]) -> DateState {
        if let (week, place) = number(.week, in: bytes) {
            let isPossible: Bool =
                (1...52).contains(week) || (week == 53 && years(bytes) { CivilDate.weeks(inYear: $0) == 53 })
            if !isPossible { return .impossible(at: place) }
        }
        if let (day, place) = number(.dayOfYear, in: bytes) {
            let isPossible: Bool = (1...365).contains(day) || (day == 366 && years(bytes, CivilDate.isLeap))
            if !isPossible { return .impossible(at: place) }
        }
        let month = number(.month, in: bytes)
        if let month, !(1...12).contains(month.value) { return .impossible(at: month.place) }
        if let (day, place) = number(.day, in: bytes) {
            let ofMonth: Int = month?.value ?? 1
            let isPossible: Bool =
                day >= 1 && day <= CivilDate.days(inMonth: ofMonth, of: 2001)
                || (ofMonth == 2 && day == 29 && years(bytes, CivilDate.isLeap))
            if !isPossible { return .impossible(at: place) }
        }
        if let index = pieces.firstIndex(of: .year(.fourDigits)), text(of: index, in: bytes) == "0000" {
            return .impossible(at: layout.offsets[index])
        }
        return .possible
    }

    /// Whether any year that the serial may mean has a property; without a year field, any year at all. The calendar
    /// repeats after 400 years, and so do all year fields but the full one.
    private func years(_ bytes: [UInt8], _ isSuch: (Int) -> Bool) -> Bool {
        for (index, piece) in pieces.enumerated() {
            guard case .year(let form) = piece else { continue }
            let place: Int = layout.offsets[index]
            let printed: ArraySlice<UInt8> = bytes[place..<(place + form.length)]
            // 1,200 years: the least common multiple of the calendar's 400 and the vehicle letters' 30.
            let first: Int = form == .fourDigits ? form.firstYear(printed) : 1800 + form.firstYear(printed)
            let last: Int = form == .fourDigits ? first : 2999
            return stride(from: first, through: last, by: form.period).contains(where: isSuch)
        }
        return true
    }
}

extension SerialFormat.Decoded {
    /// The dates that the serial may mean: one for each year of a range that prints its year, as precise as the serial
    /// says, in ascending order. Empty where the serial prints no year.
    public func dates(inYears range: ClosedRange<Int>) -> [CivilDate] {
        guard let yearForm, let yearDigits else { return [] }
        return range.clamped(to: 1...9999).compactMap { year in
            guard yearForm.printed(year) == yearDigits else { return nil }
            if let week { return CivilDate(mondayOfWeek: week, year: year) }
            if let dayOfYear { return CivilDate(dayOfYear: dayOfYear, year: year) }
            return CivilDate(validYear: year, month: month, day: month == nil ? nil : day)
        }
    }
}
