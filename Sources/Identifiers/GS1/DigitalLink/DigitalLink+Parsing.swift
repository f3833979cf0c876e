extension DigitalLink {
    /// The most bytes of a web address.
    static let mostBytes = 16_384

    /// Reads a web address of up to 16,384 bytes.
    ///
    /// - Throws: `gs1.digitalLink`, `gs1.structure`, `gs1.content`.
    @specialized(where Text == String)
    @specialized(where Text == Substring)
    public init<Text: StringProtocol>(
        parsing text: Text, dictionary: GS1SyntaxDictionary, options: Options = []
    ) throws(IdentifierError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw Self.error("it is longer than \(Self.mostBytes) bytes")
        }
        self = try text.withBytes { (bytes: Bytes) throws(IdentifierError) -> DigitalLink in
            var reader = DigitalLinkReader(bytes, dictionary, options)
            return try reader.read()
        }
    }
}

/// Takes a web address apart.
struct DigitalLinkReader {
    private let bytes: Bytes
    private let dictionary: GS1SyntaxDictionary
    private let options: DigitalLink.Options
    private let reader: ElementReader
    private var message = GS1Message()
    private var scratch: [UInt8] = []
    private var others: [String] = []

    init(_ bytes: Bytes, _ dictionary: GS1SyntaxDictionary, _ options: DigitalLink.Options) {
        self.bytes = bytes
        self.dictionary = dictionary
        self.options = options
        reader = ElementReader(dictionary, options.contains(.unknownIdentifiers) ? .permitted : .refused)
    }

    private static let allowed = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%".utf8)
    private static let notInDomain = ByteSet("_~?#@!$&'()*+,;=%".utf8)

    mutating func read() throws(IdentifierError) -> DigitalLink {
        if let place = bytes.firstIndex(where: { !Self.allowed.contains($0) }) {
            throw DigitalLink.error(
                "a character stands there that no web address has", at: place, expected: "percent coding")
        }
        let path: Int = try domainEnd()
        let hash: Int = bytes[path...].firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
        let query: Int = bytes[path..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
        let key: Int = try keyStart(path..<query)
        message.reserve(bytes: bytes.count - key, elements: 8)
        scratch.reserveCapacity(96)
        try readPath(key..<query)
        let pathCount: Int = message.count
        try checkPath()
        if query < hash { try readQuery(query + 1..<hash) }
        try checkAttributes(from: pathCount)
        return DigitalLink(
            message: message, pathCount: pathCount, stem: String(decoding: bytes[..<key], as: UTF8.self),
            otherParameters: others,
            fragment: hash < bytes.count ? String(decoding: bytes[(hash + 1)...], as: UTF8.self) : nil)
    }

    /// Where the path begins, behind scheme and domain.
    private func domainEnd() throws(IdentifierError) -> Int {
        let start: Int
        if starts(with: "https://") || starts(with: "HTTPS://") {
            start = 8
        } else if starts(with: "http://") || starts(with: "HTTP://") {
            start = 7
        } else {
            throw DigitalLink.error("it does not begin with https:// or http://", at: 0)
        }
        var place: Int = start
        while place < bytes.count, bytes[place] != UInt8(ascii: "/") {
            guard !Self.notInDomain.contains(bytes[place]) else {
                throw DigitalLink.error("a character stands there that no domain has", at: place)
            }
            place += 1
        }
        guard place < bytes.count, place > start else {
            throw DigitalLink.error("it has no domain or no path", at: place)
        }
        return place
    }

    private func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { $0.count <= bytes.count && bytes[..<$0.count].elementsEqual($0) }
    }

    /// The slash before the key: from the end of the path backwards, pairs of identifier and data, up to a primary key.
    private func keyStart(_ path: Range<Int>) throws(IdentifierError) -> Int {
        var end: Int = path.upperBound
        while let valueSlash = slash(before: end, in: path), valueSlash > path.lowerBound,
            let slash = slash(before: valueSlash, in: path)
        {
            guard let known = pathIdentifier(slash + 1..<valueSlash) else { break }
            if dictionary.qualifiers(of: known.identifier) != nil { return slash }
            end = slash
        }
        throw DigitalLink.error(
            "its path does not end with a primary key and its qualifiers", at: path.lowerBound,
            expected: "such as /01/09506000134352/21/A1")
    }

    private func slash(before end: Int, in path: Range<Int>) -> Int? {
        var place: Int = end
        while place > path.lowerBound {
            place -= 1
            if bytes[place] == UInt8(ascii: "/") { return place }
        }
        return nil
    }

    private func pathIdentifier(_ range: Range<Int>) -> ElementReader.Known? {
        if options.contains(.words), let identifier = DigitalLink.identifier(word: bytes.part(range)) {
            return reader.known(identifier)
        }
        return ApplicationIdentifier(bytes, at: range.lowerBound, length: range.count).flatMap { reader.known($0) }
    }

