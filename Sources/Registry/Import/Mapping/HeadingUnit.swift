/// The unit of measure that a header names in its last brackets: `Height (in)`.
struct HeadingUnit: Hashable {
    /// The header without the unit; all of it where the unit has no code.
    var name: String
    /// By its UN/CEFACT Recommendation 20 code.
    var code: String?
    /// The values are numbers, in that unit or in one that has no code.
    var isNumber: Bool

    init(_ heading: String) {
        name = MappingPlan.cut(heading, to: Models.longestSpecificationName)
        isNumber = heading.lowercased().hasPrefix("number of ") || heading.lowercased().hasPrefix("total number of ")
        guard heading.last == ")", let open = heading.lastIndex(of: "(") else { return }
        let unit = trimmedText(heading[heading.index(after: open)...].dropLast())
        let bare = trimmedText(heading[..<open])
        guard !bare.isEmpty, !unit.isEmpty else { return }
        code = Self.code(unit)
        if code != nil { name = MappingPlan.cut(bare, to: Models.longestSpecificationName) }
        isNumber = isNumber || code != nil || unit.lowercased() == "count" || Self.others.contains(unit)
    }

    /// The code of a unit as people write it; nil for one that is not known.
    static func code(_ unit: String) -> String? { codes[unit.lowercased()] }

    /// UN/CEFACT Recommendation 20, revision 17: the code, and how headers of published tables spell the unit.
    private static let codes: [String: String] = {
        let table = """
            WTT: w watt watts
            KWT: kw kilowatt kilowatts
            KWH: kwh kilowatt_hour
            KWH/ANN: kwh/yr kwh/year
            D46: va
            VLT: v volt volts v_rms
            AMP: a ampere amperes amp amps
            HTZ: hz hertz
            A86: ghz gigahertz
            MHZ: mhz
            E34: gb gigabyte gigabytes
            4L: mb megabyte
            E35: tb terabyte terabytes
            B80: gb/s gbps
            MMT: mm millimeter millimetre millimeters
            CMT: cm centimeter centimetre centimeters
            MTR: m meter metre meters
            INH: in in. inch inches
            FOT: ft ft. feet foot
            MTK: m2 square_meter
            FTK: sq._ft. sq_ft ft2
            FTQ: ft3 cu._ft. cu_ft cubic_feet
            MLT: ml milliliter
            LTR: l liter litre liters litres
            GLL: gal gallon gallons gallons/yr
            G50: gallons/hr
            G2: gpm
            GRM: g gram grams
            KGM: kg kilogram kilograms
            LBR: lb lbs lbs. pound pounds
            SEC: s sec seconds
            MIN: min min. minutes
            HUR: h hr hrs hours
            DAY: days
            ANN: yr yrs years year
            P1: % percent
            CEL: °c ºc
            FAH: °f ºf
            KEL: k kelvin
            LUM: lumens lumen lm
            B61: lumens/watt lm/w
            2N: db decibel
            RPM: rpm
            2I: btu/hr btu/h
            DD: degree degrees
            H79: french
            PS: pound_per_square_inch psi
            BAR: bar
            """
        var codes: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            for spelling in parts.dropFirst() {
                codes[spelling.replacing("_", with: " ")] = String(parts[0].dropLast())
            }
        }
        return codes
    }()

    /// Units of published tables that have no code of their own.
    private static let others: Set<String> = [
        "kWh/day", "kWh/day/cu-ft", "Btu/Wh", "kBtu/h", "lbs/hr", "kgal/kWh", "IOPS/W", "GB/W", "MiBPS/W", "HP", "HHP",
        "U",
        "Watts/sq. ft.", "Btu/h/sq. ft.", "IMEF", "IWF", "EER", "AFUE", "CRI",
    ]
}
