extension ParseScheme {
    /// GS1 messages in each notation, and what they mean.
    static let messages: [ParseScheme] = [
        ParseScheme("elementString") { context throws(ParseFault) in try read(context, as: "elementString") },
        ParseScheme("bracketed") { context throws(ParseFault) in try read(context, as: "bracketed") },
        ParseScheme("digitalLink") { context throws(ParseFault) in
            let text: String = try context.text()
            let link: DigitalLink = try context.read { () throws(IdentifierError) in
                try DigitalLink(parsing: text, dictionary: context.dictionary, options: context.linkOptions)
            }
            return judged(context.outcome(of: link), link.message, context)
        },
        ParseScheme("association", association),
        ParseScheme("hri") { context throws(ParseFault) in
            let message: GS1Message = try context.message(otherwise: "bracketed")
            let titles: GS1SyntaxDictionary? = context.flag("includeDataTitles") ? context.dictionary : nil
            return ParseOutcome([.init("hri", .texts(message.humanReadable(titles: titles)))])
        },
        ParseScheme("aiSemantics", meaning), ParseScheme("aiSemanticsMulti", meanings),
        ParseScheme("encodeDecimal", measure), ParseScheme("gs1-udi", device),
    ]

    /// An element string with or without brackets; where it is refused, every fault.
    private static func read(_ context: ParseContext, as kind: String) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        do throws(ParseFault) {
            let message: GS1Message = try context.message(as: kind)
            return judged(context.outcome(of: message), message, context)
        } catch {
            let faults: [ElementFault] =
                kind == "bracketed"
                ? GS1Message.faults(
                    inBracketed: text, dictionary: context.dictionary, unknown: context.unknownIdentifiers)
                : GS1Message.faults(
                    inElementString: text, dictionary: context.dictionary, start: context.start,
                    unknown: context.unknownIdentifiers)
            var outcome = ParseOutcome(FaultDescriber.members(of: faults, in: text), fault: error)
            if let first = faults.first { outcome.fault = ParseFault(first.error, reason: first.reason.rawValue) }
            outcome.tables = [context.describer.dictionaryTable]
            return outcome
        }
    }

    /// Refuses a message that breaks the rules that were asked for.
    private static func judged(_ outcome: ParseOutcome, _ message: GS1Message, _ context: ParseContext) -> ParseOutcome
    {
        let rules: GS1Message.Rules
        switch context.request.checks {
        case "all": rules = .all
        case "allExceptRequiredAIs": rules = .exceptRequired
        default: return outcome
        }
        var outcome: ParseOutcome = outcome
        if let violation = message.violations(by: context.dictionary, rules: rules).first {
            outcome.fault = ParseFault(violation.error, reason: violation.rule.name)
        }
        return outcome
    }

    /// Whether elements belong together; with the option 'rule' only that rule counts.
    @Sendable
    private static func association(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let message: GS1Message = try context.message(otherwise: "bracketed")
        var outcome: ParseOutcome = context.outcome(of: message)
        let rule: String? = context.option("rule")
        let found: [AssociationViolation] = message.violations(by: context.dictionary)
        if let violation = found.first(where: { rule == nil || $0.rule.name == rule }) {
            outcome.fault = ParseFault(violation.error, reason: violation.rule.name)
            outcome.value.append(.init("rule", violation.rule.name))
        }
        return outcome
    }

    /// What the first element says.
    @Sendable
    private static func meaning(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let message: GS1Message = try context.message(otherwise: "elementString")
        guard let element = message.elements.first,
            let meaning = message.meanings(by: context.dictionary, asOf: context.asOf).first
        else { return ParseOutcome([]) }
        var members: [ParseValue.Member] = [
            .init("ai", element.identifier.text), .init("value", element.value), .init("title", meaning.title),
            .init("words", meaning.words), .init("sentence", meaning.sentence),
        ]
        members += MessageDescriber.values(meaning)
        return ParseOutcome(members)
    }

    /// What every element says.
    @Sendable
    private static func meanings(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let message: GS1Message = try context.message(otherwise: "bracketed")
        var values: [ParseValue.Member] = []
        for meaning in message.meanings(by: context.dictionary, asOf: context.asOf) {
            let texts: [String] = meaning.values.map(\.plainText)
            values.merge([
                .init(meaning.identifier.text, texts.count == 1 ? .text(texts[0]) : .texts(texts))
            ])
        }
        return ParseOutcome([.init("values", .object(values))])
    }

    /// The identifier that has room for a number's decimals: `{"3100": "17.23"}`.
    @Sendable
    private static func measure(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        guard case .object(let members) = context.request.input, members.count == 1, let member = members.first,
            let identifier = ApplicationIdentifier(member.name), let text = member.value.text,
            let decimal = ExactDecimal(text)
        else {
            throw ParseFault(
                ParseRequest.error(
                    "the input is no measure", expected: #"an identifier and a decimal, such as {"3100": "17.23"}"#))
        }
        let element: GS1Message.Element = try context.read { () throws(IdentifierError) in
            try GS1Message.Element.measure(decimal, as: identifier, dictionary: context.dictionary)
        }
        return ParseOutcome([.init("bracketed", "\(element.identifier)\(element.value)")])
    }

    /// The device identifier and the production identifiers of a medical device.
    @Sendable
    private static func device(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        let message: GS1Message = try context.message(as: text.hasPrefix("(") ? "bracketed" : "eitherElementString")
        var outcome: ParseOutcome = context.outcome(of: message)
        let device = UDI(message, dictionary: context.dictionary, asOf: context.asOf)
        outcome.value = [ParseValue.Member](device.elements) + outcome.value
        guard device.deviceIdentifier == nil else { return outcome }
        outcome.fault = ParseFault(
            IdentifierError(
                .gs1Structure, in: "device identification", found: nil, expected: "a device identifier, (01)"))
        return outcome
    }
}

extension ElementMeaning.Value {
    /// The value without its unit.
    fileprivate var plainText: String {
        switch self {
        case .quantity(let number, _), .amount(let number, _): number.text
        default: text
        }
    }
}

extension UDI {
    /// What GS1 element strings say of a medical device (GS1 General Specifications, 2.1.13).
    init(_ message: GS1Message, dictionary: GS1SyntaxDictionary, asOf: CivilDate) {
        var production = ProductionIdentifiers()
        production.lot = message["10"]
        production.serial = message["21"]
        for meaning in message.meanings(by: dictionary, asOf: asOf) {
            guard case .date(let date) = meaning.values.first else { continue }
            switch meaning.identifier.text {
            case "11": production.manufactured = date
            case "17": production.expiry = date
            default: break
            }
        }
        self.init(issuer: .gs1, deviceIdentifier: message["01"], production: production)
    }
}
