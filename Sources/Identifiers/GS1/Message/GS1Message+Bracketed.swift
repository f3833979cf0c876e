extension GS1Message {
    /// Reads element strings with brackets around the identifiers, as they are printed beside a symbol.
    ///
    /// An opening bracket within the data stands behind a backslash. A bar divides the linear from the two-dimensional
    /// part of a composite symbol.
    ///
    /// - Parameters:
    ///   - text: Such as `(01)09506000134352(17)260731(10)A1`.
    ///   - dictionary: The rules.
    ///   - unknown: Whether identifiers may be read that the dictionary does not know.
    /// - Throws: `gs1.structure`, `gs1.content`.
    @specialized(where Text == String)
    @specialized(where Text == Substring)
    public init<Text: StringProtocol>(
        bracketed text: Text, dictionary: GS1SyntaxDictionary,
        unknown: UnknownIdentifiers = .refused
    ) throws(IdentifierError) {
        do throws(ElementFault) {
            self = try text.withBytes { (bytes: Bytes) throws(ElementFault) -> GS1Message in
                try GS1Message(bracketed: bytes, ElementReader(dictionary, unknown))
            }
        } catch {
            throw error.error
        }
    }

    /// All that is wrong with bracketed element strings.
    public static func faults(
        inBracketed text: some StringProtocol, dictionary: GS1SyntaxDictionary,
        unknown: UnknownIdentifiers = .refused
    ) -> [ElementFault] {
        text.withBytes { (bytes: Bytes) -> [ElementFault] in
            var message = GS1Message()
            var faults: [ElementFault]? = []
            do throws(ElementFault) {
                try message.readBracketed(bytes, ElementReader(dictionary, unknown), collecting: &faults)
                return faults ?? []
            } catch {
                return (faults ?? []) + [error]
            }
        }
    }

    init(bracketed bytes: Bytes, _ reader: ElementReader) throws(ElementFault) {
        self.init()
        reserve(bytes: bytes.count, elements: 8)
        var faults: [ElementFault]?
        try readBracketed(bytes, reader, collecting: &faults)
    }

    private mutating func readBracketed(
        _ bytes: Bytes, _ reader: ElementReader, collecting faults: inout [ElementFault]?
    ) throws(ElementFault) {
        var place = 0
        var part: UInt8 = 0
        guard !bytes.isEmpty else { throw ElementFault(.noElements, range: 0..<0, in: bytes) }
        while place < bytes.count {
            if part == 0, bytes[place] == UInt8(ascii: "|"), !spans.isEmpty {
                part = 1
                place += 1
                guard place < bytes.count else { throw ElementFault(.noElements, range: place..<place, in: bytes) }
            }
            let before: Int = place
            do throws(ElementFault) {
                try readBracketed(bytes, &place, reader, part: part)
            } catch {
                guard let count = faults?.count, count < Self.mostElements else { throw error }
                faults?.append(error)
                if place == before { place = Self.nextBracket(bytes, after: place) }
            }
        }
    }

    private static func nextBracket(_ bytes: Bytes, after place: Int) -> Int {
        bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "(")) ?? bytes.count
    }

    private mutating func readBracketed(
        _ bytes: Bytes, _ place: inout Int, _ reader: ElementReader, part: UInt8
    ) throws(ElementFault) {
        let known: ElementReader.Known = try Self.bracketedIdentifier(bytes, &place, reader)
        guard spans.count < Self.mostElements else {
            throw ElementFault(.tooManyElements, known.identifier, range: place..<place, in: bytes)
        }
        let start: Int = place
        let data = BracketedData(bytes, from: start, isLinear: part == 0)
        place = data.end
        let length: Int = data.count
        let range: Range<Int> = start..<data.end
        guard length > 0 else { throw ElementFault(.empty, known.identifier, range: range, offset: 0, in: bytes) }
        guard length >= known.layout.shortest else {
            throw ElementFault(.tooShort, known.identifier, range: range, offset: 0, in: bytes)
        }
        guard length <= known.layout.longest else {
            throw ElementFault(.tooLong, known.identifier, range: range, offset: 0, in: bytes)
        }
        if let caret = data.caret {
            throw ElementFault(
                .illegalCaret, known.identifier, range: caret..<caret + 1, offset: caret - start, in: bytes)
        }
        try data.withUnescaped(in: bytes) { (plain: Bytes) throws(ElementFault) in
            switch reader.check(known.layout, plain) {
            case .covered(length): append(known.identifier, known.layout, plain, part: part)
            case .covered(let count):
                throw ElementFault(
                    .tooLong, known.identifier, range: data.end - (length - count)..<data.end, offset: count,
                    in: bytes)
            case .fault(let fault):
                throw ElementFault(
                    fault.reason, known.identifier, range: data.range(of: fault, in: bytes), offset: fault.stumble,
                    in: bytes)
            }
        }
    }

    private static func bracketedIdentifier(
        _ bytes: Bytes, _ place: inout Int, _ reader: ElementReader
    ) throws(ElementFault) -> ElementReader.Known {
        guard bytes[place] == UInt8(ascii: "(") else {
            throw ElementFault(.missingBracket, range: place..<place + 1, in: bytes)
        }
        let start: Int = place + 1
        var end: Int = start
        while end < bytes.count, end - start <= 4, bytes[end] != UInt8(ascii: ")") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ")"),
            let identifier = ApplicationIdentifier(bytes, at: start, length: end - start),
            let known = reader.known(identifier)
        else { throw ElementFault(.unknownIdentifier, range: place..<min(end + 1, bytes.count), in: bytes) }
        place = end + 1
        return known
    }
}

