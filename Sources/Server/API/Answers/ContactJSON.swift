import Registry

extension PartyContact {
    static let schema = ObjectSchema("Contact", properties)

    static let properties: [ObjectSchema.Property] = [
        .optional("name", .text(), "the full name"),
        .optional("email", .text(most: 254), "an e-mail address"),
        .optional("phone", .text(most: 40), "a telephone number"),
        .optional("address", .texts(most: mostAddressLines, each: 120), "street and number, building, care of"),
        .optional("postcode", .text(most: 16), "the postcode"),
        .optional("city", .text(most: 80), "the city"),
        .optional("country", .text(most: 2), "ISO 3166-1 alpha-2"),
        .optional("language", .text(most: LanguageTag.largestLength), "BCP 47"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.field("name", name)
        json.field("email", email)
        json.field("phone", phone)
        json.field("address", addressLines.isEmpty ? nil : addressLines)
        json.field("postcode", postcode)
        json.field("city", city)
        json.field("country", country)
        json.field("language", language?.text)
    }
}

extension PartyConsent {
    static let schema = ObjectSchema(
        "Consent",
        [
            .required("purpose", .word(ConsentPurpose.allCases.map(\.rawValue)), "what for"),
            .required("givenAt", .time, "since when"),
            .required("givenHow", .text(), "by which way it was given"),
            .optional("withdrawnAt", .time, "until when; absent while it holds"),
            .optional("withdrawnHow", .text(), "by which way it was withdrawn"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("purpose", purpose.rawValue)
            json.field("givenAt", TimeText.text(givenAt))
            json.field("givenHow", givenHow)
            json.field("withdrawnAt", withdrawnAt.map(TimeText.text))
            json.field("withdrawnHow", withdrawnHow)
        }
    }
}
