extension Identifier.Reader {
    /// The schemes of this module, those first whose form says the most.
    public static let standard: [Identifier.Reader] = [
        mark, hibc, iccbba, vin, imei, meid, iccid, mac, eui64, container, ship, isbn, issn, tire, apple, hp, ge, bosch,
        dellServiceTag, dellExpressCode, deviceIdentifier,
    ]

    private typealias Interpretation = Identifier.Interpretation

    private static let mark = Identifier.Reader(lengths: 8...500, isPlain: false) { candidate in
        guard candidate.first == UInt8(ascii: "["),
            let value = try? UniqueItemIdentifier(parsing: candidate.text)
        else { return nil }
        return Interpretation(value, .certain, "The message of a mark of MIL-STD-130, envelope and all.")
    }

    private static let hibc = Identifier.Reader(lengths: 1...120, isPlain: false) { candidate in
        guard candidate.first == UInt8(ascii: "+") || candidate.first == UInt8(ascii: "*"),
            let value = try? HIBC(parsing: candidate.text)
        else { return nil }
        return Interpretation(value, .certain, "It begins with '+' and ends with the check character of HIBC.")
    }

    private static let iccbba = Identifier.Reader(lengths: 6...120, isPlain: false) { candidate in
        guard candidate.first == UInt8(ascii: "=") || candidate.first == UInt8(ascii: "&"),
            let value = try? ISBT128(parsing: candidate.text)
        else { return nil }
        return Interpretation(value, .certain, "Data structures of ISBT 128, each with its identifier.")
    }

    private static let vin = Identifier.Reader(lengths: 17...17) { candidate in
        guard let value = try? VIN(parsing: candidate.compact.text) else { return nil }
        let isDigits: Bool = candidate.digitCount == 17
        if candidate.role == .vin { return Interpretation(value, .certain, "Its label says that it is a VIN.") }
        if value.hasValidCheckDigit {
            return Interpretation(
                value, isDigits ? .possible : .likely,
                isDigits
                    ? "17 digits that pass the check of VINs, but VINs have letters."
                    : "17 characters with the check digit of a VIN.")
        }
        if value.region == .northAmerica {
            return Interpretation(
                value, .remote, "The form of a VIN, but North American ones have another check digit: miscopied?")
        }
        return Interpretation(
            value, isDigits ? .remote : .plausible,
            "17 characters in the form of a VIN; outside North America none has to have a check digit.")
    }

    private static let imei = Identifier.Reader(lengths: 14...16) { candidate in
        guard candidate.isDigits, let value = try? IMEI(parsing: candidate.text) else { return nil }
        if candidate.role == .imei { return Interpretation(value, .certain, "Its label says that it is an IMEI.") }
        switch value.form {
        case .imei: return Interpretation(value, .likely, "15 digits with the check digit of an IMEI.")
        case .withoutCheckDigit:
            return Interpretation(value, .remote, "14 digits, as many as an IMEI has without its check digit.")
        case .imeisv:
            let isUsual: Bool = ["01", "35", "86", "99"].contains(candidate.compact.text(0..<2))
            return Interpretation(
                value, isUsual ? .possible : .remote, "16 digits, as many as an IMEI with software version has.")
        }
    }

    private static let meid = Identifier.Reader(lengths: 14...19) { candidate in
        guard let value = try? MEID(parsing: candidate.text) else { return nil }
        let hasCheck: Bool = candidate.count == 15 || candidate.count == 19
        if value.isIMEI, candidate.count < 18 {
            return Interpretation(
                value, .remote, "An IMEI may serve as the MEID of a device that speaks both languages.")
        }
        return Interpretation(
            value, hasCheck ? .likely : .plausible,
            hasCheck ? "An MEID with its check digit." : "As many digits as an MEID has, in its range.")
    }

    private static let iccid = Identifier.Reader(lengths: 18...20) { candidate in
        guard let value = try? ICCID(parsing: candidate.text) else { return nil }
        return Interpretation(value, .likely, "It begins with 89 and ends with the check digit of SIM cards.")
    }

    private static let mac = Identifier.Reader(lengths: 6...12, isPlain: false) { candidate in
        let isGrouped: Bool = !candidate.marks.isEmpty
        guard isGrouped || candidate.count == 12 && candidate.digitCount < 12,
            let value = try? MACAddress(parsing: candidate.text)
        else { return nil }
        return Interpretation(
            value, isGrouped ? .likely : .possible,
            isGrouped ? "Hexadecimal digits grouped as in a MAC address." : "12 hexadecimal digits, as a MAC address.")
    }

