/// Says what a GS1 message means, in all its notations.
struct MessageDescriber {
    typealias Members = [ParseValue.Member]

    let tables: ReferenceTables
    let asOf: CivilDate

    /// The notations, the elements with their meanings, and what is wrong with them as marks of one item.
    func members(of message: GS1Message) -> Members {
        let caret = UInt8(ascii: "^")
        let data: Members = data(of: message)
        var members: Members = [
            .init("elementString", message.elementString(separator: caret, leading: true)),
            .init("bracketed", message.bracketed()),
            .init(
                "elementStringFixedLengthFirst",
                message.elementString(order: .predefinedLengthFirst, separator: caret, leading: true)),
            .init("bracketedFixedLengthFirst", message.bracketed(order: .predefinedLengthFirst)),
            .init("ais", .object(data)), .init("json", .object(data)),
        ]
        if let key = GS1Key(message) {
            members.append(.init("key", .object(Members(key.elements(asOf: nil)))))
            if let gtin = key.kind == .gtin ? try? GTIN(parsing: key.number) : nil,
                let owner = tables.prefixes.allocation(of: gtin)
            {
                members.append(.init("owner", owner.owner))
            }
        }
        if let link = try? DigitalLink(message, dictionary: tables.dictionary) {
            members.append(.init("digitalLink", link.canonicalText))
        }
        members.append(.init("elements", .list(elements(of: message))))
        let violations: [AssociationViolation] = message.violations(by: tables.dictionary)
        if !violations.isEmpty { members.append(.init("violations", .list(violations.map { self.document($0) }))) }
        return members
    }

    /// The same of a link, with what belongs to it alone.
    func members(of link: DigitalLink) -> Members {
        var members: Members = [.init("uri", link.text)]
        members.merge(self.members(of: link.message))
        if !link.otherParameters.isEmpty { members.append(.init("ignored", .texts(link.otherParameters))) }
        return members
    }

    /// The data by identifier; of one that comes twice the first.
    func data(of message: GS1Message) -> Members {
        var members: Members = []
        members.merge(message.elements.map { .init($0.identifier.text, $0.value) })
        return members
    }

    private func elements(of message: GS1Message) -> [ParseValue] {
        let meanings: [ElementMeaning] = message.meanings(by: tables.dictionary, asOf: asOf)
        return zip(message.elements, meanings).map { element, meaning in
            var members: Members = [
                .init("ai", element.identifier.text), .init("title", meaning.title), .init("words", meaning.words),
                .init("value", element.value), .init("says", meaning.values.map(\.text).joined(separator: ", ")),
            ]
            members += Self.values(meaning)
            return .object(members)
        }
    }

    /// The values of an element by their kind.
    static func values(_ meaning: ElementMeaning) -> Members {
        var members: Members = []
        for value in meaning.values {
            switch value {
            case .date(let date): members.merge([.init("date", date.lastDay.isoText)])
            case .dateTime(let date, _):
                members.merge([.init("date", date.lastDay.isoText), .init("dateTime", value.text)])
            case .quantity(let number, let unit):
                members.merge([.init("decimal", number.text)])
                if !unit.isEmpty { members.merge([.init("unit", unit)]) }
            case .amount(let number, let currency):
                members.merge([.init("decimal", number.text)])
                if let currency { members.merge([.init("currency", currency)]) }
            case .country(let code, _): members.merge([.init("country", code)])
            case .item(let gtin): members.merge([.init("gtinFormat", "GTIN-\(gtin.form.rawValue)")])
            case .place(let latitude, let longitude):
                members.merge([.init("latitude", latitude.text), .init("longitude", longitude.text)])
            case .piece, .flag, .text: break
            }
        }
        return members
    }

    func document(_ violation: AssociationViolation) -> ParseValue {
        .object([
            .init("rule", violation.rule.name), .init("ai", violation.identifier.text),
            .init("sentence", violation.sentence), .init("mend", violation.mend),
        ])
    }
}

extension AssociationViolation.Rule {
    /// The rule's name in GS1's own engine.
    var name: String {
        switch self {
        case .mutuallyExclusive: "mutuallyExclusiveAIs"
        case .required: "requiredAIs"
        case .repeated: "repeatedAIs"
        case .signatureWithoutSerial: "digSigSerialKey"
        }
    }
}
