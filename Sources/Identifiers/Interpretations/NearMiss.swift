extension Identifier {
    /// A scheme that a text nearly belongs to.
    public struct NearMiss: Sendable {
        /// The scheme.
        public let scheme: Scheme
        /// Why it does not.
        public let error: IdentifierError
        /// What may be meant, the likeliest first; may be empty.
        public let corrections: [Correction]
    }

    /// The schemes with a check that a text has the length and the looks of, but does not obey: those with likely
    /// corrections first. Empty for texts that a scheme with a check accepts, and for texts that are like none.
    ///
    /// - Parameter dictionary: The rules of GS1's messages; nil where nobody asks for them.
    public static func nearMisses(of text: String, by dictionary: GS1SyntaxDictionary? = nil) -> [NearMiss] {
        guard text.utf8.count <= longest else { return [] }
        let candidate = Candidate(text, role: .unlabelled)
        var found: [NearMiss] = []
        if let dictionary, let miss = gs1Miss(candidate, dictionary) { return [miss] }
        for trial in (dictionary == nil ? Trial.all : Trial.all + Trial.gs1) where trial.isLike(candidate) {
            guard let error = trial.error(text) else { return [] }
            guard error.code == .checkCharacter || error.code == .character else { continue }
            let corrections: [Correction] = trial.corrections(text)
            // A wrong character that nothing corrects is no miss by a hair.
            guard error.code == .checkCharacter || !corrections.isEmpty else { continue }
            found.append(NearMiss(scheme: trial.scheme, error: error, corrections: corrections))
        }
        return found.filter { !$0.corrections.isEmpty } + found.filter { $0.corrections.isEmpty }
    }

    /// A text that says itself that it is GS1's, by brackets, a mark or the scheme of a URI, and breaks a rule.
    private static func gs1Miss(_ candidate: Candidate, _ dictionary: GS1SyntaxDictionary) -> NearMiss? {
        let text: Substring = candidate.trimmed
        func miss(_ scheme: Scheme, _ read: () throws(IdentifierError) -> Void) -> NearMiss? {
            do throws(IdentifierError) {
                try read()
                return nil
            } catch {
                return NearMiss(scheme: scheme, error: error, corrections: [])
            }
        }
        switch candidate.first {
        case UInt8(ascii: "(") where candidate.digitCount > 2 && candidate.marks.contains(UInt8(ascii: ")")):
            return miss(.elementString) { () throws(IdentifierError) in
                _ = try GS1Message(bracketed: text, dictionary: dictionary)
            }
        case UInt8(ascii: "]") where Symbology.named(text.prefix(3)) != nil:
            return miss(.elementString) { () throws(IdentifierError) in
                _ = try Scan(parsing: text, dictionary: dictionary)
            }
        case UInt8(ascii: "^"), 0x1D:
            return miss(.elementString) { () throws(IdentifierError) in
                _ = try GS1Message(elementString: text, dictionary: dictionary)
            }
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            guard text.prefix(8).lowercased() == "urn:epc:" else { return nil }
            return miss(.epcUri) { () throws(IdentifierError) in _ = try EPC(parsing: text) }
        case UInt8(ascii: "h"), UInt8(ascii: "H"):
            // Most web addresses are no links of GS1: one with a key in its path means to be.
            guard text.contains("/01/") || text.contains("/00/") || text.contains("/414/") else { return nil }
            return miss(.digitalLink) { () throws(IdentifierError) in
                _ = try DigitalLink(parsing: text, dictionary: dictionary)
            }
        default: return nil
        }
    }

    /// How a scheme with a check is tried.
    private struct Trial: Sendable {
        let scheme: Scheme
        let isLike: @Sendable (Candidate) -> Bool
        /// nil where the scheme accepts the text.
        let error: @Sendable (String) -> IdentifierError?
        let corrections: @Sendable (String) -> [Correction]

        init<Value: SchemeValue>(_ type: Value.Type, _ isLike: @escaping @Sendable (Candidate) -> Bool) {
            scheme = Value.scheme
            self.isLike = isLike
            error = { text in
                do throws(IdentifierError) {
                    _ = try Value(parsing: text)
                    return nil
                } catch {
                    return error
                }
            }
            corrections = { Value.corrections(of: $0) }
        }

        private init(vinLike isLike: @escaping @Sendable (Candidate) -> Bool) {
            scheme = .vin
            self.isLike = isLike
            error = { text in
                do throws(IdentifierError) {
                    _ = try VIN(written: text, profile: .us)
                    return nil
                } catch {
                    // Elsewhere position 9 is free: where no check digit can be meant, nothing is missed.
                    guard let vin = try? VIN(written: text, profile: .iso) else { return error }
                    let mayBeCheck: Bool = vin.checkDigit.isNumber || vin.checkDigit == "X"
                    return vin.region == .northAmerica || mayBeCheck ? error : nil
                }
            }
            corrections = { VIN.corrections(of: $0, profile: .us) }
        }

        static let all: [Trial] = [
            Trial(vinLike: { $0.isPlain && $0.count == 17 && $0.digitCount < 17 }),
            Trial(IMEI.self) { $0.isPlain && $0.count == 15 && $0.digitCount >= 12 },
            Trial(ContainerNumber.self) { candidate in
                candidate.isPlain && candidate.count == 11 && candidate.digitCount >= 5 && candidate.digitCount <= 8
            },
            Trial(ICCID.self) { $0.isPlain && $0.count == 19 && $0.digitCount >= 16 && $0.compact.text(0..<2) == "89" },
            Trial(ISBN.self) { candidate in
                candidate.isPlain && candidate.count == 13 && candidate.digitCount >= 11
                    && ["978", "979"].contains(candidate.compact.text(0..<3))
            },
            Trial(HIBC.self) { $0.first == UInt8(ascii: "+") && $0.count >= 7 },
        ]

        /// GS1's numbers: any digits of their length have their looks.
        static let gs1: [Trial] = [
            Trial(GTIN.self) { candidate in
                candidate.isPlain && (12...14).contains(candidate.count) && candidate.digitCount >= candidate.count - 1
            },
            Trial(SSCC.self) { $0.isPlain && $0.count == 18 && $0.digitCount >= 17 },
        ]
    }
}
