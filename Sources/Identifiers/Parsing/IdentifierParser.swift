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
        var readings = Identifier.interpretations(of: text, readers: readers)[...]
        if readings.first.map({ $0.confidence < .certain }) ?? true {
            answer.nearMisses = Identifier.nearMisses(of: text, by: tables.dictionary)
        }
        // A message that breaks a rule is a message, whatever the digits in it look like alone.
        let isMessage: Bool = answer.nearMisses.first.map { Self.messages.contains($0.scheme) } ?? false
        if let best = readings.first, !(isMessage && best.confidence < .likely) {
            readings = readings.dropFirst()
            tell(best, of: request, asOf: date, &answer)
        }
        answer.others = readings.map {
            ParseAnswer.Reading(scheme: $0.scheme, text: $0.text, confidence: $0.confidence, reason: $0.reason)
        }
        answer.scannerFaults += scannerFaults(in: text, answer)
        guard !answer.isValid else { return }
        answer.corrections = answer.nearMisses.first?.corrections ?? []
        answer.error = unread(text, answer)
        if isMessage, text.utf8.count <= Identifier.longest {
            let faults: [ElementFault] =
                text.hasPrefix("(")
                ? GS1Message.faults(inBracketed: text, dictionary: tables.dictionary)
                : GS1Message.faults(inElementString: text, dictionary: tables.dictionary)
            if answer.nearMisses.first?.scheme == .elementString, !text.hasPrefix("]") {
                answer.value = FaultDescriber.members(of: faults, in: text)
            }
        }
    }

    private static let messages: Set<Scheme> = [.elementString, .digitalLink, .epcUri]

    private func tell(
        _ best: Identifier.Interpretation, of request: ParseRequest, asOf date: CivilDate, _ answer: inout ParseAnswer
    ) {
        let describer = ValueDescriber(
            tables: tables, asOf: date, vehicleClass: request.vehicleClass.flatMap(VIN.VehicleClass.init))
        answer.isValid = true
        answer.scheme = best.scheme.rawValue
        answer.value = describer.members(of: best.value)
        answer.tables = describer.tables(for: best.value)
        answer.confidence = best.confidence
        answer.reason = best.reason
        guard let message = best.value as? GS1Message, let text = request.input.text else { return }
        if let mended = Self.mended(text, as: message) { answer.scannerFaults.append(mended) }
    }

    /// The text with the separators that a message needs, where it has others.
    private static func mended(_ text: String, as message: GS1Message) -> ScannerFault? {
        var scanned: [UInt8] = text.utf8.filter { !ASCII.isWhitespace($0) }
        guard text.utf8.first != UInt8(ascii: "("), text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        if scanned.first == UInt8(ascii: "]") { scanned.removeFirst(min(3, scanned.count)) }
        if let first = scanned.first, GS1Message.isSeparator(first) { scanned.removeFirst() }
        let wanted: String = message.elementString()
        func letters(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.filter { !GS1Message.isSeparator($0) } }
        func separators(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { GS1Message.isSeparator($0) } }
        guard letters(scanned) == letters(wanted.utf8), separators(scanned) != separators(wanted.utf8) else {
            return nil
        }
        return ScannerFault(kind: .separators, mended: wanted, interpretations: [])
    }

    /// What a scanner did; a symbology identifier before a message belongs there.
    private func scannerFaults(in text: String, _ answer: ParseAnswer) -> [ScannerFault] {
        ScannerFault.faults(in: text, readers: readers).filter {
            !($0.kind == .symbologyIdentifier && answer.confidence == .certain)
        }
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
                .parseUnread, in: "text",
                found: Likeness.readings(of: text).first.map { String($0.sentence.dropLast()) } ?? "it is no number",
                expected: nil))
    }
}
