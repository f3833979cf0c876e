private import Crypto

/// Random texts that stand for somebody: they are shown once, and of each only SHA-256 is kept.
package enum SecretText {
    /// What a secret is for. Its beginning tells whoever finds one what it is, scanners of source code among them.
    package enum Kind: String, Sendable {
        case session = "nps_"
        case token = "npt_"
        case invitation = "npi_"
        case calendar = "npc_"
        case finding = "npf_"
    }

    /// Digits and letters of which no two look alike.
    private static let alphabet = KeyedCodes.alphabet
    /// 24^30 is a little more than 2^137.
    private static let length = 30

    /// A new one. - Parameter random: Random bytes without end.
    package static func make(_ kind: Kind, random: () -> [UInt8]) -> String {
        kind.rawValue + characters(length, random)
    }

    /// A code by which somebody signs in who has lost the second factor: 24^16 is a little more than 2^73.
    package static func makeRecoveryCode(random: () -> [UInt8]) -> String {
        (0..<4).map { _ in characters(4, random) }.joined(separator: "-")
    }

    /// What a letter's link carries by which a consent is withdrawn. It opens nothing, so it is kept as it is.
    static func makeWithdrawalCode(random: () -> [UInt8]) -> String { characters(length, random) }

    private static func characters(_ count: Int, _ random: () -> [UInt8]) -> String {
        var text: [UInt8] = []
        // Bytes that would make some characters likelier than others are left out.
        let fair = 256 / alphabet.count * alphabet.count
        while text.count < count {
            for byte in random() where text.count < count && Int(byte) < fair {
                text.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What is kept of one.
    package static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// What is kept of a recovery code, however it was typed.
    package static func recoveryHash(_ typed: String) -> [UInt8] {
        hash(typed.uppercased().filter { !$0.isWhitespace && $0 != "-" })
    }
}
