extension SerialFormat {
    /// The printed space of these fields: the pattern with everything but sequence and check printed out, such as
    /// `FR2614{seq:6}{check:mod37-36}`.
    ///
    /// It is a pattern itself. Serials of two batches with one printed key differ exactly where their sequence numbers
    /// do; spaces with different printed keys are compared with ``overlaps(_:)`` after parsing them.
    ///
    /// - Throws: `format.fieldMissing`, `format.fieldValue`.
    public func printedKey(for fields: Fields) throws(IdentifierError) -> String {
        printedKey(of: try printed(fields))
    }

    /// What writes the serials of these fields.
    ///
    /// - Throws: `format.fieldMissing`, `format.fieldValue`, `format.keyMissing`.
    public func writer(for fields: Fields) throws(IdentifierError) -> SerialWriter {
        let template: [UInt8] = try printed(fields)
        return SerialWriter(
            layout: layout, room: room, template: template,
            permutation: try permutation(printedKey: printedKey(of: template)))
    }

    /// The serial with its sequence and check places still empty.
    private func printed(_ fields: Fields) throws(IdentifierError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let text): bytes += text.utf8
            case .plant: bytes += try code(fields.plant, named: "plant", at: index).utf8
            case .line: bytes += try code(fields.line, named: "line", at: index).utf8
            case .sequence, .scrambled, .check: bytes += [UInt8](repeating: UInt8(ascii: "0"), count: piece.length)
            case .year, .week, .month, .day, .dayOfYear: bytes += try dateField(piece, of: fields.date).utf8
            }
        }
        return bytes
    }

    private func code(_ value: String?, named name: String, at index: Int) throws(IdentifierError) -> String {
        let length: Int = pieces[index].length
        guard let value else {
            throw .format(.formatFieldMissing, "the \(name)'s code is missing", expected: "\(length) characters")
        }
        let count: Int = value.unicodeScalars.count
        guard count == length else {
            throw .format(
                .formatFieldValue, "the \(name)'s code has \(count) characters", expected: "exactly \(length)")
        }
        for (offset, scalar) in value.unicodeScalars.enumerated() {
            let set: ByteSet = layout.allowed[layout.offsets[index] + offset]
            guard scalar.isASCII, set.contains(UInt8(truncatingIfNeeded: scalar.value)) else {
                throw .format(
                    .formatFieldValue, "the \(name)'s code contains \(IdentifierError.shown(scalar))",
                    expected: "only \(ASCII.text(set.bytes))")
            }
        }
        return value
    }

    private func dateField(_ piece: Piece, of date: CivilDate?) throws(IdentifierError) -> String {
        guard let date else {
            throw .format(
                .formatFieldMissing, "the date of production is missing", expected: "a date for \(piece.pattern)")
        }
        // Beside a week stands the week-year, or the last days of December would print a week of January.
        let year: Int? = pieces.contains(.week) ? date.isoWeek?.year : date.year
        let text: String? =
            switch piece {
            case .year(let form): year.map { form.printed($0) }
            case .week: date.isoWeek.map { CivilDate.padded($0.week, to: 2) }
            case .month: date.month.map { CivilDate.padded($0, to: 2) }
            case .day: date.day.map { CivilDate.padded($0, to: 2) }
            default: date.dayOfYear.map { CivilDate.padded($0, to: 3) }
            }
        guard let text, text.utf8.count == piece.length else {
            throw .format(
                .formatFieldMissing, "the date \(date.isoText) is too coarse for \(piece.pattern)",
                expected: "a date with its day")
        }
        return text
    }

    /// The printed space of a serial; the bytes fit the layout.
    func printedKey(of bytes: some RandomAccessCollection<UInt8>) -> String {
        var key = ""
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal, .sequence, .scrambled, .check: key += piece.pattern
            default: key += Piece.escaped(text(of: index, in: bytes))
            }
        }
        return key
    }

    /// The printed characters of a piece.
    func text(of index: Int, in bytes: some RandomAccessCollection<UInt8>) -> String {
        ASCII.text(bytes.dropFirst(layout.offsets[index]).prefix(pieces[index].length))
    }
}
