import CBaselines
import Identifiers
import Registry

/// Serial numbers drawn evenly from those of a filled registry, as text for the registry and as bytes for the loop in C.
struct SampledKeys {
    let texts: [String]
    /// All texts one after another; each has ``length`` bytes.
    let bytes: [CChar]
    let length: Int

    init(_ count: Int, from serials: FilledSerials, of units: Int, seed: UInt64) {
        var random = RandomNumbers(seed: seed)
        texts = (0..<count).map { _ in serials.text(of: Int.random(in: 0..<units, using: &random)) }
        length = texts.first?.utf8.count ?? 0
        bytes = texts.flatMap { $0.utf8.map { CChar(bitPattern: $0) } }
    }
}
