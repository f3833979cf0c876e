import Identifiers

/// A text taken apart: what its labels say, and its words.
struct PlateParts {
    let text: String
    let fields: [PlateField]
    let models: [String]
    let serials: [String]
    let codes: [String]
    let unlabelled: [String]
    let words: PlateWords

    /// More words than this are a mail or a page, not a plate.
    private static let mostOnPlate = 8

    init(_ text: String) { self.init(text, PlateText.fields(in: text)) }

    /// A text of which is known what it says, such as a code's.
    init(_ text: String, _ fields: [PlateField]) {
        self.text = text
        self.fields = fields
        models = fields.filter { $0.role == .model || $0.role == .partNumber }.map(\.value)
        serials = fields.filter { [.serial, .imei, .vin].contains($0.role) }.map(\.value)
        codes = fields.filter { $0.role == .productCode }.map(\.value)
        unlabelled = fields.filter { $0.role == .unlabelled }.map(\.value)
        words = PlateWords(text, fields)
    }

    var isLong: Bool { words.count > Self.mostOnPlate }

    /// What somebody most likely meant as the serial number, where nothing in the text is known: what a label says, all
    /// of a short text (a number typed in groups), the longest word with a digit.
    var likelySerials: [String] {
        // What alone stands there may have lost its only digit to a look-alike.
        let whole = words.runs.first.flatMap {
            $0.range.count == words.count && ($0.hasDigit || words.isSingle) ? $0.text : nil
        }
        var serials: [String] = []
        for serial in [self.serials.first, whole, words.likelySerial].compactMap(\.self) where !serials.contains(serial)
        {
            serials.append(serial)
        }
        return serials
    }
}
