import IdentifierTables
import Identifiers
import TestSupport
import Testing

@Suite("Requests, right and wrong")
struct ParseRequestTests {
    private let parser = IdentifierParser(.builtIn)
    private let date: CivilDate

    init() throws { date = try CivilDate(year: 2026, month: 1, day: 1) }

    private func parse(_ text: String, scheme: String? = nil) -> ParseAnswer {
        parser.parse(ParseRequest(text, scheme: scheme), asOf: date)
    }

    @Test(
        "A request that cannot be is refused with what is wrong",
        arguments: [
            (ParseValue.text("x"), "no object"), (.object([]), "'input' is missing"),
            (.object([.init("input", .text("1")), .init("schem", .text("vin"))]), "no field 'schem'"),
            (.object([.init("input", .number(5))]), "leading zeros"),
            (.object([.init("input", .text("1")), .init("profile", .text("eu"))]), "'eu'"),
            (.object([.init("input", .text("1")), .init("as_of", .text("yesterday"))]), "'as_of'"),
            (.object([.init("input", .text("1")), .init("scheme", .number(1))]), "'scheme' is no text"),
            (.object([.init("input", .text("1")), .init("options", .text("x"))]), "'options' is no object"),
        ])
    func refused(request: ParseValue, words: String) {
        let error = #expect(throws: IdentifierError.self) { try ParseRequest(request) }
        #expect(error?.code == .parseField)
        #expect(error?.sentence.contains(words) == true, "\(String(describing: error))")
    }

    @Test("A scheme that does not exist is refused with the list; one that is asked elsewhere with its reason")
    func unknownSchemes() {
        let unknown = parse("1", scheme: "nope")
        #expect(unknown.error?.error.code == .parseScheme)
        #expect(unknown.error?.error.sentence.contains("one of aiLengthByPrefix") == true)
        for name in ["serial-fuzzy", "epcBinary", "dlLegacyDecompress", "resolverRequest", "linksetSchema"] {
            let answer = parse("1", scheme: name)
            #expect(answer.error?.error.code == .parseScheme && !answer.isValid)
            #expect(answer.error?.error.sentence.contains("one of") == false, "\(name)")
        }
        var request = ParseRequest("(01)09506000134352", scheme: "bracketed")
        request.options = [.init("speed", .flag(true))]
        #expect(parser.parse(request, asOf: date).error?.error.code == .parseField)
    }

    @Test("Every scheme answers to everything, and says which scheme it was", arguments: IdentifierParser.schemes)
    func everything(scheme: String) {
        let inputs: [ParseValue] = [
            .text(""), .text("\u{0}"), .text("hello"), .text(String(repeating: "1", count: 20_000)), .null, .list([]),
            .list([.text("01"), .number(1)]), .object([]), .object([.init("3100", .text("x"))]), .flag(true),
            .text("4006381333931"), .text("🚗"), .text("(01)09506000134352"),
        ]
        for input in inputs {
            var request = ParseRequest("", scheme: scheme)
            request.input = input
            let answer = parser.parse(request, asOf: date)
            #expect(answer.scheme == scheme)
            #expect((answer.error == nil) == answer.isValid)
            #expect(answer.error?.error.sentence.isEmpty != true)
            #expect(answer.document["valid"] == .flag(answer.isValid))
        }
    }

    @Test("A VIN says what the table knows, and which table that was")
    func vehicle() {
        let answer = parse("1C4PJMBXXJD592546")
        #expect(answer.isValid && answer.scheme == "vin" && answer.confidence == .likely)
        #expect(answer.value["make"] == .text("Jeep") && answer.value["model_year"] == .number(2018))
        #expect(answer.tables.map(\.name) == ["vehicles"])
        #expect(answer.parts.contains { $0.label == "Model" && $0.text == "Cherokee" })
        var request = ParseRequest("4DR5VK353GF444101", scheme: "vin")
        request.vehicleClass = "heavy"
        let heavy = parser.parse(request, asOf: date)
        #expect(heavy.value["model_year"] == nil)
        #expect(heavy.value["model_year_candidates"] == .list([.number(2016), .number(1986)]))
    }

    @Test("What is refused tells the place, the reason and what may be meant")
    func corrections() {
        var request = ParseRequest("KNEA55HD7R6000001", scheme: "vin")
        request.profile = "us"
        let answer = parser.parse(request, asOf: date)
        #expect(!answer.isValid && answer.error?.reason == "check_digit" && answer.error?.error.position == 8)
        #expect(answer.value["check_digit_expected"] == .text("0"))
        #expect(answer.corrections.map(\.text).contains("KNAE55HD7R6000001"))
    }

    @Test("All faults and all broken associations of a message are told, each with its mend")
    func faults() {
        let faulty = parse("(01)09506000134353(17)261301")
        #expect(!faulty.isValid && faulty.remarks.count == 2)
        let broken = parse("(02)09506000134352(01)09506000134352")
        #expect(broken.isValid && broken.remarks.count == 2, "\(broken.remarks)")
        #expect(broken.remarks.allSatisfy { $0.contains("Leave out") || $0.contains("Add") })
    }

    @Test("A text that is nothing gets a sentence that says what it looks like")
    func unread() {
        let answer = parse("hello")
        #expect(answer.error?.error.code == .parseUnread && answer.scheme == nil)
        #expect(parse(" \n ").error?.error.code == .empty)
    }
}
