/// The cyclic redundancy check of IEEE Std 802.3, 3.2.9, as zlib and PNG have it: notices every change of a single byte.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
        var rest: UInt32 = .max
        table.withUnsafeBufferPointer { table in
            for byte in bytes { rest = rest >> 8 ^ table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] }
        }
        return Int(~rest)
    }
}
