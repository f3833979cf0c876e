import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Texts that a page explains; the command line and the API explain as many as one likes.
    private static let mostTexts = 50

    /// What the text in the address is; without one, what can be asked.
    func explain(_ call: Call) async throws -> Response {
        try respond(try page(explaining: call.query["text"] ?? "", call), to: call)
    }

    /// What each line of a form is.
    func explainForm(_ call: Call) async throws -> Response {
        do {
            return try respond(try page(explaining: try await Form.read(call)["text"] ?? "", call), to: call)
        } catch let error as RequestError where error.code == .bodyTooLarge {
            let page = ExplainPage(
                notice: Notice(
                    .attention, Words.text("explain.thatIsTooMuch"),
                    text: Words.text("explain.explainManyNumbersWith"), link: Link(Words.text("word.how"), .api)
                ))
            return try respond(page, to: call, status: 413)
        }
    }

    private func page(explaining text: String, _ call: Call) throws -> ExplainPage {
        let lines: [String] = text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
        guard !lines.isEmpty else { return ExplainPage(text: text, examples: Self.examples) }
        let answers = try call.registry.parse(
            lines.prefix(Self.mostTexts).map { ParseRequest($0) }, as: call.principal)
        var page = ExplainPage(text: text)
        page.results = answers.enumerated().map { ExplainPage.Result($1, id: $0 + 1, words: words) }
        if lines.count > Self.mostTexts {
            page.notice = Notice(
                .attention,
                Words.text(
                    "explain.theFirstOfLines",
                    ["mostTexts": "\(Self.mostTexts)", "lines": Numbers.grouped(lines.count)]),
                text: Words.text("explain.explainManyNumbersWith"), link: Link(Words.text("word.how"), .api))
        }
        return page
    }

    private static var examples: [Link] {
        [
            ("1C4PJMBXXJD592546", Words.text("explain.aCar")),
            ("(01)09506000134352(17)260731(10)A1", Words.text("explain.theLabelOfA")),
            ("01095060001343521726073110LOT4711A21SN123456", Words.text("explain.aLabelWhoseSeparators")),
            ("490154203237518", Words.text("explain.aTelephone")),
            ("CSQU3045383", Words.text("explain.aFreightContainerMiscopied")),
            ("https://id.gs1.org/01/09506000134352/21/A1", Words.text("explain.aWebAddressOn")),
        ].map { Link($0.0, .explain($0.0), note: $0.1) }
    }
}

extension ExplainPage.Result {
    private static let mostLines = 6

    init(_ answer: ParseAnswer, id: Int, words: Words) {
        let input: String = answer.input.text ?? ""
        let title: String =
            (answer.scheme.flatMap(Scheme.init(rawValue:)) ?? answer.nearMisses.first?.scheme)?.title
            ?? Words.text("explain.notRecognised")
        let error = answer.isValid ? nil : answer.error.map { ErrorText($0.error) }
        self.init(
            id: id, scheme: Badge(Self.capitalized(title), answer.isValid ? .good : .attention),
            confidence: answer.confidence.map { Badge(words.confidence($0.word)) },
            number: Plate.Number(answer.isValid ? answer.canonical ?? input : String(input.prefix(200))),
            reason: answer.isValid ? answer.reason ?? "" : error?.sentence ?? "",
            facts: answer.parts.map { Fact($0.label, $0.text) }, lists: Self.lists(answer, words),
            source: answer.tables.isEmpty ? nil : answer.tables.map(\.version).joined(separator: ", "))
        particulars = error?.particulars
    }

    private static func lists(_ answer: ParseAnswer, _ words: Words) -> [ExplainPage.List] {
        var lists: [ExplainPage.List] = []
        func add(_ heading: String, _ lines: [ExplainPage.Line]) {
            if !lines.isEmpty { lists.append(ExplainPage.List(heading, lines)) }
        }
        add(Words.text("explain.whatIsWrongWith"), answer.remarks.prefix(20).map { .init($0) })
        add(
            Words.text("explain.perhapsThisIsMeant"),
            answer.corrections.prefix(mostLines).map { line($0.text, $0.sentence) })
        add(
            answer.isValid ? Words.text("explain.itMayAlsoBe") : Words.text("explain.numbersInIt"),
            answer.others.prefix(mostLines).map { reading in
                .init(
                    "\(capitalized(reading.scheme.title)) \(reading.text), \(words.confidence(reading.confidence.word).lowercased()). "
                        + reading.reason)
            })
        let near = answer.isValid ? answer.nearMisses : Array(answer.nearMisses.dropFirst())
        for miss in near.prefix(mostLines) {
            add(
                Words.text("explain.itIsNearly", ["scheme": miss.scheme.title]),
                [.init(ErrorText(miss.error))] + miss.corrections.prefix(mostLines).map { line($0.text, $0.sentence) })
        }
        add(
            Words.text("explain.whatTheScannerDid"),
            answer.scannerFaults.map { line($0.mended, $0.sentence) })
        return lists
    }

    private static func line(_ number: String, _ sentence: String) -> ExplainPage.Line {
        .init(sentence, link: Link(number, .explain(number)))
    }

    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
