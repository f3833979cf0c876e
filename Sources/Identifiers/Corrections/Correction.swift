/// A number that somebody may have meant: it obeys the scheme and lies one likely mistake from what was typed. Never
/// applied silently: the person compares it with the plate.
public struct Correction: Hashable, Sendable {
    /// The mistake, the likeliest first.
    public enum Kind: Int, Comparable, CaseIterable, Sendable {
        /// The scheme has no such character, and this one looks like it.
        case forced
        /// Another character that looks alike.
        case lookAlike
        /// Two neighbours changed places.
        case swap
        /// A character that the scheme does not have, and one more mistake.
        case forcedAndAnother

        /// Likelier mistakes come first.
        public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    /// The canonical form of what may be meant.
    public let text: String
    /// The mistake.
    public let kind: Kind
    /// Which characters change, counted from 0 without separators.
    public let positions: [Int]

    /// What changes, in a sentence for people.
    public var sentence: String {
        let places: String = positions.map { IdentifierError.ordinal($0) }.joined(separator: " and ")
        switch kind {
        case .forced: return "The \(places) character cannot be what was typed: perhaps \(text) is meant."
        case .lookAlike: return "The \(places) character looks like another: perhaps \(text) is meant."
        case .swap: return "The \(places) characters may have changed places: perhaps \(text) is meant."
        case .forcedAndAnother: return "Several characters are miscopied (\(places)): perhaps \(text) is meant."
        }
    }
}

extension SchemeValue {
    /// What somebody may have meant who typed a text that the scheme refuses; empty where the text obeys it already.
    /// The likeliest come first; at most 50.
    public static func corrections(of text: some StringProtocol) -> [Correction] {
        Corrector { candidate throws(IdentifierError) in try Self(parsing: candidate).text }.corrections(of: text)
    }
}

extension VIN {
    /// What somebody may have meant who typed a VIN that the rules of a market refuse.
    ///
    /// Outside North America no check tells a good guess from a bad one, so that only characters that no VIN has are
    /// corrected there.
    public static func corrections(of text: some StringProtocol, profile: Profile) -> [Correction] {
        Corrector { candidate throws(IdentifierError) in
            // Most candidates fail by their check digit, and nobody reads the error.
            var plain: String = candidate
            if profile == .us, let vin = plain.withUTF8({ VIN(exactly: $0) }), vin.checkDigit.isNumber,
                !vin.hasValidCheckDigit
            {
                throw IdentifierError(.checkCharacter, in: "VIN")
            }
            return try VIN(parsing: candidate, profile: profile).text
        }.corrections(of: text)
    }
}
