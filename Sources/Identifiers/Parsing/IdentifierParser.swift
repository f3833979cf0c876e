/// Reads numbers and messages of every scheme by their names, or finds out what a text is.
///
/// One for many requests: the readers of GS1's schemes are made once from the tables.
public struct IdentifierParser: Sendable {
    /// What it reads by.
    public let tables: ReferenceTables
    private let readers: [Identifier.Reader]

    /// Makes a parser that reads by these tables.
    public init(_ tables: ReferenceTables) {
        self.tables = tables
        readers = Identifier.Reader.all(by: tables.dictionary)
    }

    /// The names of the schemes that can be asked for.
    public static var schemes: [String] { ParseScheme.names }

    /// Reads what a request asks for. It never fails: what is wrong is an answer too.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - date: When the number is read, where the request does not say: codes that come again are read by it.
    public func parse(_ request: ParseRequest, asOf date: CivilDate) -> ParseAnswer {
        var answer = ParseAnswer(request.input)
        guard let name = request.scheme else {
            explain(request, asOf: request.asOf ?? date, &answer)
            return answer
        }
        answer.scheme = name
        guard let scheme = ParseScheme.all[name] else {
            answer.scheme = nil
            answer.error = ParseFault(Self.unknown(name))
            return answer
        }
        let context = ParseContext(request: request, name: name, tables: tables, asOf: request.asOf ?? date)
        do throws(ParseFault) {
            if let fault = Self.unknownOption(request) { throw fault }
            let outcome: ParseOutcome = try scheme.answer(context)
            answer.value = outcome.value
            answer.error = outcome.fault
            answer.corrections = outcome.corrections
            answer.tables = outcome.tables
            answer.isValid = outcome.fault == nil
        } catch {
            answer.error = error
        }
        return answer
    }

    /// The answer to a request that is none, such as a broken line.
    public static func refusal(of input: ParseValue, _ error: IdentifierError) -> ParseAnswer {
        var answer = ParseAnswer(input)
        answer.error = ParseFault(error)
        return answer
    }

    private static func unknown(_ name: String) -> IdentifierError {
        if let reason = ParseScheme.refused[name] {
            return IdentifierError(.parseScheme, in: "scheme '\(name)'", found: reason, expected: nil)
        }
        return IdentifierError(
            .parseScheme, in: "request", found: "there is no scheme '\(ParseRequest.shown(name))'",
            expected: "one of " + ParseScheme.names.joined(separator: ", "))
    }

    private static let options: Set<String> = [
        "noLeadingFNC1", "permitUnknownAIs", "permitUnknownAIsAsDLattributes", "permitZeroSuppressedGTIN",
        "permitShortNames", "stem", "inputKind", "companyPrefixLength", "scheme", "linter", "to", "symbology",
        "includeDataTitles", "addCheckDigit", "rule",
    ]

    private static func unknownOption(_ request: ParseRequest) -> ParseFault? {
        guard let name = request.options.first(where: { !options.contains($0.name) })?.name else { return nil }
        return ParseFault(
            ParseRequest.error(
                "there is no option '\(ParseRequest.shown(name))'", expected: options.sorted().joined(separator: ", ")))
    }

    // MARK: Without a scheme

    /// Finds every reading of a text, and what may be wrong with it.
    private func explain(_ request: ParseRequest, asOf date: CivilDate, _ answer: inout ParseAnswer) {
        guard let text = request.input.text else {
            answer.error = ParseFault(
                ParseRequest.error("without a scheme the input is no text", expected: "a text, or a scheme"))
            return
        }
        let readings: [Identifier.Interpretation] = Identifier.interpretations(of: text, readers: readers)
        if let best = readings.first {
            let describer = ValueDescriber(
                tables: tables, asOf: date, vehicleClass: request.vehicleClass.flatMap(VIN.VehicleClass.init))
            answer.isValid = true
            answer.scheme = best.scheme.rawValue
            answer.value = describer.members(of: best.value)
            answer.tables = describer.tables(for: best.value)
            answer.confidence = best.confidence
            answer.reason = best.reason
            answer.others = readings.dropFirst().map {
                ParseAnswer.Reading(scheme: $0.scheme, text: $0.text, confidence: $0.confidence, reason: $0.reason)
            }
        }
        if readings.first.map({ $0.confidence < .certain }) ?? true {
            answer.nearMisses = Identifier.nearMisses(of: text, by: tables.dictionary)
        }
        answer.scannerFaults = ScannerFault.faults(in: text, readers: readers)
        guard readings.isEmpty else { return }
        answer.corrections = answer.nearMisses.first?.corrections ?? []
        answer.error = unread(text, answer)
    }

    private func unread(_ text: String, _ answer: ParseAnswer) -> ParseFault {
        if let miss = answer.nearMisses.first {
            return ParseFault(miss.error, reason: MistakeKind.word(miss.error, scheme: miss.scheme.rawValue))
        }
        if !text.unicodeScalars.contains(where: { !$0.isSpace }) {
            return ParseFault(IdentifierError(.empty, in: "text"))
        }
        return ParseFault(
            IdentifierError(
                .parseUnread, in: "text", found: Likeness.readings(of: text).first.map { String($0.sentence.dropLast()) } ?? "it is no number",
                expected: nil))
    }
}
