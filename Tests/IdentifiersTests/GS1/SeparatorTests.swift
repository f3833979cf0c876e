import IdentifierTables
import Identifiers
import Testing

@Suite("Lost separators")
struct SeparatorTests {
    private let dictionary = GS1SyntaxDictionary.builtIn

    @Test("A serial number that is glued to the batch is offered apart, and the literal reading too")
    func glued() throws {
        let readings: [SeparatorReading] = GS1Message.readings(
            ofElementString: "01095060001343521726073110LOT4711A21SN123456", dictionary: dictionary)
        let texts: [String] = readings.map { $0.message.bracketed() }
        #expect(texts.first == "(01)09506000134352(17)260731(10)LOT4711A(21)SN123456")
        #expect(texts.contains("(01)09506000134352(17)260731(10)LOT4711A21SN123456"))
        let literal = try #require(readings.first { $0.isLiteral })
        #expect(literal.missing.isEmpty)
        #expect(readings.first?.missing == [34])
        #expect(readings.first?.mended == "01095060001343521726073110LOT4711A\u{1D}21SN123456")
        #expect(readings.map(\.cost) == readings.map(\.cost).sorted())
    }

    @Test("Doubled separators, and one at the end, are told")
    func doubled() throws {
        let readings: [SeparatorReading] = GS1Message.readings(
            ofElementString: "\u{1D}010950600013435210A1\u{1D}\u{1D}21B2\u{1D}", dictionary: dictionary)
        let first = try #require(readings.first)
        #expect(first.message.bracketed() == "(01)09506000134352(10)A1(21)B2")
        #expect(first.surplus.count == 1 || first.surplus.count == 2)
        #expect(!first.isLiteral)
    }

    @Test("Among the readings of a message without its separators is the message itself", arguments: 0..<60)
    func found(seed: Int) throws {
        var random = RandomMessage(seed: UInt64(seed))
        let serial: String = random.text(1...6)
        let lot: String = random.text(1...6)
        let glued = "0109506000134352" + "10" + lot + "21" + serial
        let readings: [SeparatorReading] = GS1Message.readings(ofElementString: glued, dictionary: dictionary)
        #expect(
            readings.contains { $0.message["10"] == lot && $0.message["21"] == serial }, "seed \(seed): \(glued)")
    }

    @Test("What is no element string has no readings, however long", arguments: ["", "hello", "\u{1D}", "99", "01"])
    func none(text: String) {
        #expect(GS1Message.readings(ofElementString: text, dictionary: dictionary).isEmpty)
    }

    @Test("The worst text of the largest size is searched in bounded time")
    func worst() {
        _ = GS1Message.readings(ofElementString: String(repeating: "10", count: 200), dictionary: dictionary)
        _ = GS1Message.readings(ofElementString: String(repeating: "9", count: 1_000_000), dictionary: dictionary)
    }
}
