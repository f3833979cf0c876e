extension GS1Message {
    /// Which rules are asked for.
    public enum Rules: Hashable, Sendable {
        /// All of them: for everything that marks an item.
        case all
        /// Without the identifiers that need others: for one of several symbols of an item, the others unseen.
        case exceptRequired
    }

    /// All that is wrong with the elements as marks of one item, in the order of the elements.
    ///
    /// The rules hold for the item, not for the symbol: join what all its symbols say by ``init(joining:)`` first.
    public func violations(
        by dictionary: GS1SyntaxDictionary, rules: Rules = .all
    ) -> [AssociationViolation] {
        var result: [AssociationViolation] = []
        for (place, span) in spans.enumerated() {
            // An identifier that is repeated is asked once.
            let isFirst: Bool = !spans[..<place].contains { $0.identifier == span.identifier }
            if isFirst {
                if let violation = repetition(of: span.identifier, at: place) { result.append(violation) }
                if !span.layout.isUnknown, dictionary.entries.indices.contains(Int(span.layout.entry)),
                    let entry = dictionary[span.identifier]
                {
                    result += exclusions(of: entry, at: place)
                    if rules == .all { result += unmet(of: entry, at: place) }
                }
            }
        }
        if let violation = unserialisedSignature(dictionary) { result.append(violation) }
        return result
    }

    private func repetition(of identifier: ApplicationIdentifier, at place: Int) -> AssociationViolation? {
        let data = bytes[spans[place].range]
        let others: [Int] = spans.indices.filter {
            $0 > place && spans[$0].identifier == identifier && bytes[spans[$0].range] != data
        }
        guard !others.isEmpty else { return nil }
        return AssociationViolation(
            rule: .repeated, identifier: identifier, other: nil, places: [place] + others, needed: [])
    }

    /// A pair that excludes each other in both directions is told once.
    private func exclusions(of entry: DictionaryEntry, at place: Int) -> [AssociationViolation] {
        var result: [AssociationViolation] = []
        for (other, span) in spans.enumerated() where span.identifier != entry.identifier {
            guard entry.exclusions.contains(where: { $0.matches(span.identifier) }),
                !result.contains(where: { $0.other == span.identifier })
            else { continue }
            result.append(
                AssociationViolation(
                    rule: .mutuallyExclusive, identifier: entry.identifier, other: span.identifier,
                    places: [place, other], needed: []))
        }
        return result
    }

    private func unmet(of entry: DictionaryEntry, at place: Int) -> [AssociationViolation] {
        entry.requirements.filter { requirement in
            !requirement.alternatives.contains { group in
                group.allSatisfy { pattern in
                    spans.contains { $0.identifier != entry.identifier && pattern.matches($0.identifier) }
                }
            }
        }.map {
            AssociationViolation(
                rule: .required, identifier: entry.identifier, other: nil, places: [place], needed: $0.alternatives)
        }
    }

    /// GS1 General Specifications, 3.8.23: a signature with (253), (255) or (8003) covers a serialised key.
    private func unserialisedSignature(_ dictionary: GS1SyntaxDictionary) -> AssociationViolation? {
        guard spans.contains(where: { $0.identifier == Self.signature }) else { return nil }
        for (place, span) in spans.enumerated() {
            guard Self.serialisable.contains(span.identifier), span.count == span.layout.shortest else { continue }
            return AssociationViolation(
                rule: .signatureWithoutSerial, identifier: span.identifier, other: nil, places: [place], needed: [])
        }
        return nil
    }

    private static let signature = ApplicationIdentifier(number: 8030, length: 4)
    private static let serialisable: Set<ApplicationIdentifier> = [
        ApplicationIdentifier(number: 253, length: 3), ApplicationIdentifier(number: 255, length: 3),
        ApplicationIdentifier(number: 8003, length: 4),
    ]
}
