/// Elements that do not belong together on one item, or lack another.
public struct AssociationViolation: Hashable, Sendable {
    /// Which rule is broken.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        /// Two identifiers exclude each other (GS1 General Specifications, 4.13.1).
        case mutuallyExclusive
        /// An identifier needs another beside it (4.13.2).
        case required
        /// The same identifier with different data.
        case repeated
        /// A digital signature (8030) of a key without its serial component.
        case signatureWithoutSerial
    }

    /// Which rule is broken.
    public let rule: Rule
    /// The identifier that the rule belongs to.
    public let identifier: ApplicationIdentifier
    /// The identifier that excludes it; nil for the other rules.
    public let other: ApplicationIdentifier?
    /// Where the elements stand among those of the item, counted from 0.
    public let places: [Int]
    /// The groups of identifiers of which one is needed, each group whole; empty for the other rules.
    public let needed: [[IdentifierPattern]]

    /// What is wrong.
    public var sentence: String {
        switch rule {
        case .mutuallyExclusive:
            return "\(identifier) and \(other.map { "\($0)" } ?? "another") may not mark the same item."
        case .required:
            return "\(identifier) may not stand without \(Self.words(needed))."
        case .repeated:
            return "\(identifier) appears with different data."
        case .signatureWithoutSerial:
            return "A digital signature (8030) needs the serial component of \(identifier)."
        }
    }

    /// What to do about it.
    public var mend: String {
        switch rule {
        case .mutuallyExclusive:
            return "Leave out \(identifier) or \(other.map { "\($0)" } ?? "the other")."
        case .required:
            return "Add \(Self.words(needed)), or leave out \(identifier)."
        case .repeated:
            return "Keep one of them; if they mark different items, read these apart."
        case .signatureWithoutSerial:
            return "Give \(identifier) with its serial component, or leave out the signature."
        }
    }

    private static func words(_ groups: [[IdentifierPattern]]) -> String {
        let texts: [String] = groups.map { group in
            group.map { "(\($0.text))" }.joined(separator: " with ")
        }
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "another identifier" }
        return texts.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The same as the error of the module.
    public var error: IdentifierError {
        IdentifierError(.gs1Association, in: "GS1 message", found: sentence, expected: mend)
    }
}
