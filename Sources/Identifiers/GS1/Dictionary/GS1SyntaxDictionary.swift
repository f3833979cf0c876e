/// The GS1 Barcode Syntax Dictionary: every application identifier with the rules for its data.
///
/// It is read from its text at run time, so that new identifiers need no new version of the program.
public struct GS1SyntaxDictionary: Sendable {
    /// All entries in ascending order of their identifiers.
    public let entries: [DictionaryEntry]
    /// The date of the release as it stands in the comments, such as `2026-01-27`; nil where there is none.
    public let release: String?
    /// Whose text it is and under which licence it may be passed on, as its comments say.
    public let notice: String

    /// Where each identifier is in ``layouts``, by its slot; -1 where there is none.
    private let places: [Int16]
    let layouts: [DataLayout]
    let pieces: [DataPiece]
    /// The length of identifiers by their first two digits; 0 where none begins so.
    private let lengths: [UInt8]

    private static let mostBytes = 1 << 20
    private static let mostEntries = 5000

    /// Reads the text of a dictionary.
    ///
    /// - Throws: `gs1.table` with the line that cannot be read, or where there is no entry at all.
    public init(parsing bytes: some Collection<UInt8>) throws(IdentifierError) {
        guard bytes.count <= Self.mostBytes else {
            throw Self.error("the file is larger than \(Self.mostBytes) bytes", line: nil)
        }
        let text = String(decoding: Array(bytes), as: UTF8.self)
        var entries: [DictionaryEntry] = []
        var number = 0
        var previous: ApplicationIdentifier?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }) {
            number += 1
            do throws(DictionaryLine.Fault) {
                for entry in try DictionaryLine.entries(line) {
                    if let previous, previous >= entry.identifier {
                        throw DictionaryLine.Fault("\(entry.identifier) does not ascend after \(previous)")
                    }
                    previous = entry.identifier
                    entries.append(entry)
                }
            } catch {
                throw Self.error(error.reason, line: number)
            }
            guard entries.count <= Self.mostEntries else {
                throw Self.error("there are too many identifiers", line: number)
            }
        }
        guard !entries.isEmpty else { throw Self.error("it has no application identifier", line: nil) }
        let index: Index = try Index(entries)
        let head = TextTableHead(text)
        self.entries = entries
        release = head.release
        notice = head.notice
        places = index.places
        layouts = index.layouts
        pieces = index.pieces
        lengths = index.lengths
    }

    /// Reads a text; see ``init(parsing:)-(Collection<UInt8>)``.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The entries of one line of a dictionary: several for a range, none for a comment.
    ///
    /// - Throws: `gs1.table`.
    public static func entries(ofLine line: some StringProtocol) throws(IdentifierError) -> [DictionaryEntry] {
        do throws(DictionaryLine.Fault) {
            return try DictionaryLine.entries(Substring(line))
        } catch {
            throw Self.error(error.reason, line: 1)
        }
    }

    static func error(_ reason: String, line: Int?) -> IdentifierError {
        IdentifierError(
            .gs1Table, in: "GS1 Syntax Dictionary", found: line.map { "line \($0): \(reason)" } ?? reason,
            expected: "the file as GS1 publishes it")
    }
}

extension GS1SyntaxDictionary {
    /// What the dictionary says of an identifier; nil where it does not know it.
    public subscript(identifier: ApplicationIdentifier) -> DictionaryEntry? {
        place(of: identifier).map { entries[$0] }
    }

    /// Where an identifier is among ``entries``.
    func place(of identifier: ApplicationIdentifier) -> Int? {
        let place: Int16 = places[identifier.slot]
        return place < 0 ? nil : Int(place)
    }

    /// How many digits identifiers have that begin with these two; nil where none does.
    public func identifierLength(prefix: Int) -> Int? {
        guard lengths.indices.contains(prefix), lengths[prefix] > 0 else { return nil }
        return Int(lengths[prefix])
    }

    /// The layout of a known identifier.
    func layout(of identifier: ApplicationIdentifier) -> DataLayout? {
        place(of: identifier).map { layouts[$0] }
    }

    /// The layout of an identifier that the dictionary does not know, as far as its first digits tell: its length must
    /// be that of its neighbours, and pre-defined lengths hold.
    func layout(ofUnknown identifier: ApplicationIdentifier) -> DataLayout? {
        let length: UInt8 = lengths[identifier.prefix]
        guard length == 0 || length == identifier.length else { return nil }
        switch Self.predefinedLength(prefix: identifier.prefix) {
        case 13 where length == 3: return layouts[layouts.count - 2]
        case 6 where length == 4: return layouts[layouts.count - 1]
        default: return layouts[layouts.count - 3]
        }
    }

    /// How many characters of data the first two digits of an identifier pre-define, whether or not the identifier is
    /// in use (GS1 General Specifications, figure 7.8.5-2); nil where the length varies.
    public static func predefinedLength(prefix: Int) -> Int? {
        switch prefix {
        case 0: 18
        case 1...3: 14
        case 4: 16
        case 11...19: 6
        case 20: 2
        case 31...36: 6
        case 41: 13
        default: nil
        }
    }
}

extension GS1SyntaxDictionary {
    /// The entries in the form that parsers look up.
    private struct Index {
        var places = [Int16](repeating: -1, count: ApplicationIdentifier.slotCount)
        var layouts: [DataLayout] = []
        var pieces: [DataPiece] = []
        var lengths = [UInt8](repeating: 0, count: 100)

        /// - Throws: `gs1.table` where identifiers with the same first digits differ in length.
        init(_ entries: [DictionaryEntry]) throws(IdentifierError) {
            for (place, entry) in entries.enumerated() {
                let identifier: ApplicationIdentifier = entry.identifier
                let length = UInt8(identifier.length)
                guard lengths[identifier.prefix] == 0 || lengths[identifier.prefix] == length else {
                    throw GS1SyntaxDictionary.error(
                        "\(identifier) and its neighbours differ in length", line: nil)
                }
                lengths[identifier.prefix] = length
                places[identifier.slot] = Int16(place)
                append(
                    entry.components.map { DataPiece($0) }, needsSeparator: entry.needsSeparator,
                    isDataAttribute: entry.isDataAttribute, entry: place)
            }
            append([DataPiece(unknownOf: 1, to: 90)], needsSeparator: true, isDataAttribute: false, entry: -1)
            append([DataPiece(unknownOf: 13, to: 13)], needsSeparator: false, isDataAttribute: false, entry: -1)
            append([DataPiece(unknownOf: 6, to: 6)], needsSeparator: false, isDataAttribute: false, entry: -1)
        }

        private mutating func append(
            _ new: [DataPiece], needsSeparator: Bool, isDataAttribute: Bool, entry: Int
        ) {
            layouts.append(
                DataLayout(
                    needsSeparator: needsSeparator, isDataAttribute: isDataAttribute, pieceCount: UInt8(new.count),
                    firstPiece: UInt16(pieces.count),
                    shortest: new.reduce(0) { $0 + ($1.isOptional ? 0 : UInt16($1.shortest)) },
                    longest: new.reduce(0) { $0 + UInt16($1.longest) }, entry: Int16(entry)))
            pieces += new
        }
    }
}
