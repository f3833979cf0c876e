/// A bar code: what it says, in which modules, and what people read below it.
public struct BarCode: Hashable, Sendable {
    /// Its kind.
    public let symbology: Symbology
    /// What a reader gives for it; between GS1 element strings stands the separator U+001D where one is needed.
    public let content: String
    /// What people read below it: the content, of GS1 element strings each with its identifier in brackets.
    public let readable: String
    /// The application identifiers and their values, where it holds GS1 element strings.
    public let elements: [GS1Element]
    /// Its modules, without its quiet zone.
    public let modules: ModuleMatrix
    /// How many modules a row is high, of a code that is not linear.
    let rowHeight: Int

    /// Encodes a text.
    ///
    /// A code of the kinds `ean13`, `ean8`, `upca` and `itf14` takes a GTIN with its check digit, with as many leading
    /// zeros as it pleases.
    /// - Throws: `label.empty`; `label.tooLong`; `label.content` where the code has no such character, or a check digit is
    ///   wrong.
    public init(
        _ text: String, as symbology: Symbology, correction: QRCode.Correction = .medium
    ) throws(LabelError) {
        guard !symbology.holdsGS1 else {
            try self.init(elements: GS1Element.list(parsing: text), as: symbology)
            return
        }
        var text: String = text
        if let digits = symbology.digits { text = try Self.gtin(text, digits: digits) }
        // libzint reckons the check digit of these by itself; eight digits it would take for an EAN-13.
        let isReckoned: Bool = symbology == .itf14 || symbology == .ean8
        let given: String = isReckoned ? String(text.dropLast()) : text
        let request = Zint.Request(symbology: symbology, text: given, level: correction.rawValue)
        try self.init(request, content: text, readable: text, elements: [])
    }

    /// Encodes GS1 element strings, in the order given.
    ///
    /// - Throws: `label.empty`, `label.tooLong`; `label.content` where a value breaks GS1's rules for its identifier.
    public init(elements: [GS1Element], as symbology: Symbology) throws(LabelError) {
        guard !elements.isEmpty else { throw LabelError(.empty, "There is nothing to encode; give a text.") }
        for element in elements where element.value.contains(where: { $0 == "[" || $0 == "]" }) {
            throw LabelError(
                .content, "The value of (\(element.identifier)) holds a square bracket, which GS1 does not allow.")
        }
        let text: String = elements.map { "[\($0.identifier)]\($0.value)" }.joined()
        try self.init(
            .init(symbology: symbology, text: text), content: GS1Element.scanned(elements),
            readable: elements.map { "(\($0.identifier))\($0.value)" }.joined(), elements: elements)
    }

    private init(
        _ request: Zint.Request, content: String, readable: String, elements: [GS1Element]
    ) throws(LabelError) {
        let code = try Zint.encode(request)
        self.symbology = request.symbology
        self.content = content
        self.readable = readable
        self.elements = elements
        modules = code.modules
        rowHeight = code.rowHeight
    }

    /// The digits of a GTIN for a code that has so many, its check digit tested.
    private static func gtin(_ text: String, digits: Int) throws(LabelError) -> String {
        var number: Substring = text[...]
        while number.utf8.count > digits, number.first == "0" { number.removeFirst() }
        let values: [Int] = number.utf8.map { Int($0) - 0x30 }
        guard values.count == digits, values.allSatisfy({ (0...9).contains($0) }) else {
            throw LabelError(
                .content, "This code holds \(digits) digits, the last a check digit; '\(text)' is none such.")
        }
        // GS1 General Specifications, 7.9: from the right, every other digit counts three times.
        let sum: Int = values.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
        guard sum % 10 == 0 else {
            throw LabelError(.content, "The last digit of '\(text)' is a wrong check digit; copy the number anew.")
        }
        return String(number)
    }

    /// The modules across, with its quiet zones.
    var widthWithQuiet: Int { modules.width + symbology.quietZone.left + symbology.quietZone.right }
    /// The modules from top to bottom with its quiet zones, of a code that is not linear.
    var heightWithQuiet: Int { modules.height * rowHeight + 2 * symbology.quietZone.vertical }
}
