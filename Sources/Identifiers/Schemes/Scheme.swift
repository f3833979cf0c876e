/// The schemes of numbers that are read besides a maker's own formats. Raw values are API.
public enum Scheme: String, CaseIterable, Hashable, Sendable {
    /// Vehicle identification number (ISO 3779).
    case vin
    /// Identity of a mobile device (3GPP TS 23.003).
    case imei
    /// Identity of a CDMA device (3GPP2 S.R0048).
    case meid
    /// Identity of a SIM card (ITU-T E.118).
    case iccid
    /// Address of a network interface, 48 bits (IEEE 802).
    case mac
    /// Address of a network interface, 64 bits (IEEE 802).
    case eui64
    /// Freight container (ISO 6346).
    case iso6346
    /// Ship (IMO resolution A.1117(30)).
    case imo
    /// Book (ISO 2108).
    case isbn
    /// Serial publication (ISO 3297).
    case issn
    /// Medical device marked by the rules of HIBCC (ANSI/HIBC 2.6).
    case hibc
    /// Medical product of human origin marked by the rules of ICCBBA (ISBT 128).
    case iccbba
    /// Device identifier of a medical device, without production identifiers.
    case deviceIdentifier = "udi-di"
    /// Item of a military inventory (MIL-STD-130).
    case iuid
    /// Tyre (49 CFR 574.5).
    case tire = "tire-tin"
    /// Serial number of an Apple product, before the random ones of 2021.
    case apple = "apple-12"
    /// Service tag of a Dell computer.
    case dellServiceTag = "dell-service-tag"
    /// The service tag in digits.
    case dellExpressCode = "dell-express-code"
    /// Serial number of an HP computer of the convention of 2003.
    case hp = "hp-psg-10"
    /// Serial number of a GE appliance.
    case ge = "ge-appliance"
    /// FD number of Bosch, Siemens, Neff and Gaggenau appliances.
    case bosch = "bosch-fd"
    /// Trade item (GS1 General Specifications, 2.1).
    case gtin
    /// Trade item in the zero-suppressed form of UPC-E.
    case upc
    /// Logistic unit.
    case sscc
    /// Party or place.
    case gln
    /// Party, as (417) marks it.
    case party
    /// Returnable asset.
    case grai
    /// Individual asset.
    case giai
    /// Recipient of a service.
    case gsrn
    /// Provider of a service.
    case gsrnp
    /// Document.
    case gdti
    /// Shipment.
    case gsin
    /// Consignment.
    case ginc
    /// Piece of a trade item.
    case itip
    /// Component or part.
    case cpid
    /// Coupon.
    case gcn
    /// Global model number.
    case gmn
    /// Element strings with application identifiers, in any notation.
    case elementString
    /// GS1 Digital Link URI.
    case digitalLink
    /// Electronic Product Code as URI of an identity or a class.
    case epcUri
    /// Pattern of such URIs.
    case epcIdPattern

    /// The name as people say it.
    public var title: String {
        switch self {
        case .vin: "VIN"
        case .imei: "IMEI"
        case .meid: "MEID"
        case .iccid: "ICCID"
        case .mac: "MAC address"
        case .eui64: "EUI-64"
        case .iso6346: "container number"
        case .imo: "IMO ship number"
        case .isbn: "ISBN"
        case .issn: "ISSN"
        case .hibc: "HIBC"
        case .iccbba: "ISBT 128 identifier"
        case .deviceIdentifier: "UDI device identifier"
        case .iuid: "unique item identifier"
        case .tire: "tire identification number"
        case .apple: "Apple serial number"
        case .dellServiceTag: "Dell service tag"
        case .dellExpressCode: "Dell express service code"
        case .hp: "HP serial number"
        case .ge: "GE serial number"
        case .bosch: "FD number"
        case .gtin: "GTIN"
        case .upc: "UPC-E"
        case .sscc: "SSCC"
        case .gln: "GLN"
        case .party: "GLN of a party"
        case .grai, .giai, .gsrn, .gdti, .gsin, .ginc, .itip, .cpid, .gcn, .gmn: rawValue.uppercased()
        case .gsrnp: "GSRN of a provider"
        case .elementString: "GS1 element string"
        case .digitalLink: "GS1 Digital Link"
        case .epcUri: "EPC URI"
        case .epcIdPattern: "pattern of EPC URIs"
        }
    }
}
