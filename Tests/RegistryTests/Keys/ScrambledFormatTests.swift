import Identifiers
import Registry
import TestSupport
import Testing

@Suite struct ScrambledFormatTests {
    private static let scrambling = BlockCipher(aes: [UInt8](repeating: 9, count: 32)).map {
        SerialScrambling(cipher: $0, context: [1, 2, 3])
    }

    @Test(
        arguments: [
            "{scrambled:10}", "K{scrambled:6:base32}", "{plant:2}-{scrambled:5:base34}{check:mod37-36}",
            "{yy}{scrambled:7:[A-HJ-NP-Z]}", "{scrambled:62:[01]}", "{scrambled:20:[01]}", "{scrambled:18}",
        ], 0..<8 as Range<UInt64>)
    func whatIsWrittenIsReadAgain(_ pattern: String, _ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bare = try SerialFormat(parsing: pattern)
        #expect(bare.pattern == pattern && bare.isScrambled && bare.lacksKey)
        let format = bare.scrambled(by: Self.scrambling)
        let fields = SerialFormat.Fields(plant: "TR", date: try CivilDate(year: 2026, month: 3, day: 2))
        let writer = try format.writer(for: fields)
        let first = Int64.random(in: 0...(format.room - 700), using: &random)
        var lines = try writer.lines(from: first, through: first + 599)
        var bytes = [UInt8](repeating: 0, count: 600 * lines.lineLength)
        let written = bytes.withUnsafeMutableBufferPointer { lines.fill($0) }
        #expect(written == bytes.count && lines.isFinished)
        let serials = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(Set(serials).count == 600)
        for (offset, serial) in serials.enumerated() {
            let sequence = first + Int64(offset)
            #expect(try format.decode(serial).sequence == sequence, "seed \(seed)")
            if offset % 37 == 0 {
                #expect(try writer.text(of: sequence) == serial)
                #expect(
                    format.decodings(ofLoose: " " + serial.lowercased()).contains { $0.sequence == sequence }
                        || pattern.contains("[A-H"))
            }
        }
        // Taken up in the middle, a run goes on as it would have.
        var rest = try writer.lines(from: first + 333, through: first + 340)
        var part = [UInt8](repeating: 0, count: 8 * rest.lineLength)
        _ = part.withUnsafeMutableBufferPointer { rest.fill($0) }
        #expect(
            String(decoding: part, as: UTF8.self).split(separator: "\n").map(String.init) == Array(serials[333...340]))
    }

    @Test func plantsDatesAndContextsScrambleEachInTheirOwnWay() throws {
        let format = try SerialFormat(parsing: "{plant:1}{scrambled:8}").scrambled(by: Self.scrambling)
        let other = BlockCipher(aes: [UInt8](repeating: 9, count: 32)).map {
            SerialScrambling(cipher: $0, context: [4])
        }
        let texts = try [
            format.writer(for: .init(plant: "A")).text(of: 1), format.writer(for: .init(plant: "B")).text(of: 1),
            format.scrambled(by: other).writer(for: .init(plant: "A")).text(of: 1),
        ]
        #expect(Set(texts.map { $0.dropFirst() }).count == 3)
    }

    @Test(arguments: [
        ("{scrambled:5}", IdentifierError.Code.formatTooSmall, 0), ("AB{scrambled:3:base36}", .formatTooSmall, 2),
        ("{seq:4}{scrambled:8}", .formatRepeatedField, 7), ("{scrambled}", .formatSyntax, 0),
        ("{scrambled:19}", .formatTooLarge, 0), ("{scrambled:8:base99}", .formatAlphabet, 13),
    ])
    func patternsThatCannotScrambleAreRefusedAtTheirPlace(_ pattern: String, _ code: IdentifierError.Code, _ at: Int) {
        let error = #expect(throws: IdentifierError.self) { try SerialFormat(parsing: pattern) }
        #expect(error?.code == code && error?.position == at)
    }

    @Test func withoutItsKeyAFormatTellsFormButNothingElse() throws {
        let format = try SerialFormat(parsing: "K{scrambled:6}{check:mod37-36}")
        let serial = try format.scrambled(by: Self.scrambling).writer(for: .init()).text(of: 5)
        #expect(format.fits(serial))
        #expect(format.decodings(ofLoose: serial).isEmpty)
        #expect(throws: IdentifierError.self) { try format.writer(for: .init()) }
        let error = #expect(throws: IdentifierError.self) { try format.decode(serial) }
        #expect(error?.code == .formatKeyMissing)
        let wrong = #expect(throws: IdentifierError.self) { try format.decode("K12345X") }
        #expect(wrong?.code == .length || wrong?.code == .character)
    }

    @Test func guessabilityIsThatOfWhatIsPrinted() throws {
        let sequential = try SerialFormat(parsing: "{yy}{seq:9}")
        let guessability = sequential.guessability(issued: 5)
        #expect(guessability.probability == 1 && guessability.isSequential && guessability.oddsOneIn == 1)
        #expect(sequential.unguessableRoom == 0)
        // Check characters are worked out, fields are known: they make nothing harder to guess.
        let scrambled = try SerialFormat(parsing: "{plant:4}{yyyy}{scrambled:8}{check:mod1271-36}")
        #expect(scrambled.guessability(issued: 100).oddsOneIn == 1_000_000)
        #expect(scrambled.unguessableRoom == 100)
        #expect(scrambled.guessability(issued: 0).oddsOneIn == nil)
    }
}
