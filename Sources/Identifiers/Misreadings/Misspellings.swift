/// Puts right a number whose scheme alone can tell a right one: a VIN, an IMEI, a container number.
public enum Misspellings {
    /// The texts of which an ASCII text may be a copy with one look-alike or two neighbours swapped, and that are valid:
    /// first the look-alikes, then the swapped, each from left to right. Texts of more than 64 bytes have none.
    ///
    /// - Parameter isValid: What tells a right number, such as `{ (try? IMEI(parsing: $0)) != nil }`.
    public static func originals(of text: String, where isValid: (String) -> Bool) -> [String] {
        let bytes: [UInt8] = text.utf8.map(ASCII.uppercased)
        guard bytes.count <= SerialFormat.largestLength, bytes.allSatisfy(ASCII.isPrintable) else { return [] }
        var result: [String] = []
        for place in bytes.indices {
            for alike in LookAlikes.of(bytes[place]) {
                var other: [UInt8] = bytes
                other[place] = alike
                result.append(ASCII.text(other))
            }
        }
        for place in bytes.indices.dropLast() where bytes[place] != bytes[place + 1] {
            var other: [UInt8] = bytes
            other.swapAt(place, place + 1)
            result.append(ASCII.text(other))
        }
        return result.filter(isValid)
    }
}
