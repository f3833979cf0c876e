extension ReferenceTables {
    /// Which of the tables.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// GS1's application identifiers with their rules: ``GS1SyntaxDictionary``.
        case dictionary = "gs1-syntax-dictionary"
        /// Who allocates the numbers that begin with a GS1 prefix: ``GS1Prefixes``.
        case prefixes = "gs1-prefixes"
        /// Makers, models and patterns of VINs: ``VehicleTable``.
        case vehicles
        /// Models of mobile devices by their type allocation code: ``DeviceModelTable``.
        case devices
    }
}

extension ReferenceTables.Kind {
    /// How many bytes of a file ``init(recognizing:)`` needs at most.
    public static let recognizableBytes = 1 << 16

    /// Recognizes a table by how its file begins; whether the file is sound, only reading it tells.
    ///
    /// Compiled tables begin with a word of their own, GS1's dictionary with its title, lists of prefixes with rows of
    /// digits and tabs.
    ///
    /// - Parameter bytes: The file, or its first ``recognizableBytes``.
    /// - Throws: `reference.damaged` where it begins like none of them.
    public init(recognizing bytes: some Collection<UInt8>) throws(IdentifierError) {
        let begin: [UInt8] = Array(bytes.prefix(Self.recognizableBytes))
        if begin.starts(with: "NPVEHIC".utf8) {
            self = .vehicles
        } else if begin.starts(with: "NPTACCO".utf8) {
            self = .devices
        } else if begin.starts(with: "# GS1 Barcode Syntax Dictionary".utf8) {
            self = .dictionary
        } else {
            // Within a text, the first line that is no comment tells.
            let row = begin.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).first { $0.first != UInt8(ascii: "#") }
            guard let row, let first = row.first, ASCII.isDigit(first) else {
                throw ReferenceTable.damaged("it begins like none of the tables that there are")
            }
            self = row.contains(0x09) ? .prefixes : .dictionary
        }
    }
}

extension ReferenceTables {
    /// What a table says of itself.
    public struct Facts: Hashable, Sendable {
        /// Which release it is or was made from, such as `vPIC 3.45 (2024-03-16)`; empty where it does not say.
        public let version: String
        /// Out of what it was made; empty where it does not say.
        public let source: String
        /// Whose data it is and under which licence it may be passed on; empty where it does not say.
        public let notice: String

        /// The most characters of each that are kept.
        public static let longestText = 1_000

        /// Texts that come from a file: control characters and what is too long are dropped.
        public init(version: String, source: String, notice: String) {
            self.version = Self.harmless(version)
            self.source = Self.harmless(source)
            self.notice = Self.harmless(notice)
        }

        private static func harmless(_ text: String) -> String {
            let scalars = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
            return String(String.UnicodeScalarView(scalars.prefix(longestText)))
        }

        /// The date within ``version``: a year, month or day in the form of ISO 8601; nil where there is none.
        public var released: String? {
            version.split { !($0.isASCII && $0.isNumber || $0 == "-") }.last { Self.isDate($0) }.map(String.init)
        }

        private static func isDate(_ text: Substring) -> Bool {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
            guard [[4], [4, 2], [4, 2, 2]].contains(parts) else { return false }
            return text.hasPrefix("19") || text.hasPrefix("20") || text.hasPrefix("21")
        }

        /// Whether this table was released before another one; nil where one of them does not tell its date.
        ///
        /// A date to the year counts as before the days of that year.
        public func isOlder(than other: Facts) -> Bool? {
            guard let released, let others = other.released else { return nil }
            return released < others
        }
    }

    /// What one of the tables says of itself.
    public func facts(of kind: Kind) -> Facts {
        switch kind {
        case .dictionary:
            Facts(version: dictionary.release ?? "", source: "GS1 Barcode Syntax Dictionary", notice: dictionary.notice)
        case .prefixes:
            Facts(version: prefixes.release ?? "", source: prefixes.source, notice: prefixes.notice)
        case .vehicles: Facts(version: vehicles.version, source: vehicles.source, notice: vehicles.notice)
        case .devices: Facts(version: devices.version, source: devices.source, notice: devices.notice)
        }
    }

    /// Reads a table from the bytes of its file and puts it in the place of the present one, which a damaged file leaves
    /// alone.
    ///
    /// - Throws: `reference.damaged`; `gs1.table` with the line.
    public mutating func replace(_ kind: Kind, with bytes: ReferenceBytes) throws(IdentifierError) {
        let isText: Bool = kind == .dictionary || kind == .prefixes
        if isText, let last = bytes.bytes.last, last != 0x0A {
            throw ReferenceTable.damaged("its last line has no end: the file is cut off")
        }
        switch kind {
        case .dictionary: dictionary = try GS1SyntaxDictionary(parsing: bytes.bytes)
        case .prefixes: prefixes = try GS1Prefixes(parsing: bytes.bytes)
        case .vehicles: vehicles = try VehicleTable(bytes)
        case .devices: devices = try DeviceModelTable(bytes)
        }
    }

    /// Takes one of the tables from others.
    public mutating func take(_ kind: Kind, from other: ReferenceTables) {
        switch kind {
        case .dictionary: dictionary = other.dictionary
        case .prefixes: prefixes = other.prefixes
        case .vehicles: vehicles = other.vehicles
        case .devices: devices = other.devices
        }
    }
    /// What a table of other ones knows and this one does not, such as 'the application identifier 98': it may be cut off.
    /// Nil where nothing is lost, and for compiled tables, which have a checksum.
    public func loss(of kind: Kind, since other: ReferenceTables) -> String? {
        switch kind {
        case .dictionary:
            other.dictionary.entries.first { dictionary[$0.identifier] == nil }
                .map { "the application identifier \($0.identifier)" }
        case .prefixes: other.prefixes.firstPrefix { prefixes.allocation(of: $0) == nil }.map { "the prefix \($0)" }
        case .vehicles, .devices: nil
        }
    }
}