    private static let eui64 = Identifier.Reader(lengths: 8...16, isPlain: false) { candidate in
        let isGrouped: Bool = !candidate.marks.isEmpty
        guard isGrouped || candidate.count == 16 && candidate.digitCount < 16,
            let value = try? EUI64(parsing: candidate.text)
        else { return nil }
        return Interpretation(
            value, isGrouped ? .likely : .possible,
            isGrouped ? "Hexadecimal digits grouped as in an EUI-64." : "16 hexadecimal digits, as an EUI-64.")
    }

    private static let container = Identifier.Reader(lengths: 11...11, isPlain: false) { candidate in
        guard ASCII.isLetter(candidate.first), let value = try? ContainerNumber(parsing: candidate.text) else {
            return nil
        }
        return Interpretation(value, .likely, "Owner, category and check digit of a freight container.")
    }

    private static let ship = Identifier.Reader(lengths: 7...10) { candidate in
        guard let value = try? ShipNumber(parsing: candidate.text) else { return nil }
        return candidate.count == 10
            ? Interpretation(value, .certain, "It says IMO, and the check digit agrees.")
            : Interpretation(value, .possible, "Seven digits with the check digit of a ship's number.")
    }

    private static let isbn = Identifier.Reader(lengths: 10...13) { candidate in
        guard let value = try? ISBN(parsing: candidate.text) else { return nil }
        return candidate.count == 13
            ? Interpretation(value, .likely, "It begins like a book's number, and the check digit agrees.")
            : Interpretation(value, .possible, "Ten characters with the check of a book's number before 2007.")
    }

    private static let issn = Identifier.Reader(lengths: 8...13) { candidate in
        guard let value = try? ISSN(parsing: candidate.text) else { return nil }
        let isMarked: Bool = candidate.count == 13 || candidate.marks.contains(UInt8(ascii: "-"))
        return Interpretation(
            value, isMarked ? .plausible : .possible, "The form and the check of a periodical's number.")
    }

    private static let tire = Identifier.Reader(lengths: 7...16) { candidate in
        let isMarked: Bool = candidate.compact.text(0..<3) == "DOT"
        guard isMarked || candidate.count == 13 && candidate.digitCount < 13,
            let value = try? TireIdentificationNumber(parsing: candidate.text)
        else { return nil }
        return isMarked
            ? Interpretation(value, .certain, "It says DOT, with a week and a year at its end.")
            : Interpretation(value, .possible, "13 characters with a week and a year at their end, as on tyres.")
    }

    private static let apple = Identifier.Reader(lengths: 11...12) { candidate in
        guard candidate.digitCount < candidate.count, candidate.marks.isEmpty,
            let value = try? AppleSerialNumber(parsing: candidate.text)
        else { return nil }
        return Interpretation(
            value, .possible, "Factory, year, week and model in the places where Apple put them until 2021.")
    }

    private static let hp = Identifier.Reader(lengths: 10...10) { candidate in
        guard candidate.marks.isEmpty, let value = try? HPSerialNumber(parsing: candidate.text) else { return nil }
        return Interpretation(value, .plausible, "Country, site, year and week as HP numbers its computers.")
    }

    private static let ge = Identifier.Reader(lengths: 8...9) { candidate in
        guard candidate.marks.isEmpty, let value = try? GESerialNumber(parsing: candidate.text) else { return nil }
        return Interpretation(value, .plausible, "The letters of a month and a year as GE numbers its appliances.")
    }

    private static let bosch = Identifier.Reader(lengths: 11...11) { candidate in
        guard candidate.first | 0x20 == UInt8(ascii: "f"), let value = try? FDNumber(parsing: candidate.text) else {
            return nil
        }
        return Interpretation(value, .certain, "It says FD, with a month behind: an appliance of Bosch or Siemens.")
    }

    private static let dellServiceTag = Identifier.Reader(lengths: 7...7) { candidate in
        guard candidate.marks.isEmpty, candidate.digitCount > 0, candidate.digitCount < 7,
            let value = try? DellServiceTag(parsing: candidate.text)
        else { return nil }
        return Interpretation(value, .possible, "Seven letters and digits, as the service tags of Dell.")
    }

    private static let dellExpressCode = Identifier.Reader(lengths: 10...11) { candidate in
        guard candidate.isDigits, let value = try? DellExpressCode(parsing: candidate.text) else { return nil }
        return Interpretation(value, .remote, "Ten or eleven digits, as the express service codes of Dell.")
    }

    private static let deviceIdentifier = Identifier.Reader(lengths: 6...23) { candidate in
        guard candidate.role == .productCode, candidate.digitCount < candidate.count,
            let value = try? DeviceIdentifier(parsing: candidate.text)
        else { return nil }
        return Interpretation(value, .possible, "A product code in the form of a medical device's identifier.")
    }
}
