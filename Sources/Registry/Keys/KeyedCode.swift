private import Crypto
private import Foundation
import Identifiers

/// Short codes that only the manufacturer's secret makes from a unit's numbers, and that are stored nowhere.
///
/// Both are read off one HMAC-SHA-256 (RFC 2104) over the model and the serial number, as numbers in an alphabet that
/// nobody misreads. A code proves that whoever gives it has seen it; a photographed one proves as much.
package struct KeyedCodes: Hashable, Sendable {
    /// Stands beside the serial number on the plate: 6 characters, 1 in 190 million per try.
    package let label: String
    /// Lies hidden in the package and proves possession: 10 characters, 1 in 63 million million per try.
    package let owner: String

    /// Which of the two.
    package enum Kind: String, CaseIterable, Sendable {
        case label
        case owner
    }

    package static let labelLength = 6
    package static let ownerLength = 10

    /// Digits and letters of which no two look alike: of 0/O/Q/D, 1/I/L, 2/Z, 5/S, 6/G and 8/B only the digit, of U/V
    /// only V. Without vowels they spell no words.
    package static let alphabet = Array("0123456789CFHJKMNPRTVWXY".utf8)

    /// The codes of a unit under a secret.
    package init(_ key: UnitKey, of manufacturer: ID<Manufacturer>, by secret: SecretKey.Secret) {
        self.init(key.serial.text, KeyedCodes.Maker(manufacturer, key.model, secret))
    }

    /// The codes of a serial number.
    init(_ serial: String, _ maker: Maker) {
        (label, owner) = maker.codes(of: serial.utf8)
    }

    package subscript(kind: Kind) -> String { kind == .label ? label : owner }

    /// Whether a typed text is this code, however it was typed; compared in a time that tells nothing of the code.
    package func matches(_ text: String, _ kind: Kind) -> Bool {
        let wanted = Array(self[kind].utf8)
        let given = Self.folded(text, limit: wanted.count + 1)
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Capitals, look-alikes as the alphabet has them, without spaces and punctuation.
    private static func folded(_ text: String, limit: Int) -> [UInt8] {
        var result: [UInt8] = []
        for byte in FindKey.fold(text.prefix(200)).utf8 where result.count < limit {
            switch byte {
            case UInt8(ascii: "Q"), UInt8(ascii: "D"): result.append(UInt8(ascii: "0"))
            case UInt8(ascii: "L"): result.append(UInt8(ascii: "1"))
            case UInt8(ascii: "Z"): result.append(UInt8(ascii: "2"))
            case UInt8(ascii: "S"): result.append(UInt8(ascii: "5"))
            case UInt8(ascii: "G"): result.append(UInt8(ascii: "6"))
            case UInt8(ascii: "B"): result.append(UInt8(ascii: "8"))
            case UInt8(ascii: "U"): result.append(UInt8(ascii: "V"))
            default: result.append(byte)
            }
        }
        return result
    }
}

extension KeyedCodes {
    /// Makes the codes of many units of one model.
    package struct Maker: Sendable {
        private let key: SymmetricKey
        private let prefix: [UInt8]

        package init(_ manufacturer: ID<Manufacturer>, _ model: ID<Model>, _ secret: SecretKey.Secret) {
            key = SymmetricKey(data: secret.bytes)
            prefix = Array("nameplate codes 1".utf8) + Self.bytes(manufacturer.value) + Self.bytes(model.value)
        }

        private static func bytes(_ number: Int64) -> [UInt8] {
            withUnsafeBytes(of: number.bigEndian) { Array($0) }
        }

        /// Both codes of a serial number's bytes.
        package func codes(of serial: some Collection<UInt8>) -> (label: String, owner: String) {
            let code = HMAC<SHA256>.authenticationCode(for: prefix + serial, using: key)
            return code.withUnsafeBytes { bytes in
                (
                    text(of: bytes.loadUnaligned(as: UInt64.self), length: labelLength),
                    text(of: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self), length: ownerLength)
                )
            }
        }

        /// The lowest digits of a number of 64 random bits: their distribution is even to within 2^-18.
        private func text(of word: UInt64, length: Int) -> String {
            var rest = UInt64(bigEndian: word)
            let base = UInt64(alphabet.count)
            return String(unsafeUninitializedCapacity: length) { buffer in
                for place in 0..<length {
                    buffer[place] = alphabet[Int(rest % base)]
                    rest /= base
                }
                return length
            }
        }
    }
}
