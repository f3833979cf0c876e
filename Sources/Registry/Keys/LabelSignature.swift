private import Crypto
private import Foundation

/// A manufacturer's signature on a label: Ed25519 (RFC 8032) over the GTIN of the model and the serial number.
///
/// It proves that the manufacturer has issued the number, to anybody who has the manufacturer's public key, with no network.
/// It proves nothing of the thing that it stands on: a copied label is signed just as well.
package struct LabelSignature: Hashable, Sendable {
    /// The parameter of the Digital Link that carries it.
    package static let parameter = "sig"

    /// The first four bytes of SHA-256 of the public key: which key to take.
    package let hint: [UInt8]
    private let bytes: [UInt8]

    init(hint: [UInt8], bytes: [UInt8]) {
        self.hint = hint
        self.bytes = bytes
    }

    /// Reads ``text``.
    package init?(_ text: some StringProtocol) {
        let standard = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard text.utf8.count < 200, let bytes = Data(base64Encoded: standard + padding).map(Array.init),
            bytes.count == 68
        else { return nil }
        self.init(hint: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }

    /// The hint and the signature in base64url (RFC 4648, section 5), 91 characters.
    package var text: String {
        String(
            Data(hint + bytes).base64EncodedString().compactMap { (character: Character) -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// The bytes that are signed: `nameplate label 1`, the GTIN in fourteen digits and the serial number as marked, with line
    /// feeds between.
    package static func message(gtin: String, serial: String) -> [UInt8] {
        Array("nameplate label 1\n\(gtin)\n\(serial)".utf8)
    }

    /// Whether it is the signature of this unit by the key.
    package func holds(gtin: String, serial: String, by publicKey: [UInt8]) -> Bool {
        guard Self.hint(of: publicKey) == hint,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(bytes, for: Self.message(gtin: gtin, serial: serial))
    }

    package static func hint(of publicKey: [UInt8]) -> [UInt8] { Array(Array(SHA256.hash(data: publicKey)).prefix(4)) }
}

/// A Digital Link with a signature: what anybody can check who has the key.
package struct SignedLink: Hashable, Sendable {
    /// In fourteen digits.
    package let gtin: String
    package let serial: String
    package let signature: LabelSignature

    private static let longest = 2_000

    /// Nil for what is no link of a unit with a signature.
    package init?(_ text: String) {
        // Most plates say nothing of the kind.
        guard text.utf8.contains(UInt8(ascii: "?")) else { return nil }
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.utf8.count <= Self.longest,
            ["https://", "http://"].contains(where: { text.lowercased().hasPrefix($0) })
        else { return nil }
        let parts = text.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let segments = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard let place = segments.firstIndex(of: "01"), segments.count >= place + 4, segments[place + 2] == "21",
            (8...14).contains(segments[place + 1].utf8.count),
            segments[place + 1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let serial = String(segments[place + 3]).removingPercentEncoding, !serial.isEmpty
        else { return nil }
        let signatures = parts[1].split(whereSeparator: { $0 == "&" || $0 == ";" })
            .compactMap { pair -> LabelSignature? in
                let sides = pair.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0] == LabelSignature.parameter else { return nil }
                return LabelSignature(sides[1])
            }
        guard signatures.count == 1, let signature = signatures.first else { return nil }
        gtin = String(repeating: "0", count: 14 - segments[place + 1].utf8.count) + segments[place + 1]
        self.serial = serial
        self.signature = signature
    }

    /// Whether one of the keys has signed it.
    package func isSigned(by keys: [[UInt8]]) -> Bool {
        keys.contains { signature.holds(gtin: gtin, serial: serial, by: $0) }
    }
}
