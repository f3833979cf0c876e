private import Crypto
private import Foundation

/// A manufacturer's signature on a label: Ed25519 (RFC 8032) over the model, by its GTIN or else by its number, and the serial
/// number.
///
/// It proves that the manufacturer has issued the number, to anybody who has the manufacturer's public key, with no network.
/// It proves nothing of the thing that it stands on: a copied label is signed just as well.
package struct LabelSignature: Hashable, Sendable {
    /// The parameter of the link that carries it.
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

    /// How a label names the model of its unit.
    package enum Model: Hashable, Sendable {
        /// In fourteen digits.
        case gtin(String)
        /// A model without a GTIN: its maker's slug and its number.
        case number(String, maker: String)
    }

    /// The bytes that are signed, with line feeds between: `nameplate label 1` and the GTIN in fourteen digits, or
    /// `nameplate label 2`, the maker's slug and the model number; then the serial number as marked.
    package static func message(_ model: Model, serial: String) -> [UInt8] {
        switch model {
        case .gtin(let gtin): Array("nameplate label 1\n\(gtin)\n\(serial)".utf8)
        case .number(let number, let maker): Array("nameplate label 2\n\(maker)\n\(number)\n\(serial)".utf8)
        }
    }

    /// Whether it is the signature of this unit by the key.
    package func holds(_ model: Model, serial: String, by publicKey: [UInt8]) -> Bool {
        guard Self.hint(of: publicKey) == hint,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(bytes, for: Self.message(model, serial: serial))
    }

    package static func hint(of publicKey: [UInt8]) -> [UInt8] { Array(Array(SHA256.hash(data: publicKey)).prefix(4)) }
}

/// A Digital Link, or the address of a unit's page, with a signature: what anybody can check who has the key.
package struct SignedLink: Hashable, Sendable {
    package let model: LabelSignature.Model
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
        guard let (model, serial) = Self.digitalLink(segments) ?? Self.page(segments) else { return nil }
        let signatures = parts[1].split(whereSeparator: { $0 == "&" || $0 == ";" })
            .compactMap { pair -> LabelSignature? in
                let sides = pair.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0] == LabelSignature.parameter else { return nil }
                return LabelSignature(sides[1])
            }
        guard signatures.count == 1, let signature = signatures.first else { return nil }
        self.model = model
        self.serial = serial
        self.signature = signature
    }

    /// What a path like `/01/09506000134352/21/A1` names.
    private static func digitalLink(_ segments: [Substring]) -> (LabelSignature.Model, String)? {
        guard let place = segments.firstIndex(of: "01"), segments.count >= place + 4, segments[place + 2] == "21",
            (8...14).contains(segments[place + 1].utf8.count),
            segments[place + 1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let serial = text(segments[place + 3])
        else { return nil }
        return (.gtin(String(repeating: "0", count: 14 - segments[place + 1].utf8.count) + segments[place + 1]), serial)
    }

    /// What a path like `/manufacturers/acme/models/M-1/units/A1` names.
    private static func page(_ segments: [Substring]) -> (LabelSignature.Model, String)? {
        guard let place = segments.firstIndex(of: "manufacturers"), segments.count >= place + 6,
            segments[place + 2] == "models", segments[place + 4] == "units", let maker = text(segments[place + 1]),
            let number = text(segments[place + 3]), let serial = text(segments[place + 5])
        else { return nil }
        return (.number(number, maker: maker), serial)
    }

    private static func text(_ segment: Substring) -> String? {
        String(segment).removingPercentEncoding.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether one of the keys has signed it.
    package func isSigned(by keys: [[UInt8]]) -> Bool {
        keys.contains { signature.holds(model, serial: serial, by: $0) }
    }
}
