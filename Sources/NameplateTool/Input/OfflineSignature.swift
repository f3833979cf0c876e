import ArgumentParser
import Foundation
import Registry

/// Checks the signature in the link on a label with a key at hand: nobody is asked.
enum OfflineSignature {
    /// More keys than any maker has.
    private static let mostBytes = 1 << 20

    /// - Parameter path: a file that holds public keys in base64, such as what `nameplate verify keys --json` prints.
    static func check(_ text: String, by path: String, asJSON: Bool) throws {
        guard let data = FileManager.default.contents(atPath: path), data.count <= mostBytes else {
            throw ToolError("The file of the public key, \(path), cannot be read.", "key.missing")
        }
        let keys = keys(in: String(decoding: data, as: UTF8.self))
        guard !keys.isEmpty else { throw ToolError("\(path) holds no public key: 32 bytes as base64.", "key.missing") }
        guard let link = SignedLink(text) else {
            throw ToolError("This is no web address of a product with a signature ('sig=…').", "value.invalid")
        }
        let isSigned = link.isSigned(by: keys)
        let sentence =
            isSigned
            ? "The maker has signed this: the number was issued. That does not prove that what you hold is the original."
            : "The maker of this key has not signed this."
        let model: (name: String, heading: String, text: String) =
            switch link.model {
            case .gtin(let gtin): ("gtin", "GTIN", gtin)
            case .number(let number, _): ("model", "Model", number)
            }
        if asJSON {
            try Output.standard.print(
                json: JSONText.encode(
                    JSON.object([
                        "valid": JSON.boolean(isSigned), "sentence": JSON.string(sentence),
                        model.name: JSON.string(model.text),
                        "serial": JSON.string(link.serial),
                    ])))
        } else {
            var card = Card()
            card.text(sentence, .strong)
            card.field(model.heading, model.text)
            card.field("Serial number", link.serial)
            try Output.standard.print(card)
        }
        if !isSigned { throw ExitCode(Failure.refused) }
    }

    /// Whatever in a text is 32 bytes in base64.
    private static func keys(in text: String) -> [[UInt8]] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0))) }
            .filter { $0.utf8.count == 44 }.compactMap { Data(base64Encoded: String($0)).map(Array.init) }
            .filter { $0.count == 32 }
    }
}
