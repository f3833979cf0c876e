import Identifiers
import Nameplate
import Registry
import Safeguards

extension CampaignDetails {
    private static let properties: [ObjectSchema.Property] = [
        .required("kind", .word(CampaignKind.allCases.map(\.rawValue)), "what it is for"),
        .required("title", .text(most: longestTitle), "what it is about"),
        .required("scope", .text(most: Population.Limit.characters), "the units, in the language of populations"),
        .required("remedy", .word(RemedyKind.allCases.map(\.rawValue)), "what is done"),
        .optional("priority", .word(CampaignPriority.allCases.map(\.rawValue)), "how soon; medium without it"),
        .optional("ownNumber", .text(most: longestNumber), "your own number"),
        .optional("authority", .text(most: longestNumber), "where it is reported, such as NHTSA"),
        .optional("authorityNumber", .text(most: longestNumber), "its number there"),
        .optional("affected", .text(most: longestText), "the units, in words"),
        .optional("hazard", .text(most: longestText), "what may happen to people and things"),
        .optional("defect", .text(most: longestText), "what is wrong"),
        .optional("consequence", .text(most: longestText), "what follows from it"),
        .optional("remedyText", .text(most: longestText), "what is done, in words"),
        .optional("instructions", .text(most: longestText), "what an owner does now"),
        .optional("parts", .list(.object(Part.schema), most: mostParts), "the parts that the remedy takes"),
        .optional("announcedOn", .date, "when it was or will be announced"),
        .optional("stopSale", .boolean, "true: these units must not be sold any more"),
        .optional("doNotUse", .boolean, "true: they must not be used any more"),
        .optional(
            "countries", .texts(most: mostCountries, each: 2), "where it is done, ISO 3166-1; everywhere without it"),
    ]
    static let schema = ObjectSchema("NewCampaign", properties)
    static let changeSchema = ObjectSchema(
        "CampaignChange",
        properties + [.optional("note", .text(most: 1_000), "why it is amended, once it is public")])

    /// - Throws: what ``CivilDate`` says of the date.
    init(_ json: JSONValue) throws {
        self.init(
            json["kind"]?.text.flatMap(CampaignKind.init) ?? .serviceCampaign, title: json["title"]?.text ?? "",
            scope: json["scope"]?.text ?? "", remedy: json["remedy"]?.text.flatMap(RemedyKind.init) ?? .repair,
            priority: json["priority"]?.text.flatMap(CampaignPriority.init) ?? .medium)
        (ownNumber, authority) = (json["ownNumber"]?.text, json["authority"]?.text)
        (authorityNumber, affected) = (json["authorityNumber"]?.text, json["affected"]?.text)
        (hazard, defect, consequence) = (json["hazard"]?.text, json["defect"]?.text, json["consequence"]?.text)
        (remedyText, instructions) = (json["remedyText"]?.text, json["instructions"]?.text)
        parts = (json["parts"]?.elements ?? []).map { Part($0) }
        announcedOn = try json["announcedOn"]?.text.map { try CivilDate(parsing: $0) }
        (stopSale, doNotUse) = (json["stopSale"]?.boolean ?? false, json["doNotUse"]?.boolean ?? false)
        countries = json["countries"]?.elements.compactMap(\.text) ?? []
    }
}

extension CampaignMove {
    static let schema = ObjectSchema(
        "CampaignStep",
        [
            .required("step", .word(CampaignStep.allCases.map(\.rawValue)), "what is done"),
            .optional("note", .text(most: 1_000), "what is said about it; why, for all but open and resume"),
        ])

    init(_ json: JSONValue) {
        self.init(json["step"]?.text.flatMap(CampaignStep.init) ?? .open, note: json["note"]?.text)
    }
}
