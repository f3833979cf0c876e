import IdentifierTables
import Identifiers
import Testing

@Suite("Rules of the GS1 Syntax Dictionary")
struct DictionaryRuleTests {
    private let dictionary = GS1SyntaxDictionary.builtIn

    private func message(_ text: String) throws -> GS1Message {
        try GS1Message(bracketed: text, dictionary: dictionary)
    }

    @Test("Every identifier has data that pass, and data that fail in each of its components and in its length")
    func identifiers() throws {
        for entry in dictionary.entries {
            let good: String = EntryExamples.passing(entry)
            #expect(throws: Never.self, "\(entry.identifier)\(good)") { try message("\(entry.identifier)\(good)") }
            let element: String = entry.identifier.text + good
            #expect(throws: Never.self, "\(element)") {
                try GS1Message(elementString: element, dictionary: dictionary)
            }
            for index in entry.components.indices {
                let bad = try #require(EntryExamples.failing(entry, component: index))
                let error = #expect(throws: IdentifierError.self, "\(entry.identifier)\(bad)") {
                    try message("\(entry.identifier)\(bad)")
                }
                #expect(error?.code == .gs1Content || error?.code == .gs1Structure)
            }
            let long = String(repeating: "1", count: entry.longest + 1)
            #expect(throws: IdentifierError.self) { try message("\(entry.identifier)\(long)") }
            #expect(throws: IdentifierError.self) { try message("\(entry.identifier)") }
            guard entry.shortest > 1 else { continue }
            let short = String(repeating: "1", count: entry.shortest - 1)
            #expect(throws: IdentifierError.self) { try message("\(entry.identifier)\(short)") }
        }
    }

    @Test("Every required association is met by each of its alternatives, and missed without")
    func requirements() throws {
        for entry in dictionary.entries {
            for (index, requirement) in entry.requirements.enumerated() {
                let others: [IdentifierPattern] = entry.requirements.enumerated().filter { $0.offset != index }
                    .compactMap { $0.element.alternatives.first }.flatMap { $0 }
                for group in requirement.alternatives {
                    let marks: [ApplicationIdentifier] = try (group + others).map { try first($0, not: entry) }
                    let text: String = try element(entry) + marks.map { try element(try entryOf($0)) }.joined()
                    let missed: [AssociationViolation] = try message(text).violations(by: dictionary)
                    #expect(
                        !missed.contains { $0.rule == .required && $0.identifier == entry.identifier }, "\(text)")
                }
                let alone: [AssociationViolation] = try message(element(entry)).violations(by: dictionary)
                let found = alone.filter { $0.rule == .required && $0.identifier == entry.identifier }
                #expect(found.contains { $0.needed == requirement.alternatives }, "\(entry.identifier)")
                #expect(found.allSatisfy { !$0.sentence.isEmpty && !$0.mend.isEmpty && $0.places == [0] })
            }
        }
    }

    @Test("Every exclusion is found, in either order, and not without its other half")
    func exclusions() throws {
        for entry in dictionary.entries {
            for pattern in entry.exclusions {
                let matching: [DictionaryEntry] = dictionary.entries.filter {
                    pattern.matches($0.identifier) && $0.identifier != entry.identifier
                }
                for other in matching {
                    for text in [try element(entry) + element(other), try element(other) + element(entry)] {
                        let found: [AssociationViolation] = try message(text).violations(by: dictionary)
                        #expect(
                            found.contains {
                                $0.rule == .mutuallyExclusive && $0.identifier == entry.identifier
                                    && $0.other == other.identifier
                            }, "\(text)")
                    }
                }
                let alone: [AssociationViolation] = try message(element(entry)).violations(by: dictionary)
                #expect(!alone.contains { $0.rule == .mutuallyExclusive })
            }
        }
    }

    @Test("What several symbols say of one item is judged together")
    func severalSymbols() throws {
        let label = try message("(10)A1(17)260731")
        let chip = try message("(01)09506000134352")
        #expect(!label.violations(by: dictionary).isEmpty)
        #expect(label.violations(by: dictionary, rules: .exceptRequired).isEmpty)
        #expect(GS1Message(joining: [label, chip]).violations(by: dictionary).isEmpty)
        let other = try message("(01)04006381333931")
        let rules = GS1Message(joining: [label, chip, other]).violations(by: dictionary).map(\.rule)
        #expect(rules == [.repeated])
    }

    @Test("All violations are told at once")
    func allAtOnce() throws {
        let found = try message("(02)09506000134352(01)09506000134352(10)A(10)B(21)X").violations(by: dictionary)
        #expect(Set(found.map(\.rule)) == [.mutuallyExclusive, .required, .repeated])
        let faults = GS1Message.faults(
            inBracketed: "(01)09506000134353(17)261301(77)X(10)A B(21)OK", dictionary: dictionary)
        #expect(
            faults.map(\.reason) == [
                .incorrectCheckDigit, .illegalMonth, .unknownIdentifier, .invalidCset82Character,
            ])
        #expect(faults.allSatisfy { !$0.sentence.isEmpty })
    }

    private func element(_ entry: DictionaryEntry) throws -> String {
        "\(entry.identifier)\(EntryExamples.passing(entry))"
    }

    private func entryOf(_ identifier: ApplicationIdentifier) throws -> DictionaryEntry {
        try #require(dictionary[identifier])
    }

    private func first(_ pattern: IdentifierPattern, not entry: DictionaryEntry) throws -> ApplicationIdentifier {
        try #require(
            dictionary.entries.map(\.identifier).first { pattern.matches($0) && $0 != entry.identifier },
            "\(pattern.text)")
    }
}
