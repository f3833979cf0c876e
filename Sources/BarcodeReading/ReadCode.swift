/// A code that was found on a photo.
public struct ReadCode: Hashable, Sendable {
    /// A place on the photo, in pixels from its top left corner.
    public struct Point: Hashable, Sendable {
        /// From the left.
        public let x: Int
        /// From the top.
        public let y: Int

        /// Makes a point.
        public init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }
    /// Its kind.
    public let symbology: BarcodeSymbology
    /// The symbology identifier (ISO/IEC 15424), such as `]d2`: kind and, in its last place, how the content is meant.
    public let identifier: String
    /// What it says, as people would read it.
    public let text: String
    /// The bytes as they lie in the code.
    public let bytes: [UInt8]
    /// Whether it holds GS1 element strings.
    public let isGS1: Bool
    /// Its corners: the code's own top left, top right, bottom right and bottom left, however it lies on the photo.
    public let corners: [Point]
    /// By how many degrees it is turned, -180 to 180.
    public let orientation: Int

    /// Makes a code.
    public init(
        symbology: BarcodeSymbology, identifier: String, text: String, bytes: [UInt8], isGS1: Bool, corners: [Point],
        orientation: Int
    ) {
        self.symbology = symbology
        self.identifier = identifier
        self.text = text
        self.bytes = bytes
        self.isGS1 = isGS1
        self.corners = corners
        self.orientation = orientation
    }

    /// What a scanner set to send symbology identifiers delivers of it, with GS1's separators where the code has them.
    ///
    /// A GS1 DataBar holds a GTIN of 14 digits and means it as the element string `01` (GS1 General Specifications, 7.8.1),
    /// and a UPC-E stands for the UPC-A of twelve digits that it was shortened from.
    public var scanned: String {
        switch symbology {
        case .dataBar where text.utf8.count == 14: "\(identifier)01\(text)"
        case .upcE: identifier + (Self.expanded(text) ?? text)
        default: identifier + (isGS1 ? String(decoding: bytes, as: UTF8.self) : text)
        }
    }

    /// The UPC-A of twelve digits that a UPC-E of eight was shortened from (GS1 General Specifications, 5.2.1.3.4): its last
    /// digit but one says where the zeros went.
    static func expanded(_ text: String) -> String? {
        let digits: [UInt8] = Array(text.utf8)
        guard digits.count == 8, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        let (system, body, check) = (digits[0], Array(digits[1..<6]), digits[7])
        func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x30, count: count) }
        let expanded: [UInt8] =
            switch digits[6] {
            case 0x30, 0x31, 0x32: body[..<2] + [digits[6]] + zeros(4) + body[2...]
            case 0x33: body[..<3] + zeros(5) + body[3...]
            case 0x34: body[..<4] + zeros(5) + body[4...]
            default: body + zeros(4) + [digits[6]]
            }
        return String(decoding: [system] + expanded + [check], as: UTF8.self)
    }
}
