/// The bytes of a reference table: compiled in, mapped from a file, or read into memory. They are never copied.
public struct ReferenceBytes: @unchecked Sendable {
    // Sendable although it holds a pointer: nobody writes to the bytes, and the owner keeps them where they are.
    let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject?

    /// Bytes that somebody else keeps.
    ///
    /// - Parameters:
    ///   - bytes: Must not change, and must stay in place as long as the owner lives; without an owner, for ever.
    ///   - owner: Kept alive by the tables that read the bytes; unmaps or frees them in its `deinit`.
    public init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) {
        self.bytes = bytes
        self.owner = owner
    }

    /// Bytes in memory.
    public init(_ array: [UInt8]) {
        let copy = Copy(array)
        self.init(UnsafeRawBufferPointer(copy.buffer), owner: copy)
    }

    /// How many bytes there are.
    public var count: Int { bytes.count }

    /// A copy of some of the bytes; of those that lie beyond the end, none.
    public subscript(range: Range<Int>) -> [UInt8] {
        Array(UnsafeRawBufferPointer(rebasing: bytes[range.clamped(to: 0..<bytes.count)]))
    }

    /// Runs `body` on the bytes, which last no longer than that.
    public func withUnsafeBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T { try body(bytes) }

    private final class Copy {
        let buffer: UnsafeMutableBufferPointer<UInt8>

        init(_ array: [UInt8]) {
            buffer = .allocate(capacity: array.count)
            _ = buffer.initialize(fromContentsOf: array)
        }

        deinit { buffer.deallocate() }
    }
}

/// The container of reference tables, as `scripts/reference/table.py` writes it: a magic word of eight bytes, the number
/// of sections, their places and lengths, the sections, and a CRC-32 of all that. Numbers are little-endian.
struct ReferenceTable: Sendable {
    private let source: ReferenceBytes
    private let sections: [Range<Int>]
    /// What the table says of itself: `version`, `source`, `notice`.
    let facts: [String: String]

    /// - Throws: `reference.damaged`.
    init(_ source: ReferenceBytes, magic: StaticString, sectionCount: Int) throws(IdentifierError) {
        self.source = source
        let bytes: UnsafeRawBufferPointer = source.bytes
        let head: Int = 12 + 8 * sectionCount
        guard magic.utf8CodeUnitCount == 8, bytes.count >= head + 4,
            bytes.prefix(8).elementsEqual(UnsafeBufferPointer(start: magic.utf8Start, count: 8)),
            Self.word(bytes, 8) == sectionCount
        else {
            throw Self.damaged("it does not begin like a table of this kind and version")
        }
        var sections: [Range<Int>] = []
        for index in 0..<sectionCount {
            let start: Int = Self.word(bytes, 12 + 8 * index)
            let length: Int = Self.word(bytes, 16 + 8 * index)
            guard start >= head, start <= bytes.count - 4, length <= bytes.count - 4 - start else {
                throw Self.damaged("section \(index) reaches beyond its end: the file is cut off")
            }
            sections.append(start..<(start + length))
        }
        guard CRC32.of(UnsafeRawBufferPointer(rebasing: bytes.dropLast(4))) == Self.word(bytes, bytes.count - 4) else {
            throw Self.damaged("its checksum says that it is cut off or was altered")
        }
        self.sections = sections
        var facts: [String: String] = [:]
        for line in String(decoding: UnsafeRawBufferPointer(rebasing: bytes[sections[0]]), as: UTF8.self)
            .split(separator: "\n")
        {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2 { facts[String(parts[0])] = String(parts[1]) }
        }
        guard facts["version"] != nil, facts["notice"] != nil else {
            throw Self.damaged("it does not say its version and notice")
        }
        self.facts = facts
    }

    static func damaged(_ why: String) -> IdentifierError {
        IdentifierError(.referenceDamaged, in: "reference table", found: why)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int {
        Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    /// The records of a section.
    ///
    /// - Throws: `reference.damaged` where the section does not hold whole records.
    func records(_ section: Int, size: Int) throws(IdentifierError) -> ReferenceRecords {
        let range: Range<Int> = sections[section]
        guard range.count % size == 0 else { throw Self.damaged("section \(section) holds half a record") }
        return ReferenceRecords(
            source: source, bytes: UnsafeRawBufferPointer(rebasing: source.bytes[range]), size: size)
    }
}

/// Records of one length.
struct ReferenceRecords: @unchecked Sendable {
    // Sendable like the bytes that it keeps alive.
    let source: ReferenceBytes
    let bytes: UnsafeRawBufferPointer
    let size: Int

    var count: Int { bytes.count / size }

    @inline(__always)
    func uint16(_ record: Int, _ offset: Int) -> Int {
        Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: record &* size &+ offset, as: UInt16.self)))
    }

    @inline(__always)
    func uint32(_ record: Int, _ offset: Int) -> Int {
        Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: record &* size &+ offset, as: UInt32.self)))
    }

    @inline(__always)
    func uint64(_ record: Int, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: record &* size &+ offset, as: UInt64.self))
    }

    /// The record whose key, its first eight bytes, is wanted; records are in the order of their keys.
    func index(of key: UInt64) -> Int? {
        var lower = 0
        var upper: Int = count
        while lower < upper {
            let middle: Int = (lower + upper) / 2
            if uint64(middle, 0) < key { lower = middle + 1 } else { upper = middle }
        }
        return lower < count && uint64(lower, 0) == key ? lower : nil
    }
}

/// The different texts of a table by their numbers.
struct ReferenceTexts: Sendable {
    private let offsets: ReferenceRecords
    private let text: ReferenceRecords

    /// - Throws: `reference.damaged`.
    init(_ table: ReferenceTable, offsets: Int, text: Int) throws(IdentifierError) {
        self.offsets = try table.records(offsets, size: 4)
        self.text = try table.records(text, size: 1)
        guard self.offsets.count > 1 else { throw ReferenceTable.damaged("it has no texts") }
        for index in 0..<(self.offsets.count - 1) {
            guard self.offsets.uint32(index, 0) <= self.offsets.uint32(index + 1, 0) else {
                throw ReferenceTable.damaged("its texts are out of order")
            }
        }
        guard self.offsets.uint32(self.offsets.count - 1, 0) <= self.text.bytes.count else {
            throw ReferenceTable.damaged("a text reaches beyond its end")
        }
    }

    var count: Int { offsets.count - 1 }

    /// A text; nil for number 0, the empty one.
    subscript(_ number: Int) -> String? {
        guard number > 0, number < count else { return nil }
        let range: Range<Int> = offsets.uint32(number, 0)..<offsets.uint32(number + 1, 0)
        return String(decoding: UnsafeRawBufferPointer(rebasing: text.bytes[range]), as: UTF8.self)
    }
}
