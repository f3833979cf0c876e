extension GS1Message {
    /// How an unbracketed element string begins.
    public enum Start: Hashable, Sendable {
        /// With the FNC1 that tells a GS1 symbol from others.
        case withFNC1
        /// At once with the first identifier, as most scanners deliver it.
        case withoutFNC1
        /// In either way.
        case either
    }

    /// Reads element strings without brackets.
    ///
    /// FNC1 is the separator as scanners send it, U+001D, or a caret, which no data can contain. A bar divides the linear
    /// from the two-dimensional part of a composite symbol.
    ///
    /// - Parameters:
    ///   - text: Such as `01095060001343521726073110A1␝21B2`.
    ///   - dictionary: The rules.
    ///   - start: Whether an FNC1 stands before the first identifier (of each part).
    ///   - unknown: Whether identifiers may be read that the dictionary does not know.
    /// - Throws: `gs1.structure`, `gs1.content`.
    @specialized(where Text == String)
    @specialized(where Text == Substring)
    public init<Text: StringProtocol>(
        elementString text: Text, dictionary: GS1SyntaxDictionary, start: Start = .either,
        unknown: UnknownIdentifiers = .refused
    ) throws(IdentifierError) {
        do throws(ElementFault) {
            self = try text.withBytes { (bytes: Bytes) throws(ElementFault) -> GS1Message in
                try GS1Message(bytes, ElementReader(dictionary, unknown), start)
            }
        } catch {
            throw error.error
        }
    }

    /// All that is wrong with element strings without brackets, as far as the text can be taken apart.
    public static func faults(
        inElementString text: some StringProtocol, dictionary: GS1SyntaxDictionary, start: Start = .either,
        unknown: UnknownIdentifiers = .refused
    ) -> [ElementFault] {
        text.withBytes { (bytes: Bytes) -> [ElementFault] in
            var message = GS1Message()
            var faults: [ElementFault]? = []
            do throws(ElementFault) {
                try message.readParts(bytes, ElementReader(dictionary, unknown), start, collecting: &faults)
                return faults ?? []
            } catch {
                return (faults ?? []) + [error]
            }
        }
    }

    /// Reads element strings without brackets from UTF-8.
    init(_ bytes: Bytes, _ reader: ElementReader, _ start: Start) throws(ElementFault) {
        self.init()
        reserve(bytes: bytes.count, elements: 8)
        var faults: [ElementFault]?
        try readParts(bytes, reader, start, collecting: &faults)
    }

    private mutating func readParts(
        _ bytes: Bytes, _ reader: ElementReader, _ start: Start, collecting faults: inout [ElementFault]?
    ) throws(ElementFault) {
        let bar: Int = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
        try read(bytes, 0..<bar, reader, start, part: 0, &faults)
        if bar < bytes.count { try read(bytes, bar + 1..<bytes.count, reader, start, part: 1, &faults) }
    }

    private mutating func read(
        _ bytes: Bytes, _ range: Range<Int>, _ reader: ElementReader, _ start: Start, part: UInt8,
        _ faults: inout [ElementFault]?
    ) throws(ElementFault) {
        var place: Int = range.lowerBound
        let end: Int = range.upperBound
        let begins: Bool = place < end && Self.isSeparator(bytes[place])
        if begins, start != .withoutFNC1 { place += 1 }
        if !begins, start == .withFNC1 {
            throw ElementFault(.missingSymbolStart, range: place..<place, in: bytes)
        }
        guard place < end else { throw ElementFault(.noElements, range: place..<place, in: bytes) }
        while place < end {
            let before: Int = place
            do throws(ElementFault) {
                try readElement(bytes, &place, end, reader, part: part)
            } catch {
                guard let count = faults?.count, count < Self.mostElements else { throw error }
                faults?.append(error)
                place = Self.next(bytes, after: before, end, error.identifier.flatMap { reader.known($0) })
            }
        }
    }

    /// Where the next element begins, after one that cannot be read.
    private static func next(_ bytes: Bytes, after place: Int, _ end: Int, _ known: ElementReader.Known?) -> Int {
        var next: Int = place
        if let known, !known.layout.needsSeparator {
            next = min(end, place + Int(known.identifier.length) + Int(known.layout.longest))
            return next < end && isSeparator(bytes[next]) ? next + 1 : next
        }
        while next < end, !isSeparator(bytes[next]) { next += 1 }
        return min(next + 1, end)
    }

    private mutating func readElement(
        _ bytes: Bytes, _ place: inout Int, _ end: Int, _ reader: ElementReader, part: UInt8
    ) throws(ElementFault) {
        guard let known = reader.identifier(in: bytes, at: place) else {
            throw ElementFault(.unknownIdentifier, range: place..<min(place + 4, end), in: bytes)
        }
        guard spans.count < Self.mostElements else {
            throw ElementFault(.tooManyElements, known.identifier, range: place..<place, in: bytes)
        }
        let start: Int = place + Int(known.identifier.length)
        guard start <= end else {
            throw ElementFault(.unknownIdentifier, range: place..<end, in: bytes)
        }
        // No data field is longer than its longest form, so that a long text is never searched twice.
        var stop: Int = start
        let limit: Int = min(end, start + Int(known.layout.longest))
        while stop < limit, !Self.isSeparator(bytes[stop]) { stop += 1 }
        switch reader.check(known.layout, bytes.part(start..<stop)) {
        case .fault(let fault): throw Self.fault(fault, known.identifier, start, in: bytes)
        case .covered(let count):
            append(known.identifier, known.layout, bytes.part(start..<start + count), part: part)
            place = start + count
        }
        guard place < end else { return }
        if Self.isSeparator(bytes[place]) {
            place += 1
        } else if known.layout.needsSeparator {
            throw ElementFault(
                .tooLong, known.identifier, range: place..<place + Linter.characterLength(bytes, at: place),
                offset: place - start, in: bytes)
        }
    }

    static func fault(
        _ fault: LinterFault, _ identifier: ApplicationIdentifier, _ start: Int, in bytes: Bytes
    ) -> ElementFault {
        ElementFault(
            fault.reason, identifier, range: start + fault.offset..<start + fault.offset + fault.count,
            offset: fault.stumble, in: bytes)
    }

    /// The separator as scanners send it, or a caret.
    static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x1D || byte == UInt8(ascii: "^") }
}
