/// A label by the rules of the Health Industry Business Communications Council (ANSI/HIBC 2.6): `+`, the labeler and
/// product (primary), behind a slash the production identifiers (secondary), and a check character over all.
///
/// The check character is a plain sum and misses 92 % of swapped neighbours: only a catalogue can tell.
public struct HIBC: Hashable, Sendable {
    /// The canonical text: from the plus sign to the check character, without the asterisks of Code 39.
    public let text: String
    /// The labeler identification code, four characters; nil for a secondary label that stands alone.
    public let labeler: String?
    /// The product or catalogue number, 1 to 18 characters.
    public let product: String?
    /// The level of packaging, 0 the single item, 1 to 8 larger ones, 9 variable.
    public let unitOfMeasure: Int?
    /// Lot, serial number and dates.
    public let production: ProductionIdentifiers
    /// The check character of the primary label that a separate secondary label repeats.
    public let link: Character?

    static let subject = "HIBC"
    private static let longest = 150

    /// Reads a label: primary, secondary, or both joined by a slash; asterisks around it do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`,
    ///   `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let label: HIBCLabel = try HIBCLabel(text, subject: Self.subject, longest: Self.longest)
        self.text = ASCII.text(label.bytes)
        let content: ArraySlice<UInt8> = label.bytes[1..<(label.bytes.count - 1)]
        guard let first = content.first else {
            throw IdentifierError(.length, in: Self.subject, found: "nothing but a check character")
        }
        if ASCII.isLetter(first) {
            let slash: Int = content.firstIndex(of: UInt8(ascii: "/")) ?? content.endIndex
            let primary: HIBCPrimary = try HIBCPrimary(content[..<slash], offset: label.offset)
            (labeler, product, unitOfMeasure) = (primary.labeler, primary.product, primary.unitOfMeasure)
            link = nil
            production =
                slash < content.endIndex
                ? try HIBCSecondary.read(content[(slash + 1)...], offset: label.offset) : ProductionIdentifiers()
        } else {
            (labeler, product, unitOfMeasure) = (nil, nil, nil)
            // A secondary label repeats the primary's check character before its own.
            guard content.count > 2, let last = content.last else {
                throw IdentifierError(
                    .length, in: Self.subject, found: "\(label.bytes.count) characters",
                    expected: "production identifiers and the link character")
            }
            link = Character(Unicode.Scalar(last))
            production = try HIBCSecondary.read(content.dropLast(), offset: label.offset)
        }
    }

    /// Labeler, product and level of packaging, without plus sign and check character: what FDA calls the device
    /// identifier. Nil for a secondary label that stands alone.
    public var deviceIdentifier: String? {
        guard let labeler, let product, let unitOfMeasure else { return nil }
        return "\(labeler)\(product)\(unitOfMeasure)"
    }

    /// The last character.
    public var checkCharacter: Character { text.last ?? " " }

    /// Device and production identifiers.
    public var udi: UDI { UDI(issuer: .hibcc, deviceIdentifier: deviceIdentifier, production: production) }
}

extension HIBC: SchemeValue {
    /// ``Scheme/hibc``
    public static var scheme: Scheme { .hibc }

    /// Device and production identifiers, labeler, product and check character.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = udi.elements
        if let labeler { result.append(Element("lic", labeler)) }
        if let product { result.append(Element("pcn", product)) }
        if let unitOfMeasure { result.append(Element("unit_of_measure", unitOfMeasure)) }
        if let link { result.append(Element("link", String(link))) }
        result.append(Element("check", String(checkCharacter)))
        return result
    }
}

/// The characters of a label, with a check character that agrees.
struct HIBCLabel {
    /// From the plus sign to the check character, in capitals.
    let bytes: [UInt8]
    /// How many characters stand before the plus sign.
    let offset: Int

