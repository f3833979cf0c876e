/// What a text looks like by its shape alone, without asking any registry: the ground for never answering a bare 'not
/// found'.
public struct Likeness: Hashable, Sendable {
    /// The kinds of text; their raw values are API.
    public enum Code: String, CaseIterable, Sendable {
        /// A placeholder instead of a number.
        case placeholder = "likeness.placeholder"
        /// A trade item number with the right check digit.
        case tradeItem = "likeness.tradeItem"
        /// As long as a trade item number, with a wrong check digit.
        case tradeItemMiscopied = "likeness.tradeItemMiscopied"
        /// A VIN with the right check digit.
        case vehicle = "likeness.vehicle"
        /// The shape of a VIN, with another check digit than North America asks for.
        case vehicleUnchecked = "likeness.vehicleUnchecked"
        /// A VIN but for characters that it cannot have.
        case vehicleMiscopied = "likeness.vehicleMiscopied"
        /// An IMEI with the right check digit, or an IMEISV.
        case mobileDevice = "likeness.mobileDevice"
        /// As long as an IMEI, with a wrong check digit.
        case mobileDeviceMiscopied = "likeness.mobileDeviceMiscopied"
        /// A freight container.
        case container = "likeness.container"
        /// A MAC address.
        case networkAddress = "likeness.networkAddress"
        /// A date.
        case date = "likeness.date"
        /// A telephone number.
        case telephone = "likeness.telephone"
        /// An e-mail address.
        case email = "likeness.email"
        /// A URL.
        case url = "likeness.url"
        /// A UUID.
        case uuid = "likeness.uuid"
        /// Only letters and spaces: words.
        case words = "likeness.words"
        /// A number whose label says that it is neither model nor serial number.
        case otherLabel = "likeness.otherLabel"
        /// Letters and digits as models and serials have them.
        case marked = "likeness.marked"
        /// Too long, or full of characters that plates do not carry.
        case unprintable = "likeness.unprintable"
    }

    /// Which of the two numbers on a plate such a text can be.
    public enum Subject: Sendable {
        /// It says which unit: search serial numbers.
        case unit
        /// It says which model: search models and trade items.
        case model
        /// It may be either.
        case either
        /// It is neither.
        case neither
    }

    /// The kind of text.
    public let code: Code
    /// Which of the two numbers it can be.
    public let subject: Subject
    /// What it is and what to try, in a sentence for people.
    public let sentence: String

    init(_ code: Code, _ subject: Subject, _ sentence: String) {
        self.code = code
        self.subject = subject
        self.sentence = sentence
    }

    /// What a text looks like, best first; never empty. Texts of more than 200 characters are not looked at closely.
    public static func readings(of text: some StringProtocol) -> [Likeness] {
        let clean = CleanText(text, limit: 200)
        let shape = TextShape(clean.text)
        if clean.changes.contains(.cut) || shape.lineCount > 1 {
            return [
                Likeness(
                    .unprintable, .neither,
                    "This is more text than a plate's number: paste only the model number and the serial number.")
            ]
        }
        let fields: [PlateField] = PlateText.fields(in: shape.text)
        // A single number is judged without its label.
        let isSingle: Bool = fields.count == 1 && fields[0].role != .unlabelled
        let bare: TextShape = isSingle ? TextShape(fields[0].value) : shape
        var result: [Likeness] = []
        if let placeholder = Placeholder.recognise(bare.text) {
            result.append(Likeness(.placeholder, .neither, placeholder.sentence))
        }
        result += fields.prefix(4).compactMap(labelled)
        result += ShapeTests.all.compactMap { $0(bare) }
        if result.isEmpty { result.append(general(bare)) }
        return result
    }

    /// What the label beside a value says; nil where it may be one of the two numbers.
    private static func labelled(_ field: PlateField) -> Likeness? {
        guard let label = field.label else { return nil }
        let name: String
        let subject: Subject
        switch field.role {
        case .partNumber: (name, subject) = ("a part number: it names a part or a variant, not the unit", .model)
        case .productCode: (name, subject) = ("a product code, the same for all units of a model", .model)
        case .assetTag: (name, subject) = ("the owner's asset tag, which the manufacturer does not know", .neither)
        case .lot: (name, subject) = ("a lot, which many units share", .neither)
        case .date: (name, subject) = ("a date", .neither)
        case .manufacturer: (name, subject) = ("a manufacturer's name", .neither)
        case .model, .serial, .imei, .vin, .unlabelled: return nil
        }
        return Likeness(.otherLabel, subject, "The label '\(label)' says that '\(field.value)' is \(name).")
    }

    private static func general(_ shape: TextShape) -> Likeness {
        if shape.compact.isEmpty || !shape.isASCII && shape.digitCount == 0 {
            return Likeness(.words, .either, "This has no digit: it may be a model's name; a serial number has digits.")
        }
        if shape.digitCount == 0 {
            return Likeness(
                .words, .either, "These are letters without a digit: perhaps a model's name, hardly a serial number.")
        }
        return Likeness(
            .marked, .either,
            "This has the form of a model or serial number, but of no scheme that can be told by its looks.")
    }
}
