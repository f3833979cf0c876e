/// What a scanner, or the keyboard that it plays, did to a number: the text as it was meant, and which setting to change.
public struct ScannerFault: Hashable, Sendable {
    /// The faults; raw values are API.
    public enum Kind: String, CaseIterable, Sendable {
        /// The computer has a French keyboard, the scanner plays an American one.
        case azertyComputer = "scanner.azertyComputer"
        /// The computer has a German keyboard, the scanner plays an American one.
        case qwertzComputer = "scanner.qwertzComputer"
        /// The scanner plays a French keyboard, the computer has an American one.
        case azertyScanner = "scanner.azertyScanner"
        /// The scanner plays a German keyboard, the computer has an American one.
        case qwertzScanner = "scanner.qwertzScanner"
        /// Caps Lock was on, so that capitals became small letters.
        case capsLock = "scanner.capsLock"
        /// The same text twice.
        case doubled = "scanner.doubled"
        /// A symbology identifier (ISO/IEC 15424) stands before the number.
        case symbologyIdentifier = "scanner.symbologyIdentifier"
        /// The asterisks that begin and end every Code 39 symbol stand around the number.
        case startStop = "scanner.startStop"
        /// A tabulator or line end follows the number.
        case suffix = "scanner.suffix"
        /// The separators between the element strings of a GS1 symbol were lost, or sent twice.
        case separators = "scanner.separators"
    }

    /// What happened.
    public let kind: Kind
    /// The text as it was meant.
    public let mended: String
    /// What the mended text is, best first; empty for faults that show by themselves.
    public let interpretations: [Identifier.Interpretation]

    /// What happened and which setting to change, in a sentence for people.
    public var sentence: String { kind.sentence }

    /// Two faults are the same where kind and mended text are.
    public static func == (left: ScannerFault, right: ScannerFault) -> Bool {
        left.kind == right.kind && left.mended == right.mended
    }

    /// By kind and mended text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(mended)
    }

    static let longest = 256

    /// The faults that explain a text, the likeliest first; empty where it is a number as it stands, or none however it is
    /// mended.
    ///
    /// A changed layout counts only where the mended text is a number that says itself what it is, or whose check agrees.
    public static func faults(
        in text: String, readers: [Identifier.Reader] = Identifier.Reader.standard
    ) -> [ScannerFault] {
        guard !text.isEmpty, text.utf8.count <= longest else { return [] }
        var faults: [ScannerFault] = []
        var rest: String = text
        for (kind, strip) in ScannerFrame.all {
            guard let stripped = strip(rest), !stripped.isEmpty else { continue }
            rest = stripped
            faults.append(
                ScannerFault(
                    kind: kind, mended: rest,
                    interpretations: Identifier.interpretations(of: rest, readers: readers)))
        }
        let readings = Identifier.interpretations(of: rest, readers: readers)
        if isNumber(readings) {
            if let capitals = withoutCapsLock(rest, readings) { faults.append(capitals) }
            return faults
        }
        for (kind, translate) in KeyboardLayout.translations {
            guard let mended = translate(rest), mended != rest else { continue }
            let readings = Identifier.interpretations(of: mended, readers: readers)
            if isNumber(readings) { faults.append(ScannerFault(kind: kind, mended: mended, interpretations: readings)) }
        }
        return faults
    }

    /// Symbols hold capitals: small letters in a number of a scheme that is never printed in them came by Caps Lock.
    private static func withoutCapsLock(
        _ text: String, _ readings: [Identifier.Interpretation]
    ) -> ScannerFault? {
        guard let best = readings.first, !Self.mayBeSmall.contains(best.scheme),
            text.utf8.contains(where: ASCII.isLower), !text.utf8.contains(where: ASCII.isUpper)
        else { return nil }
        return ScannerFault(kind: .capsLock, mended: text.uppercased(), interpretations: readings)
    }

    /// Schemes that are written in small letters too.
    private static let mayBeSmall: Set<Scheme> = [.mac, .eui64, .elementString, .digitalLink, .epcUri, .epcIdPattern]

    private static func isNumber(_ readings: [Identifier.Interpretation]) -> Bool {
        readings.first.map { $0.confidence >= .likely } ?? false
    }
}

extension ScannerFault.Kind {
    /// What happened and which setting to change.
    public var sentence: String {
        switch self {
        case .azertyComputer:
            "The computer expects a French keyboard (AZERTY) and the scanner plays an American one: set the scanner's "
                + "keyboard country to France, or the computer's layout to English (US)."
        case .qwertzComputer:
            "The computer expects a German keyboard (QWERTZ) and the scanner plays an American one: set the scanner's "
                + "keyboard country to Germany, or the computer's layout to English (US)."
        case .azertyScanner:
            "The scanner plays a French keyboard (AZERTY) and the computer expects an American one: set the scanner's "
                + "keyboard country to United States."
        case .qwertzScanner:
            "The scanner plays a German keyboard (QWERTZ) and the computer expects an American one: set the scanner's "
                + "keyboard country to United States."
        case .capsLock:
            "Small letters stand where symbols hold capitals. If this was scanned, Caps Lock is on: turn it off, or set "
                + "the scanner to override Caps Lock."
        case .doubled:
            "The text stands twice: lengthen the scanner's delay between two reads of the same symbol, or read once."
        case .symbologyIdentifier:
            "A symbology identifier stands before the number: that is good for GS1 codes; elsewhere turn the "
                + "transmission of AIM identifiers off."
        case .startStop:
            "The asterisks of Code 39 stand around the number: turn the transmission of start and stop characters off."
        case .suffix:
            "The scanner sends a tabulator or line end behind the number: if that is not wanted, set its suffix to none."
        case .separators:
            "The separators between the element strings are not as they stand in the symbol. "
                + SeparatorReading.advice
        }
    }
}