    init(_ text: some StringProtocol, subject: String, longest: Int) throws(IdentifierError) {
        var bytes: [UInt8] = []
        var offset = 0
        for scalar in text.unicodeScalars {
            if bytes.isEmpty, scalar.isSpace || scalar == "*" {
                offset += 1
                continue
            }
            guard scalar.isASCII, ASCII.isPrintable(UInt8(scalar.value)) else {
                if scalar.isSpace { continue }
                throw IdentifierError(
                    .character, in: subject, at: offset + bytes.count, found: IdentifierError.shown(scalar),
                    expected: "a character of Code 39")
            }
            bytes.append(ASCII.uppercased(UInt8(scalar.value)))
            guard bytes.count <= longest else {
                throw IdentifierError(
                    .length, in: subject, found: "more than \(longest) characters", expected: "at most \(longest)")
            }
        }
        // The check character may be a space, so that only an asterisk ends the label for sure.
        if bytes.last == UInt8(ascii: "*") { bytes.removeLast() }
        guard !bytes.isEmpty else { throw IdentifierError(.empty, in: subject) }
        guard bytes[0] == UInt8(ascii: "+") else {
            throw IdentifierError(
                .character, in: subject, at: offset, found: ASCII.shown(bytes[0]), expected: "'+'")
        }
        guard bytes.count > 3 else {
            throw IdentifierError(
                .length, in: subject, found: "\(bytes.count) characters", expected: "at least 4")
        }
        if let bad = bytes.firstIndex(where: { CheckCharacter.mod43.value(of: $0) == nil }) {
            throw IdentifierError(
                .character, in: subject, at: offset + bad, found: ASCII.shown(bytes[bad]),
                expected: "a letter, a digit or one of - . $ / + %")
        }
        var right: String? = CheckCharacter.mod43.compute(over: bytes.dropLast())
        // A space at the end may be the check character, or was only pasted along.
        while bytes.count > 4, bytes.last == ASCII.space, right != " " {
            bytes.removeLast()
            right = CheckCharacter.mod43.compute(over: bytes.dropLast())
        }
        guard let last = bytes.last, right?.utf8.first == last else {
            throw IdentifierError(
                .checkCharacter, in: subject, at: offset + bytes.count - 1, found: ASCII.shown(bytes.last ?? 0),
                expected: "the check character '\(right ?? "")'")
        }
        self.bytes = bytes
        self.offset = offset
    }
}

/// Labeler, product and level of packaging.
struct HIBCPrimary {
    let labeler: String
    let product: String
    let unitOfMeasure: Int

    /// - Parameter bytes: Labeler to level, without plus sign; the indices are offsets from the plus sign.
    init(_ bytes: ArraySlice<UInt8>, offset: Int) throws(IdentifierError) {
        guard (6...23).contains(bytes.count) else {
            throw IdentifierError(
                .length, in: HIBC.subject, found: "\(bytes.count) characters before the slash",
                expected: "4 of the labeler, 1 to 18 of the product, and the level of packaging")
        }
        if let bad = bytes.firstIndex(where: { !ASCII.isLetterOrDigit($0) }) {
            throw IdentifierError(
                .character, in: HIBC.subject, at: offset + bad, found: ASCII.shown(bytes[bad]),
                expected: "a letter or a digit")
        }
        let first: Int = bytes.startIndex
        guard ASCII.isLetter(bytes[first]) else {
            throw IdentifierError(
                .character, in: HIBC.subject, at: offset + first, found: ASCII.shown(bytes[first]),
                expected: "a letter, with which every labeler's code begins")
        }
        let last: Int = bytes.endIndex - 1
        guard ASCII.isDigit(bytes[last]) else {
            throw IdentifierError(
                .character, in: HIBC.subject, at: offset + last, found: ASCII.shown(bytes[last]),
                expected: "the level of packaging, a digit")
        }
        labeler = ASCII.text(bytes.prefix(4))
        product = ASCII.text(bytes[(first + 4)..<last])
        unitOfMeasure = Int(bytes[last] - 0x30)
    }
}
