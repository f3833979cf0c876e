package import Identifiers
package import Registry

/// What a location is called in the whole world: a GLN and perhaps an extension for a place within (GS1 General
/// Specifications, AI 414 and 254).
package struct LocationNumber: Hashable, Sendable {
    package let gln: GLN
    /// 1 to 20 characters of those that GS1 takes for serial numbers (General Specifications, 7.11, set 82); nil for none.
    package let suffix: String?

    /// - Throws: `identifier.…` for a GLN that is none, `value.invalid` for another text than an extension.
    package init(gln: String, suffix: String? = nil) throws {
        self.gln = try GLN(parsing: gln)
        self.suffix = suffix
        guard let suffix else { return }
        // In EPC URIs 0 stands for no extension (GS1 EPC Tag Data Standard, 6.3.3).
        guard (1...20).contains(suffix.utf8.count), suffix.utf8.allSatisfy(Self.characters.contains), suffix != "0"
        else {
            throw RegistryError(
                .valueInvalid,
                "The extension of a GLN has 1 to 20 letters, digits and marks such as '-' and '/', and is not '0'.",
                field: "glnExtension")
        }
    }

    private static let characters = Set(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)

    /// Reads 13 digits, `urn:epc:id:sgln:…` or a Digital Link with 414 and perhaps 254; nil for anything else.
    package init?(naming text: String) {
        guard let link = EPCISIdentifier.canonical(text) else {
            guard let plain = try? LocationNumber(gln: text) else { return nil }
            self = plain
            return
        }
        let parts = link.dropFirst(DigitalLink.canonicalStem.count).split(separator: "/").map(String.init)
        guard parts.count == 2 || parts.count == 4, parts[0] == "414" else { return nil }
        let suffix = parts.count == 4 ? PercentCoding.path.decode(parts[3]) : nil
        guard let found = try? LocationNumber(gln: parts[1], suffix: suffix.map { String(decoding: $0, as: UTF8.self) })
        else { return nil }
        self = found
    }

    /// The texts by which events name it: the digits where there is no extension, the Digital Link, and the EPC URI for each
    /// length that the company prefix may have, which the number does not tell.
    package var names: [String] {
        let link = "\(DigitalLink.canonicalStem)/414/\(gln.text)"
        guard let suffix else { return [gln.text, link] + Self.uris(gln, "0") }
        return ["\(link)/254/\(PercentCoding.path.encode(suffix.utf8))"] + Self.uris(gln, Self.escaped(suffix))
    }

    private static func uris(_ gln: GLN, _ suffix: String) -> [String] {
        let digits = gln.text.dropLast()
        return (6...12).compactMap { length in
            let uri = "urn:epc:id:sgln:\(digits.prefix(length)).\(digits.dropFirst(length)).\(suffix)"
            return try? EPC(parsing: uri).text
        }
    }

    /// What may not stand in a URI of EPC (GS1 EPC Tag Data Standard, table A-1).
    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x25, 0x26, 0x2F, 0x3C, 0x3E, 0x3F: result += "%" + String(byte, radix: 16, uppercase: true)
            default: result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}
