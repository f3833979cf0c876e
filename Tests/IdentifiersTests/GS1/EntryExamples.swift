import Identifiers

/// Data that obey, or break, what the dictionary says of an identifier.
enum EntryExamples {
    /// Data that pass every linter of the entry.
    static func passing(_ entry: DictionaryEntry) -> String {
        entry.components.map { passing($0) }.joined()
    }

    static func passing(_ component: DictionaryEntry.Component) -> String {
        var text = ""
        for linter in component.linters {
            if let example = passing(linter, component) { text = example }
        }
        guard text.isEmpty else { return text }
        let length: Int = component.shortest == component.longest ? component.longest : min(component.longest, 5)
        return String(repeating: component.characterSet == .numeric ? "1" : "A", count: length)
    }

    private static func passing(_ linter: Linter, _ component: DictionaryEntry.Component) -> String? {
        let length: Int = component.longest
        switch linter {
        case .csum:
            let payload = String(repeating: "1", count: length - 1)
            return payload + (CheckCharacter.gs1.compute(over: payload.utf8) ?? "")
        // The model (GMN) of the General Specifications' example.
        case .csumalpha: return "1987654Ad4X4bL5ttr2310c2K"
        case .gcppos1, .gcppos2, .hasnondigit:
            if component.linters.contains(.csum) || component.linters.contains(.csumalpha) { return nil }
            return "0614141AB"
        case .yymmd0, .yymmdd: return "260731"
        case .yyyymmdd, .yyyymmd0: return "20260731"
        case .hh: return "12"
        case .hhmi: return "1230"
        case .mi, .ss: return "30"
        case .hyphen: return "-"
        case .iban: return "DE89370400440532013000"
        case .importeridx: return "A"
        case .iso3166, .iso3166999: return "276"
        case .iso3166alpha2: return "DE"
        case .iso4217: return "978"
        case .iso5218, .winding, .yesno: return "1"
        case .latitude, .longitude: return "1000000000"
        case .mediatype: return "01"
        case .nozeroprefix: return "1"
        case .packagetype: return "BX"
        case .pcenc: return "A%20B"
        case .pieceoftotal: return "0102"
        case .posinseqslash: return "1/2"
        case .zero: return "0"
        case .couponcode: return "012345612345611110123"
        case .couponposoffer: return "001234561234560123456"
        default: return nil
        }
    }

    /// Data of the right length that break one linter or character set; nil where nothing can.
    static func failing(_ entry: DictionaryEntry, component index: Int) -> String? {
        var parts: [String] = entry.components.map { passing($0) }
        let component = entry.components[index]
        guard let broken = failing(component, parts[index]) else { return nil }
        parts[index] = broken
        return parts.joined()
    }

    private static func failing(_ component: DictionaryEntry.Component, _ good: String) -> String? {
        guard let linter = component.linters.first else {
            return String(good.dropLast()) + (component.characterSet == .numeric ? "A" : " ")
        }
        switch linter {
        case .csum:
            let last: Int = (good.last?.wholeNumberValue ?? 0) + 1
            return good.dropLast() + String(last % 10)
        case .csumalpha: return good.dropLast() + (good.last == "2" ? "3" : "2")
        case .gcppos1, .gcppos2: return "A" + good.dropFirst()
        case .hasnondigit: return String(repeating: "1", count: good.count)
        case .yymmd0, .yymmdd: return "261331"
        case .yyyymmdd, .yyyymmd0: return "20261331"
        case .hh: return "24"
        case .hhmi: return "2460"
        case .mi, .ss: return "60"
        case .iban: return "DE88370400440532013000"
        case .importeridx, .hyphen: return "="
        case .iso3166, .iso3166999, .iso4217: return "001"
        case .iso3166alpha2: return "XX"
        case .iso5218, .winding, .yesno: return "7"
        case .latitude, .longitude: return "9999999999"
        case .mediatype: return "00"
        case .nozeroprefix: return "01"
        case .nonzero: return String(repeating: "0", count: good.count)
        case .packagetype: return "!!"
        case .pcenc: return "A%2"
        case .pieceoftotal: return "0201"
        case .posinseqslash: return "2/1"
        case .zero: return "1"
        case .couponcode, .couponposoffer: return "9" + good.dropFirst()
        default: return String(good.dropLast()) + " "
        }
    }
}
