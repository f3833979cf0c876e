/// A piece of text that may be a number, as found on a plate, in an e-mail or in a scan.
public struct PlateField: Hashable, Sendable {
    /// What the label beside a value says it is.
    public enum Role: String, CaseIterable, Sendable {
        /// A model number.
        case model
        /// A serial number.
        case serial
        /// A part or product number within the maker's catalogue.
        case partNumber
        /// An article number or trade item code such as EAN, UPC or SKU: the same for all units.
        case productCode
        /// The owner's inventory number.
        case assetTag
        /// A lot or batch.
        case lot
        /// A date of production.
        case date
        /// The identity of a mobile device.
        case imei
        /// A vehicle identification number.
        case vin
        /// The name of the manufacturer.
        case manufacturer
        /// No label stands beside it.
        case unlabelled
    }

    /// What the label says, ``Role/unlabelled`` where there is none.
    public let role: Role
    /// The label as it stands in the text.
    public let label: String?
    /// The value, without the punctuation around it.
    public let value: String
    /// Where the value stands: offsets into the text's `utf8`. A value out of a URL is decoded, so that it may be
    /// shorter than its range.
    public let range: Range<Int>
}
