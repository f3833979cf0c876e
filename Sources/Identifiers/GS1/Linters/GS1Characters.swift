/// The character sets of element strings (GS1 General Specifications, 7.11).
enum GS1Characters {
    private static let set82 = ByteSet(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)
    private static let set39 = ByteSet("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    private static let set64 = ByteSet("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)

    static func isIn82(_ byte: UInt8) -> Bool { set82.contains(byte) }
    static func isIn39(_ byte: UInt8) -> Bool { set39.contains(byte) }
    static func isIn64(_ byte: UInt8) -> Bool { set64.contains(byte) }

    /// A character's place in set 82, from 0; nil for others.
    static func value82(_ byte: UInt8) -> Int? {
        byte < 128 ? values[Int(byte)] : nil
    }

    private static let values: [Int?] = {
        var result = [Int?](repeating: nil, count: 128)
        for (place, byte) in set82.bytes.enumerated() { result[Int(byte)] = place }
        return result
    }()
}
