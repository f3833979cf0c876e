import IdentifierTables
import Identifiers
import Testing

@Suite("GS1 messages")
struct GS1MessageTests {
    private let dictionary = GS1SyntaxDictionary.builtIn

    /// A message in the notation of a vector.
    static func message(_ text: String, _ line: GS1Vectors.Line, kind: String) throws -> GS1Message {
        let unknown: GS1Message.UnknownIdentifiers = line.flag("permitUnknownAIs") ? .permitted : .refused
        switch kind {
        case "bracketed": return try GS1Message(bracketed: text, dictionary: .builtIn, unknown: unknown)
        case "digitalLink":
            return try DigitalLink(parsing: text, dictionary: .builtIn, options: DigitalLinkTests.options(line)).message
        default:
            return try GS1Message(
                elementString: text, dictionary: .builtIn,
                start: line.flag("noLeadingFNC1") ? .withoutFNC1 : .withFNC1, unknown: unknown)
        }
    }

    /// Whether a message passes the rules that a vector asks for.
    static func passes(_ message: GS1Message, _ line: GS1Vectors.Line) -> Bool {
        switch line.checks {
        case "all": message.violations(by: .builtIn).isEmpty
        case "allExceptRequiredAIs": message.violations(by: .builtIn, rules: .exceptRequired).isEmpty
        default: true
        }
    }

    /// Compares the notations that a vector names.
    static func compare(_ message: GS1Message, _ line: GS1Vectors.Line) {
        let caret = UInt8(ascii: "^")
        if !line.isOrderInsensitive {
            if let wanted = line.expected("elementString") {
                #expect(message.elementString(separator: caret, leading: true) == wanted, "\(line)")
            }
            if let wanted = line.expected("bracketed") { #expect(message.bracketed() == wanted, "\(line)") }
        }
        if let wanted = line.expected("elementStringFixedLengthFirst") {
            let text = message.elementString(order: .predefinedLengthFirst, separator: caret, leading: true)
            #expect(text == wanted, "\(line)")
        }
        if let wanted = line.expected("bracketedFixedLengthFirst") {
            #expect(message.bracketed(order: .predefinedLengthFirst) == wanted, "\(line)")
        }
        for name in ["ais", "json"] {
            guard let wanted = line.expectedObject(name) as? [String: String] else { continue }
            let found = Dictionary(
                message.elements.map { ($0.identifier.text, $0.value) }, uniquingKeysWith: { first, _ in first })
            #expect(found == wanted, "\(line)")
        }
    }

    @Test("Every vector of element strings gets its verdict and its notations")
    func elementStrings() throws {
        for line in try GS1Vectors.lines("gs1-element-strings", "elementString", "bracketed") {
            do {
                let message = try Self.message(line.input, line, kind: line.kind)
                #expect(Self.passes(message, line) == line.isValid, "\(line): \(message.violations(by: dictionary))")
                guard line.isValid else { continue }
                Self.compare(message, line)
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("Every fault is found where the vectors have it")
    func faults() throws {
        for line in try GS1Vectors.lines("gs1-element-strings", "elementString", "bracketed") where !line.isValid {
            let faults: [ElementFault] =
                line.kind == "bracketed"
                ? GS1Message.faults(inBracketed: line.input, dictionary: dictionary)
                : GS1Message.faults(inElementString: line.input, dictionary: dictionary)
            guard let fault = faults.first else { continue }
            if let identifier = line.expected("ai") {
                #expect(fault.identifier?.text == identifier, "\(line): \(fault)")
            }
            if let position = line.expectedNumber("position") {
                #expect(fault.offset.map { $0 + 1 } == position, "\(line): \(fault)")
            }
            if let marked = line.expected("errorMarkup") {
                // The source ends with the component, not with the data field.
                #expect(Self.marked(line.input, fault).hasPrefix(marked), "\(line)")
            }
        }
    }

    /// The faulty element with bars around what offends.
    private static func marked(_ text: String, _ fault: ElementFault) -> String {
        let bytes: [UInt8] = Array(text.utf8)
        let bar: [UInt8] = [UInt8(ascii: "|")]
        var start: Int = fault.range.lowerBound
        while start > 0, bytes[start] != UInt8(ascii: "(") || bytes[max(start - 1, 0)] == UInt8(ascii: "\\") {
            start -= 1
        }
        var end: Int = fault.range.upperBound
        while end < bytes.count, bytes[end] != UInt8(ascii: "(") { end += 1 }
        let marked: [UInt8] =
            bytes[start..<fault.range.lowerBound] + bar + bytes[fault.range] + bar + bytes[fault.range.upperBound..<end]
        return String(decoding: marked, as: UTF8.self)
    }

    @Test("Every vector of associations gets its verdict by its rule")
    func associations() throws {
        let rules: [String: AssociationViolation.Rule] = [
            "mutuallyExclusiveAIs": .mutuallyExclusive, "requiredAIs": .required, "repeatedAIs": .repeated,
            "digSigSerialKey": .signatureWithoutSerial,
        ]
        for line in try GS1Vectors.lines("gs1-associations", "association") {
            let rule = try #require(rules[line.expected("rule") ?? ""])
            let message = try Self.message(line.input, line, kind: "bracketed")
            let found: [AssociationViolation] = message.violations(by: dictionary)
            #expect(!found.contains { $0.rule == rule } == line.isValid, "\(line): \(found)")
        }
    }

    @Test("Every vector of human-readable interpretation gets its lines")
    func humanReadable() throws {
        for line in try GS1Vectors.lines("gs1-element-strings", "hri") {
            let message = try Self.message(line.input, line, kind: line.option("inputKind") ?? "bracketed")
            let titles: GS1SyntaxDictionary? = line.flag("includeDataTitles") ? dictionary : nil
            #expect(message.humanReadable(titles: titles) == line.expectedList("hri"), "\(line)")
        }
    }
}
