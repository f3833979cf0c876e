/// Alphabets and tables of the check algorithms.
enum CheckTables {
    static let digits = "0123456789"
    static let hexadecimal = "0123456789ABCDEF"
    static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let digitsAndLetters = digits + letters
    static let code39 = digitsAndLetters + "-. $/+%"
    static let vehicle = digits + "ABCDEFGHJKLMNPRSTUVWXYZ"

    static let code39Extra: [UInt8] = Array("-. $/+%".utf8)

    /// Values of A to Z in a VIN (49 CFR 565.15(c), table III); 0 for I, O and Q, which it does not have.
    static let vehicleLetters: [UInt8] = Array("12345678012345070923456789".utf8)

    /// The weights 2-, 3, 5+ and 5- of price check digits (GS1 General Specifications, 7.9.2).
    static let priceWeights: [[Int]] = [
        [0, 2, 4, 6, 8, 9, 1, 3, 5, 7], [0, 3, 6, 9, 2, 5, 8, 1, 4, 7], [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
        [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
    ]

    /// Damm's table (H. M. Damm, 2004), row by row.
    static let quasigroup: [UInt8] = Array(
        ("0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978"
            + "3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790").utf8)

    /// Verhoeff's permutation, applied so many times.
    static func permuted(_ value: Int, times: Int) -> Int {
        var result: Int = value
        for _ in 0..<times { result = Int(permutation[result]) - 0x30 }
        return result
    }

    private static let permutation: [UInt8] = Array("1576283094".utf8)

    /// The product of two elements of the dihedral group of order 10.
    static func dihedral(_ left: Int, _ right: Int) -> Int {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right - 5) % 5 + 5
        case (false, true): (left - right) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }
}
