/// Characters that people take for one another when they copy a plate.
///
/// The groups are the characters that alphabets made for copying leave out because of each other: the VIN has no I, O
/// and Q (49 CFR 565.13(g)), Crockford's base 32 no I, L, O and U, and makers who choose their own drop B, G, S and Z
/// beside 8, 6, 5 and 2. Small letters look like their capitals: what is typed as `l` was read as an L.
public enum LookAlikes {
    private static let groups = ["0OQD", "1IL|", "2Z", "5S", "6G", "8B", "UV"]

    /// By ASCII byte, the others of its group.
    private static let table: [[UInt8]] = {
        var table = [[UInt8]](repeating: [], count: 128)
        for group in groups {
            for byte in group.utf8 { table[Int(byte)] = group.utf8.filter { $0 != byte } }
        }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(byte)] = table[Int(ASCII.uppercased(byte))] }
        return table
    }()

    /// The capitals, digits and signs that a character is taken for; none for most.
    public static func of(_ byte: UInt8) -> [UInt8] { byte < 128 ? table[Int(byte)] : [] }

    /// Whether one character is taken for the other; a character is no look-alike of itself.
    public static func contains(_ one: UInt8, _ other: UInt8) -> Bool { of(one).contains(ASCII.uppercased(other)) }
}
