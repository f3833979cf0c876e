extension VIN {
    /// Where a maker has its seat (ISO 3780).
    public enum Region: String, Sendable {
        /// First character A to H.
        case africa
        /// First character J to R.
        case asia
        /// First character S to Z.
        case europe
        /// First character 1 to 5, and 7F to 70.
        case northAmerica = "north america"
        /// First character 6, and 7A to 7E.
        case oceania
        /// First character 8 or 9.
        case southAmerica = "south america"
        /// First character 0, which no region has.
        case unassigned
    }

    /// Where the maker has its seat, by the first character.
    public var region: Region { Region(self[0], self[1]) }

    /// Which rule position 7 obeys (49 CFR 565.15(d), table VII).
    public enum VehicleClass: String, Sendable {
        /// Passenger cars, multipurpose vehicles and trucks of at most 10,000 pounds (4,536 kg): position 7 tells which
        /// 30 years are meant.
        case light
        /// Heavier vehicles, buses, trailers, motorcycles: position 7 says nothing of the year.
        case heavy
    }

    /// The model years that the number can mean, the likeliest first; empty where it tells none.
    ///
    /// The code in position 10 comes again every 30 years. For light vehicles made for North America (the maker has its
    /// seat there, or the check digit agrees) position 7 is a digit up to 2009 and a letter from 2010 on; for others both candidates remain, the later first, and where the
    /// class is not known the one that position 7 speaks for. A model year begins at most a year before the calendar
    /// year. `0` in position 10 tells no year, and Ford of Australia codes it in position 11.
    ///
    /// - Parameters:
    ///   - vehicleClass: The class, or nil where it is not known.
    ///   - year: The calendar year in which the number was read.
    public func modelYears(of vehicleClass: VehicleClass?, asOf year: Int) -> [Int] {
        VINPattern(self).modelYears(of: vehicleClass, asOf: year)
    }

    /// Whether the year code can be relied on: numbers that North America has checked carry it by law, elsewhere the
    /// maker may use position 10 as it likes.
    public var hasReliableYear: Bool { region == .northAmerica || hasValidCheckDigit }

    /// The position of the year code, 10, but for Ford of Australia 11.
    public var modelYearPosition: Int { VINPattern(self).yearIndex + 1 }
}

extension VIN.Region {
    init(_ first: UInt8, _ second: UInt8) {
        switch first {
        case UInt8(ascii: "A")...UInt8(ascii: "H"): self = .africa
        case UInt8(ascii: "J")...UInt8(ascii: "R"): self = .asia
        case UInt8(ascii: "S")...UInt8(ascii: "Z"): self = .europe
        case UInt8(ascii: "1")...UInt8(ascii: "5"): self = .northAmerica
        case UInt8(ascii: "6"): self = .oceania
        case UInt8(ascii: "7"):
            self = (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(second) ? .oceania : .northAmerica
        case UInt8(ascii: "8"), UInt8(ascii: "9"): self = .southAmerica
        default: self = .unassigned
        }
    }
}

/// The code of model years (49 CFR 565.15(d), table VII): 30 characters, A is 1980 and 2010.
enum ModelYearCode {
    private static let firstYear = 1980
    static let cycle = 30

    /// The first year that a character means; nil where it means none.
    static func year(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "H"): firstYear + Int(byte - 65)
        case UInt8(ascii: "J")...UInt8(ascii: "N"): firstYear + Int(byte - 66)
        case UInt8(ascii: "P"): 1993
        case UInt8(ascii: "R")...UInt8(ascii: "T"): 1994 + Int(byte - 82)
        case UInt8(ascii: "V")...UInt8(ascii: "Y"): 1997 + Int(byte - 86)
        case UInt8(ascii: "1")...UInt8(ascii: "9"): 2001 + Int(byte - 0x31)
        default: nil
        }
    }
}