/// The data behind a bracketed identifier, up to the next bracket that is not escaped.
private struct BracketedData {
    let start: Int
    let end: Int
    private let escapeCount: Int
    /// Where a caret stands, which would be mistaken for a separator.
    let caret: Int?

    init(_ bytes: Bytes, from start: Int, isLinear: Bool) {
        var place: Int = start
        var escapes = 0
        var caret: Int?
        while place < bytes.count {
            let byte: UInt8 = bytes[place]
            if byte == UInt8(ascii: "(") {
                guard place > start, bytes[place - 1] == UInt8(ascii: "\\") else { break }
                escapes += 1
            }
            if byte == UInt8(ascii: "|"), isLinear { break }
            if byte == UInt8(ascii: "^"), caret == nil { caret = place }
            place += 1
        }
        self.start = start
        end = place
        escapeCount = escapes
        self.caret = caret
    }

    /// How many characters of data there are.
    var count: Int { end - start - escapeCount }

    /// Gives the data without backslashes before brackets to a reader.
    func withUnescaped(in bytes: Bytes, _ read: (Bytes) throws(ElementFault) -> Void) throws(ElementFault) {
        if escapeCount == 0 { return try read(bytes.part(start..<end)) }
        var plain: [UInt8] = []
        for place in start..<end where !isEscape(place, in: bytes) { plain.append(bytes[place]) }
        var outcome: Result<Void, ElementFault> = .success(())
        plain.withUnsafeBufferPointer { buffer in
            do throws(ElementFault) { try read(buffer) } catch { outcome = .failure(error) }
        }
        try outcome.get()
    }

    private func isEscape(_ place: Int, in bytes: Bytes) -> Bool {
        bytes[place] == UInt8(ascii: "\\") && place + 1 < end && bytes[place + 1] == UInt8(ascii: "(")
    }

    /// Where a fault of the unescaped data stands in the text.
    func range(of fault: LinterFault, in bytes: Bytes) -> Range<Int> {
        var lower: Int = end
        var upper: Int = end
        var plain = 0
        for place in start..<end where !isEscape(place, in: bytes) {
            if plain == fault.offset { lower = place }
            if plain == fault.offset + fault.count {
                upper = place
                break
            }
            plain += 1
        }
        return lower..<max(lower, upper)
    }
}
