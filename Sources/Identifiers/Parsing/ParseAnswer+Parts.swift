extension ParseAnswer {
    /// A part of a number in words.
    public struct Part: Hashable, Sendable {
        /// What it is, such as 'Model year'.
        public let label: String
        /// What it says.
        public let text: String
    }

    /// The parts for people, in the order in which one asks for them; names that only programs need are left out.
    public var parts: [Part] {
        if let elements = value["elements"]?.elements, !elements.isEmpty { return messageParts(elements) }
        // What is wrong with a message is told by its remarks.
        if value["faults"] != nil { return [] }
        return value.compactMap { member in
            guard let label = label(of: member.name), let text = Self.text(member.value), !text.isEmpty,
                // One candidate is no choice.
                !(member.name.hasSuffix("_candidates") && member.value.elements.count == 1)
            else { return nil }
            return Part(label: label, text: member.name == "region" ? Self.titled(text) : text)
        }
    }

    /// A continent as a name is written.
    private static func titled(_ text: String) -> String {
        text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// What a part is called; a container has an owner where a GS1 prefix has one who allocated it.
    private func label(of name: String) -> String? {
        name == "owner" && scheme == Scheme.iso6346.rawValue ? "Owner" : Self.labels[name]
    }

    private func messageParts(_ elements: [ParseValue]) -> [Part] {
        var parts: [Part] = elements.map { element in
            let words: String = element["words"]?.text ?? ""
            let ai: String = element["ai"]?.text ?? ""
            return Part(
                label: "\(words.prefix(1).uppercased())\(words.dropFirst()) (\(ai))", text: element["says"]?.text ?? "")
        }
        for name in ["owner", "digitalLink"] {
            if let text = value[name]?.text, let label = Self.labels[name] {
                parts.append(Part(label: label, text: text))
            }
        }
        return parts
    }

    /// What is wrong with a message: broken associations with their mends, or faults of the data.
    public var remarks: [String] {
        let violations: [String] = (value["violations"]?.elements ?? []).map { violation in
            [violation["sentence"], violation["mend"]].compactMap { $0?.text }.joined(separator: " ")
        }
        return violations + (value["faults"]?.elements ?? []).compactMap { $0["sentence"]?.text }
    }

    private static func text(_ value: ParseValue) -> String? {
        switch value {
        case .null, .object: nil
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): String(number)
        case .text(let text): text
        case .list(let list): list.compactMap { Self.text($0) }.joined(separator: ", ")
        }
    }

    private static let labels: [String: String] = {
        var labels: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { labels[String(parts[0])] = String(parts[1]) }
        }
        return labels
    }()

    private static let table = """
        manufacturer Maker
        country Country
        make Make
        model Model
        series Series
        trim Trim
        body_class Body
        electrification_level Electric drive
        engine Engine
        vehicle_type Kind of vehicle
        model_year Model year
        model_year_candidates Possible model years
        model_by_plan_of Model by the plan of
        alternatives It may also be
        low_volume_manufacturer Small maker's code
        wmi Maker's code (WMI)
        region Region
        plant Plant
        serial Serial number
        check_digit Check digit
        check_digit_expected Check digit to be expected
        tac_brand Brand
        tac_model Model
        type Form
        tac Type allocation code
        reporting_body Reporting body
        svn Software version
        manufacturer_code Maker's code
        decimal In decimal
        pesn Pseudo-ESN
        mii Industry
        country_code Country code
        issuer_and_account Issuer and account
        oui Maker's prefix (OUI)
        multicast To many receivers
        local Assigned locally
        broadcast To all receivers
        eui64 As EUI-64
        modified_eui64 In IPv6 addresses
        owner Prefix allocated by
        category Category
        isbn13 With 13 digits
        isbn10 With 10 digits
        gtin As GTIN
        suppressed As UPC-E
        format Form
        number Number
        checkDigit Check digit
        circulation Valid
        packaging Packaging
        prefix GS1 prefix
        numberSystem Number system
        extension Extension digit
        ai Application identifier
        scheme Scheme
        company_prefix Company prefix
        key Key
        bracketed As element strings
        digitalLink As Digital Link
        keyPattern Keys that match
        uri Web address
        issuer Agency
        di Device identifier
        lic Labeler
        pcn Product
        unit_of_measure Level of packaging
        hibc As HIBC
        lot Lot
        expiry Use by
        manufactured Made
        quantity Quantity
        donation_id Donation
        link Link character
        check Check character
        uii Unique item identifier
        construct Construct
        iac Issuing agency
        enterprise Enterprise
        part Part number
        current_part Part number now
        kind Form
        maker_code Maker's part
        size Size
        week Week
        year Year
        year_candidates Possible years
        half Half of the year
        month Month
        factory Factory
        model_code Model code
        unit Number in its time
        site Site
        service_tag Service tag
        express_service_code Express service code
        payload Number without its check
        check_expected Check that the others ask for
        folded Folded
        value Converted
        hri As it is printed
        symbology Symbology
        data Data
        scanData As scanners send it
        length Length
        path In a path
        query In a query
        ignored Other parameters
        title Title
        words Meaning
        sentence Meaning
        """
}