    private mutating func readPath(_ range: Range<Int>) throws(IdentifierError) {
        var place: Int = range.lowerBound
        while place < range.upperBound {
            let identifierEnd: Int = end(of: UInt8(ascii: "/"), place + 1..<range.upperBound)
            let valueEnd: Int = end(of: UInt8(ascii: "/"), min(identifierEnd + 1, range.upperBound)..<range.upperBound)
            guard let known = pathIdentifier(place + 1..<identifierEnd) else {
                throw DigitalLink.error("there is no such identifier", at: place + 1)
            }
            try append(known, min(identifierEnd + 1, range.upperBound)..<valueEnd, .path)
            place = valueEnd
        }
    }

    private func end(of mark: UInt8, _ range: Range<Int>) -> Int {
        bytes[range].firstIndex(of: mark) ?? range.upperBound
    }

    private mutating func readQuery(_ range: Range<Int>) throws(IdentifierError) {
        var place: Int = range.lowerBound
        while place < range.upperBound {
            let next: Int = end(of: UInt8(ascii: "&"), place..<range.upperBound)
            if next > place { try readParameter(place..<next) }
            place = next + 1
        }
    }

    private mutating func readParameter(_ range: Range<Int>) throws(IdentifierError) {
        let equals: Int = end(of: UInt8(ascii: "="), range)
        let isNumeric: Bool = bytes[range.lowerBound..<equals].allSatisfy { ASCII.isDigit($0) }
        guard equals < range.upperBound, equals > range.lowerBound, isNumeric else {
            others.append(String(decoding: bytes[range], as: UTF8.self))
            return
        }
        let length: Int = equals - range.lowerBound
        guard let identifier = ApplicationIdentifier(bytes, at: range.lowerBound, length: length),
            let known = reader.known(identifier)
        else {
            throw DigitalLink.error(
                "a query parameter of digits only must be a known application identifier", at: range.lowerBound)
        }
        try append(known, equals + 1..<range.upperBound, .query)
    }

    private mutating func append(
        _ known: ElementReader.Known, _ range: Range<Int>, _ coding: PercentCoding
    ) throws(IdentifierError) {
        guard message.count < GS1Message.mostElements else {
            throw DigitalLink.error("it has more than \(GS1Message.mostElements) elements", at: range.lowerBound)
        }
        scratch.removeAll(keepingCapacity: true)
        // Three characters may stand for one.
        guard range.count <= 3 * Int(known.layout.longest) else {
            throw ElementFault(.tooLong, known.identifier, range: range, offset: 0, in: bytes).error
        }
        guard coding.append(decoded: bytes.part(range), to: &scratch) else {
            throw DigitalLink.error("%00 stands for nothing that can be printed", at: range.lowerBound)
        }
        if options.contains(.shortGTINs), known.identifier == .gtin, [8, 12, 13].contains(scratch.count) {
            scratch.insert(contentsOf: repeatElement(0x30, count: 14 - scratch.count), at: 0)
        }
        if let fault = scratch.withUnsafeBufferPointer({ fault(known, $0, range) }) { throw fault.error }
        scratch.withUnsafeBufferPointer { message.append(known.identifier, known.layout, $0, part: 0) }
    }

    private func fault(_ known: ElementReader.Known, _ data: Bytes, _ range: Range<Int>) -> ElementFault? {
        let reason: ElementFault.Reason
        var offset = 0
        switch reader.check(known.layout, data) {
        case .covered(data.count): return nil
        case .covered(let count):
            reason = .tooLong
            offset = count
        case .fault(let fault):
            reason = fault.reason
            offset = fault.stumble
        }
        return ElementFault(reason, known.identifier, range: range, offset: offset, in: bytes)
    }

    private func checkPath() throws(IdentifierError) {
        let key: ApplicationIdentifier = message.spans[0].identifier
        let qualifiers: KeyQualifiers? = dictionary.qualifiers(of: key)
        guard qualifiers?.admit(message.spans[1...].lazy.map(\.identifier)) == true else {
            throw DigitalLink.error(
                "these qualifiers may not follow the key \(key) in this order", expected: qualifiers?.words)
        }
    }

    private func checkAttributes(from pathCount: Int) throws(IdentifierError) {
        let path = message.spans[1..<pathCount].lazy.map(\.identifier)
        let qualifiers: KeyQualifiers? = dictionary.qualifiers(of: message.spans[0].identifier)
        for place in pathCount..<message.count {
            let span: GS1Message.Span = message.spans[place]
            guard !message.spans[..<place].contains(where: { $0.identifier == span.identifier }) else {
                throw DigitalLink.error("\(span.identifier) stands in it twice")
            }
            let isPermitted: Bool =
                span.layout.isDataAttribute || (span.layout.isUnknown && options.contains(.unknownAttributes))
            guard isPermitted else {
                throw DigitalLink.error("\(span.identifier) may not stand in the query")
            }
            if let qualifiers, qualifiers.admit(span.identifier, beside: path) {
                throw DigitalLink.error("\(span.identifier) qualifies the key and belongs in the path")
            }
        }
    }
}
