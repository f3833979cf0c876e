/// How a party is reached. All of it is personal data.
package struct PartyContact: Hashable, Sendable {
    /// A person's or an organisation's full name.
    package var name: String?
    package var email: String?
    /// As it is dialled, with spaces and dashes as it was written.
    package var phone: String?
    /// Street and number, building, care of; without postcode, city and country.
    package var addressLines: [String]
    package var postcode: String?
    package var city: String?
    /// ISO 3166-1 alpha-2.
    package var country: String?
    /// In which the party wants to be written to.
    package var language: LanguageTag?

    package static let mostAddressLines = 4

    /// Whether it says where the party is written to.
    var hasAddress: Bool { !addressLines.isEmpty || postcode != nil || city != nil || country != nil }

    /// - Throws: `value.invalid` with the field.
    package init(
        name: String? = nil, email: String? = nil, phone: String? = nil, addressLines: [String] = [],
        postcode: String? = nil, city: String? = nil, country: String? = nil, language: LanguageTag? = nil
    ) throws(RegistryError) {
        try TextRules.check(name, field: "name", limit: 120)
        try Self.checkEmail(email)
        try Self.checkPhone(phone)
        guard addressLines.count <= Self.mostAddressLines else {
            throw RegistryError(
                .valueInvalid, "An address has at most \(Self.mostAddressLines) lines.", field: "address")
        }
        for line in addressLines { try TextRules.check(line, field: "address", limit: 120) }
        try TextRules.check(postcode, field: "postcode", limit: 16)
        try TextRules.check(city, field: "city", limit: 80)
        if let country, !TextRules.isCountry(country) {
            throw RegistryError(
                .valueInvalid, "A country is its two capital letters in ISO 3166-1, such as 'NO'.", field: "country")
        }
        self.name = name
        self.email = email
        self.phone = phone
        self.addressLines = addressLines
        self.postcode = postcode
        self.city = city
        self.country = country
        self.language = language
    }

    /// Only what no address lacks is asked for (RFC 5321, section 4.5.3.1, for the lengths): whether somebody reads it, a
    /// letter tells.
    private static func checkEmail(_ text: String?) throws(RegistryError) {
        guard let text else { return }
        try TextRules.check(text, field: "email", limit: 254)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let domain = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), domain.count >= 2,
            domain.allSatisfy({ !$0.isEmpty }),
            text.allSatisfy({ !$0.isWhitespace && !"<>()[]\\,;:\"".contains($0) })
        else {
            throw RegistryError(
                .valueInvalid, "This is no e-mail address: it needs one @ with a name before it and a domain after it.",
                field: "email")
        }
    }

    /// Digits, with a plus before them and what people write between them (ITU-T E.123); 15 of them at most (E.164), and
    /// six more for an extension.
    private static func checkPhone(_ text: String?) throws(RegistryError) {
        guard let text else { return }
        try TextRules.check(text, field: "phone", limit: 40)
        let digits = text.utf8.count { 0x30...0x39 ~= $0 }
        let isNumber = text.utf8.enumerated().allSatisfy { place, byte in
            0x30...0x39 ~= byte || " -/().".utf8.contains(byte) || byte == UInt8(ascii: "+") && place == 0
        }
        guard isNumber, (4...21).contains(digits) else {
            throw RegistryError(
                .valueInvalid, "A telephone number is of digits, such as '+47 22 12 34 56'.", field: "phone")
        }
    }
}
