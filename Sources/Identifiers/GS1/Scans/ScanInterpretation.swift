/// Every reading of one scan, with or without a symbology identifier: the numbers of an item, and what it says beside.
public struct ScanInterpretation: Hashable, Sendable {
    /// The symbology identifier that stood in front; nil where none did.
    public private(set) var symbologyIdentifier: String?
    /// The symbology as users know it, such as `GS1_QR_CODE`; nil where it is not known.
    public private(set) var symbologyName: String?
    /// A trade item's number, as it stands in the scan.
    public private(set) var gtin: String?
    /// The same in 12 digits or in the form of UPC-E, where North American registers know it so.
    public private(set) var upc: String?
    /// A logistic unit's number.
    public private(set) var sscc: String?
    /// A location's number.
    public private(set) var gln: String?
    /// Element strings.
    public private(set) var message: GS1Message?
    /// A Digital Link.
    public private(set) var link: DigitalLink?

    /// Whether nothing was recognised.
    public var isEmpty: Bool { gtin == nil && upc == nil && sscc == nil && gln == nil && message == nil }

    /// Reads a scan in every way. Text that is none has no readings.
    public init(of text: some StringProtocol, dictionary: GS1SyntaxDictionary) {
        guard text.utf8.count <= Scan.mostBytes else { return }
        var data = Substring(text)
        var mayBeMessage = true
        if data.hasPrefix("]"), data.utf8.count >= 3 {
            let identifier = data.prefix(3)
            symbologyIdentifier = String(identifier)
            if let (symbology, isMessage) = Symbology.named(identifier) {
                symbologyName = symbology.family(isMessage: isMessage || symbology.carriage == .elementStrings)
                if case .item = symbology.carriage { mayBeMessage = false }
            }
            data = data.dropFirst(3)
        }
        if data.prefix(4).lowercased() == "http" {
            read(link: data, dictionary)
        } else {
            if mayBeMessage, let read = try? GS1Message(elementString: data, dictionary: dictionary) { message = read }
            if !data.isEmpty, data.utf8.count <= 18, data.utf8.allSatisfy({ ASCII.isDigit($0) }) { read(digits: data) }
        }
        if let message { read(message) }
    }

    private mutating func read(link text: Substring, _ dictionary: GS1SyntaxDictionary) {
        guard let read = try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words]) else {
            return
        }
        link = read
        message = read.message
    }

    private mutating func read(digits: Substring) {
        if let read = try? GTIN(parsing: digits) {
            gtin = String(digits)
            if read.form <= .gtin12, digits.utf8.count >= 12 { upc = read.text(as: .gtin12) }
        }
        if digits.utf8.count <= 8, (try? UPC(parsing: digits)) != nil { upc = String(digits) }
        if (try? SSCC(parsing: digits)) != nil { sscc = String(digits) }
        if (try? GLN(parsing: digits)) != nil { gln = String(digits) }
    }

    private mutating func read(_ message: GS1Message) {
        if let value = message["01"], let read = try? GTIN(parsing: value) {
            gtin = value
            if read.form == .gtin12 { upc = read.text(as: .gtin12) }
        }
        if let value = message["00"] { sscc = value }
        if let value = message["414"] { gln = value }
    }
}
