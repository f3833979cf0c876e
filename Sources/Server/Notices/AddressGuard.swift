import NIOCore

/// Which addresses lie on the public internet. A webhook may have no other, so that nobody reaches by one what only this
/// server can reach: the machine itself, its network, the metadata service of a cloud.
///
/// From the special-purpose registries of IANA (https://www.iana.org/assignments/iana-ipv4-special-registry and
/// iana-ipv6-special-registry): what is not globally reachable, and what leads to other addresses.
enum AddressGuard {
    /// The first bytes of a range, and how many bits of them count.
    private typealias Range = (bytes: [UInt8], bits: Int)

    private static let special4: [Range] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
        ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]
    /// Global unicast; within it protocols and Teredo, documentation, 6to4, documentation.
    private static let global6: Range = ([0x20], 3)
    private static let special6: [Range] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16), ([0x3F, 0xFF, 0x00], 20),
    ]
    /// Ends in an IPv4 address, which a gateway reaches (RFC 6052).
    private static let translated: Range = ([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96)

    /// Whether an address is public; no is the answer to what is none.
    /// - Parameter bytes: 4 or 16 in network order.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: return !special4.contains { contains($0, bytes) }
        case 16:
            if contains(translated, bytes) { return isPublic(Array(bytes.suffix(4))) }
            return contains(global6, bytes) && !special6.contains { contains($0, bytes) }
        default: return false
        }
    }

    private static func contains(_ range: Range, _ bytes: [UInt8]) -> Bool {
        for (place, byte) in range.bytes.enumerated() {
            let bits = min(8, range.bits - place * 8)
            guard bits > 0 else { break }
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            guard bytes[place] & mask == byte & mask else { return false }
        }
        return true
    }
}
