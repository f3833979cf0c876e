import Identifiers
import TestSupport
import Testing

@Suite("Properties of random serial formats")
struct SerialFormatPropertyTests {
    @Test("A canonical pattern parses to an equal format", arguments: 0..<300 as Range<UInt64>)
    func patternRoundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let format: SerialFormat = try RandomFormat(using: &random).format
        let again = try SerialFormat(parsing: format.pattern)
        #expect(again == format, "seed \(seed)")
        #expect(again.pattern == format.pattern && again.pieces == format.pieces && again.room == format.room)
    }

    @Test("Decoding what was written gives the same, by any way of writing", arguments: 0..<300 as Range<UInt64>)
    func serialRoundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = try RandomFormat(using: &random)
        let writer: SerialWriter = try sample.format.writer(for: sample.fields)
        for _ in 0..<20 {
            let sequence: Int64 = sample.sequence(using: &random)
            let text: String = try writer.text(of: sequence)
            let decoded: SerialFormat.Decoded = try sample.format.decode(text)
            #expect(decoded.sequence == sequence, "seed \(seed): \(sample.format) \(text)")
            #expect(decoded.text == text && text.utf8.count == sample.format.length)
            #expect(decoded.printedKey == (try sample.format.printedKey(for: sample.fields)), "seed \(seed)")
            #expect(decoded.plant == sample.fields.plant || sample.format.needs.plant == nil)
            var line: [UInt8] = []
            try writer.appendLine(sequence, to: &line)
            #expect(String(decoding: line, as: UTF8.self) == text + "\n")
            // The printed space is a format that reads the same serials.
            let space = try SerialFormat(parsing: decoded.printedKey).scrambled(by: RandomFormat.scrambling)
            #expect(try space.decode(text).sequence == sequence, "seed \(seed): \(space)")
            #expect(space.overlaps(sample.format))
        }
    }

    @Test("Every check algorithm that a format can carry is written as it is read", arguments: CheckCharacter.allCases)
    func everyCheck(_ check: CheckCharacter) throws {
        guard check != .mod43 else {
            #expect(throws: IdentifierError.self) { try SerialFormat(parsing: "{seq:6}{check:mod43}") }
            return
        }
        let patterns: [String] =
            switch check {
            case .vin: ["1M8GDM9A{check:vin}KP{seq:6}"]
            case .iso6346: ["CSQU{seq:6}{check:iso6346}"]
            case .mod27x26, .mod661x26:
                ["AB{seq:5:[A-Z]}C{check:\(check.name)}", "{check:\(check.name)}{seq:3:[ZAX]}-A"]
            default: ["12{seq:5}-3{check:\(check.name)}", "{check:\(check.name)}{yy}{seq:4:[3-9]}{plant:2}"]
            }
        var random = SplitMix64(seed: 77)
        for pattern in patterns {
            let format = try SerialFormat(parsing: pattern)
            let fields = SerialFormat.Fields(plant: "42", date: try CivilDate(year: 2026))
            let writer: SerialWriter = try format.writer(for: fields)
            for _ in 0..<200 {
                let sequence = Int64.random(in: 0..<format.room, using: &random)
                let text: String = try writer.text(of: sequence)
                #expect(try format.decode(text).sequence == sequence, "\(pattern): \(text)")
            }
            var lines: SerialLines = try writer.lines(from: 0, through: min(99, format.room - 1))
            var bytes = [UInt8](repeating: 0, count: 100 * lines.lineLength)
            let count: Int = bytes.withUnsafeMutableBufferPointer { lines.fill($0) }
            let written: [Substring] = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
            #expect(written.allSatisfy { (try? format.decode($0)) != nil }, "\(pattern)")
        }
    }

    @Test("A run of lines is every serial in order", arguments: 0..<200 as Range<UInt64>)
    func runs(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = try RandomFormat(using: &random)
        let writer: SerialWriter = try sample.format.writer(for: sample.fields)
        let first: Int64 = sample.sequence(using: &random)
        let last: Int64 = min(sample.format.room - 1, first + Int64.random(in: 0...300, using: &random))
        var lines: SerialLines = try writer.lines(from: first, through: last)
        var bytes: [UInt8] = []
        let capacity: Int = lines.lineLength * Int.random(in: 1...20, using: &random) + 3
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            while case let count = lines.fill(buffer), count > 0 { bytes += buffer.prefix(count) }
        }
        #expect(lines.isFinished)
        let expected: String = try (first...last).map { try writer.text(of: $0) + "\n" }.joined()
        #expect(String(decoding: bytes, as: UTF8.self) == expected, "seed \(seed): \(sample.format)")
    }

    @Test("No two sequence numbers print the same", arguments: 0..<50 as Range<UInt64>)
    func noSerialTwice(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = try RandomFormat(using: &random)
        let writer: SerialWriter = try sample.format.writer(for: sample.fields)
        let count: Int64 = min(sample.format.room, 2000)
        let texts: Set<String> = Set(try (0..<count).map { try writer.text(of: $0) })
        #expect(texts.count == Int(count), "seed \(seed): \(sample.format)")
    }

    @Test("Loose decoding finds a serial however it was typed", arguments: 0..<300 as Range<UInt64>)
    func looseDecoding(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = try RandomFormat(using: &random)
        let text: String = try sample.format.writer(for: sample.fields).text(of: sample.sequence(using: &random))
        let typed: String = Self.mistyped(text, using: &random)
        let found: [SerialFormat.Decoded] = sample.format.decodings(ofLoose: typed)
        #expect(
            found.contains { $0.text == text } || found.count == SerialFormat.largestDecodings,
            "seed \(seed): \(sample.format) \(text) \(typed)")
        for decoded in found {
            #expect(try sample.format.decode(decoded.text) == decoded)
            #expect(FindKey.fold(decoded.text) == FindKey.fold(text))
        }
        #expect(Set(found.map(\.text)).count == found.count)
        #expect(found.map(\.text) == sample.format.decodings(ofLoose: typed).map(\.text))
    }

    private static func mistyped(_ text: String, using random: inout SplitMix64) -> String {
        var result = ""
        for character in text {
            if Int.random(in: 0..<6, using: &random) == 0 {
                result += ["-", " ", ".", "/"].randomElement(using: &random) ?? ""
            }
            switch (character, Int.random(in: 0..<3, using: &random)) {
            case ("-", 0), (".", 0), ("/", 0): continue
            case ("O", 1): result += "0"
            case ("0", 1): result += "o"
            case ("I", 1): result += "1"
            case ("1", 1): result += "i"
            case (_, 2): result += character.lowercased()
            default: result.append(character)
            }
        }
        return result
    }

    @Test("Formats without overlap never print the same serial", arguments: 0..<200 as Range<UInt64>)
    func overlapIsConservative(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let left = try RandomFormat(using: &random)
        let right = try RandomFormat(using: &random)
        for _ in 0..<10 {
            let text: String = try left.format.writer(for: left.fields).text(of: left.sequence(using: &random))
            if (try? right.format.decode(text)) != nil { #expect(left.format.overlaps(right.format), "seed \(seed)") }
            if !right.format.decodings(ofLoose: text).isEmpty {
                #expect(left.format.collidesByKey(right.format), "seed \(seed)")
            }
        }
        if left.format.overlaps(right.format) { #expect(left.format.collidesByKey(right.format), "seed \(seed)") }
    }

    @Test("Any bytes are refused or read, never a trap", arguments: 0..<300 as Range<UInt64>)
    func arbitraryText(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pattern: [Character] = Array("{}{}seqcheckplantyywd:0123456789[]-ABZ*é\u{0}\u{202E} ")
        let text = String(
            (0..<Int.random(in: 0...60, using: &random)).map { _ in pattern.randomElement(using: &random) ?? "{" })
        if let format = try? SerialFormat(parsing: text) {
            #expect(try SerialFormat(parsing: format.pattern) == format, "seed \(seed)")
        }
        let sample = try RandomFormat(using: &random)
        if let decoded = try? sample.format.decode(text) { #expect(decoded.text == text) }
        _ = sample.format.decodings(ofLoose: text)
    }
}
