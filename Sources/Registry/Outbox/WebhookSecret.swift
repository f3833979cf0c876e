private import Crypto
private import Foundation

/// The secret with which what goes to a webhook is signed, as Standard Webhooks has it: 24 to 64 random bytes, written as
/// `whsec_` and base64.
package struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    private static let prefix = "whsec_"
    private static let sizes = 24...64

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: `value.invalid`.
    package init(parsing text: String) throws(RegistryError) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.sizes.contains(data.count)
        else {
            throw RegistryError(
                .valueInvalid, "A secret is 'whsec_' and 24 to 64 bytes in base64. Leave it out to get a new one.",
                field: "secret")
        }
        bytes = Array(data)
    }

    /// As programs are given it.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// The signature of a message: HMAC-SHA-256 over its id, its time in seconds and its body, with dots between them
    /// (https://github.com/standard-webhooks/standard-webhooks, "Signature scheme"), as `v1,` and base64.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes))
        return "v1," + Data(code).base64EncodedString()
    }

    package var description: String { "a secret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
