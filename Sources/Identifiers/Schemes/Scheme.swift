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
        }
    }
}
