/// Rows in the binary format of COPY, side by side
/// (https://www.postgresql.org/docs/current/sql-copy.html, section "Binary Format").
struct CopyRows {
    /// A signature, no flags, no extension.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + Array(repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]

    private let types: [PostgresType]
    /// The places of the columns whose values are found again as arrays; empty where nobody asks.
    private let key: [Int]
    private(set) var bytes: [UInt8] = []
    /// Where each row ends, and where each value of each row's key stands with its length: only with a key.
    private var ends: [Int] = []
    private var keyValues: [Range<Int>] = []

    init(_ types: [PostgresType], key: [Int] = []) {
        self.types = types
        self.key = key
    }

    mutating func append(_ row: [SQLValue]) throws {
        guard row.count == types.count, let count = Int16(exactly: row.count) else {
            throw StorageError(.failed, "A row got \(row.count) values for another number of columns.")
        }
        let firstKeyValue = keyValues.count
        if !key.isEmpty { keyValues.append(contentsOf: repeatElement(0..<0, count: key.count)) }
        bytes.append(bigEndian: count)
        for column in row.indices {
            let start = bytes.count
            try bytes.append(field: row[column], as: types[column])
            if let place = key.firstIndex(of: column) { keyValues[firstKeyValue + place] = start..<bytes.count }
        }
        if !key.isEmpty { ends.append(bytes.count) }
    }

    /// Forgets the rows, and keeps the memory for the next.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// The bytes of all rows but those with these numbers, which ascend.
    func ranges(without left: [Int]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for number in left {
            let end = number == 0 ? 0 : ends[number - 1]
            if end > start { ranges.append(start..<end) }
            start = ends[number]
        }
        if bytes.count > start { ranges.append(start..<bytes.count) }
        return ranges
    }

    /// The values of each column of the key as an array of one dimension in binary form (`array_send` in
    /// `src/backend/utils/adt/arrayfuncs.c`), side by side.
    func keyArrays() throws -> (types: [UInt32], places: [Range<Int>], bytes: [UInt8]) {
        var (arrayTypes, places, array): ([UInt32], [Range<Int>], [UInt8]) = ([], [], [])
        for (place, column) in key.enumerated() {
            guard let type = types[column].array, let count = Int32(exactly: ends.count) else {
                throw StorageError(.failed, "A key of the type \(types[column]) cannot be looked for.")
            }
            let start = array.count
            // Dimensions, whether there are NULLs, the elements' type; the dimension's length and first index.
            let head = [1, 0, Int32(bitPattern: types[column].rawValue), count, 1]
            for number in head { array.append(bigEndian: number) }
            for number in ends.indices { array.append(contentsOf: bytes[keyValues[number * key.count + place]]) }
            arrayTypes.append(type)
            places.append(start..<array.count)
        }
        return (arrayTypes, places, array)
    }

    /// Whether two rows have the same key.
    var repeatKeys: Bool {
        let keys = ends.indices.map { number in
            (0..<key.count).map { bytes[keyValues[number * key.count + $0]] }
        }
        return Set(keys).count < keys.count
    }
}
