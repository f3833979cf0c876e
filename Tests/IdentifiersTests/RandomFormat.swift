import Identifiers
import TestSupport

/// A random serial format with fields that fit it.
struct RandomFormat {
    let format: SerialFormat
    let fields: SerialFormat.Fields

    init(using random: inout SplitMix64) throws {
        var pieces: [String] = []
        if Bool.random(using: &random) { pieces.append("{plant:\(Int.random(in: 1...4, using: &random))}") }
        if Bool.random(using: &random) { pieces.append("{line:\(Int.random(in: 1...2, using: &random))}") }
        pieces +=
            [
                ["{yy}", "{ww}"], ["{yyyy}", "{mm}", "{dd}"], ["{y}", "{ddd}"], ["{year:vin}"], ["{yyyy}{ww}"],
                ["{mm}"], [],
            ].randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            pieces.append(["AB", "-", "O1", "x", "{{", "}}", "/", "Z.9"].randomElement(using: &random) ?? "-")
        }
        let alphabet: String =
            ["", ":base16", ":base32", ":base34", ":base36", ":[A-F]", ":[0-9A-HJ-NP-Zac]"].randomElement(
                using: &random)
            ?? ""
        // Of six letters, eight make a million.
        pieces.append(
            Int.random(in: 0..<3, using: &random) == 0
                ? "{scrambled:\(Int.random(in: 8...9, using: &random))\(alphabet)}"
                : "{seq:\(Int.random(in: 1...9, using: &random))\(alphabet)}")
        let isMixedCase: Bool = alphabet.hasSuffix("ac]")
        let checks: [String] = isMixedCase ? [] : ["mod37-36", "mod37-2", "mod1271-36", "luhn-mod36"]
        if let check = checks.randomElement(using: &random), Bool.random(using: &random) {
            pieces.append("{check:\(check)}")
        }
        pieces.shuffle(using: &random)
        format = try SerialFormat(parsing: pieces.joined()).scrambled(by: Self.scrambling)
        let letters: [Character] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        func code(_ length: Int?, _ random: inout SplitMix64) -> String? {
            length.map { String((0..<$0).map { _ in letters.randomElement(using: &random) ?? "A" }) }
        }
        fields = SerialFormat.Fields(
            plant: code(format.needs.plant, &random), line: code(format.needs.line, &random),
            date: CivilDate(dayNumber: Int.random(in: 0...30_000, using: &random)))
    }

    /// A cipher of the tests' own, no AES: FF1 makes a permutation of any function.
    static let scrambling = SerialScrambling(
        cipher: BlockCipher { blocks in
            for start in stride(from: 0, to: blocks.count, by: 16) {
                var state: UInt64 = 0x9E37_79B9_7F4A_7C15
                for place in start..<(start + 16) { state = (state ^ UInt64(blocks[place])) &* 0x0000_0100_0000_01B3 }
                var random = SplitMix64(seed: state)
                for place in start..<(start + 16) { blocks[place] = UInt8(truncatingIfNeeded: random.next()) }
            }
        }, context: [7])

    func sequence(using random: inout SplitMix64) -> Int64 { Int64.random(in: 0..<format.room, using: &random) }
}
