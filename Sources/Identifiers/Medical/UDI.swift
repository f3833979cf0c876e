/// A unique device identification (21 CFR 801, 830; EU 2017/745, annex VI C): the device identifier says which model,
/// in which packaging; the production identifiers say which unit or lot.
///
/// GS1 element strings, HIBC and ISBT 128 give one each.
public struct UDI: Hashable, Sendable {
    /// The agencies that FDA and the EU have accredited.
    public enum Issuer: String, Sendable {
        /// GS1.
        case gs1 = "GS1"
        /// Health Industry Business Communications Council.
        case hibcc = "HIBCC"
        /// ICCBBA, for products of human origin.
        case iccbba = "ICCBBA"
    }

    /// Whose rules were obeyed.
    public let issuer: Issuer
    /// Which model in which packaging; nil for a label that holds production identifiers only.
    public let deviceIdentifier: String?
    /// Which unit or lot.
    public let production: ProductionIdentifiers

    /// Makes an identification.
    public init(issuer: Issuer, deviceIdentifier: String?, production: ProductionIdentifiers) {
        self.issuer = issuer
        self.deviceIdentifier = deviceIdentifier
        self.production = production
    }

    var elements: [Element] {
        var result: [Element] = [Element("issuer", issuer.rawValue)]
        if let deviceIdentifier { result.append(Element("di", deviceIdentifier)) }
        return result + production.elements
    }
}

/// What differs from unit to unit of a medical device, or from lot to lot.
public struct ProductionIdentifiers: Hashable, Sendable {
    /// The lot or batch.
    public var lot: String?
    /// The serial number.
    public var serial: String?
    /// The last day, or only the month, of use.
    public var expiry: CivilDate?
    /// The hour of that day, 0 to 23, where it is given.
    public var expiryHour: Int?
    /// The day of manufacture.
    public var manufactured: CivilDate?
    /// How many are in the packaging.
    public var quantity: Int?
    /// The number of the donation that a product of human origin comes from.
    public var donation: String?

    /// Makes an empty set.
    public init() {}

    /// Whether nothing is given.
    public var isEmpty: Bool { self == ProductionIdentifiers() }

    var elements: [Element] {
        var result: [Element] = []
        if let donation { result.append(Element("donation_id", donation)) }
        if let lot { result.append(Element("lot", lot)) }
        if let serial { result.append(Element("serial", serial)) }
        if let expiry {
            // A precise hour goes as ISO 8601 writes it.
            let hour: String = expiryHour.map { "T" + CivilDate.padded($0, to: 2) } ?? ""
            result.append(hour.isEmpty ? Element("expiry", expiry) : Element("expiry", expiry.isoText + hour))
        }
        if let manufactured { result.append(Element("manufactured", manufactured)) }
        if let quantity { result.append(Element("quantity", quantity)) }
        return result
    }
}
