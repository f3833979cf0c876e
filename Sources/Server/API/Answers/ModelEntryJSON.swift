import Identifiers
import Registry

extension ModelVersion: ModelEntryJSON {
    static let schemaName = "ModelVersion"
    static let members: [ObjectSchema.Property] = [
        .required("version", .text(most: 40), "such as B or 2.1"),
        .optional("releasedOn", .date, "since when it is made"),
        .optional("appliesTo", .text(most: 10_000), "the units that are made to it, as a population"),
        .optional("changeNote", .text(most: 80), "the number of the engineering change note"),
        .optional("change", .text(most: 2_000), "what changed against the version before, and why"),
        .optional("isPublic", .boolean, "strangers may read what changed"),
    ]

    init(_ json: JSONValue) throws {
        self.init(
            json["version"]?.text ?? "", releasedOn: try json.date("releasedOn"), population: json["appliesTo"]?.text,
            changeNote: json["changeNote"]?.text, change: json["change"]?.text,
            isPublic: json["isPublic"]?.boolean ?? false)
    }

    func writeMembers(to json: inout JSONWriter, today: CivilDate) {
        json.field("version", version)
        json.field("releasedOn", releasedOn?.isoText)
        json.field("appliesTo", population)
        json.field("changeNote", changeNote)
        json.field("change", change)
        json.field("isPublic", isPublic)
    }
}

extension PackagingLevel: ModelEntryJSON {
    static let schemaName = "PackagingLevel"
    static let members: [ObjectSchema.Property] = [
        .required("level", .word(Level.allCases.map(\.rawValue)), "from the single unit to the pallet"),
        .optional("quantity", .integer(1...1_000_000), "how many units of the model it holds; 1 without it"),
        .optional("gtin", .text(most: 20), "its own GTIN"),
        .optional("size", .text(most: 60), "such as 60 x 65.5 x 185 cm"),
        .optional("weight", .text(most: 60), "gross, such as 62 kg"),
    ]

    init(_ json: JSONValue) throws {
        let gtin = try json["gtin"]?.text.map { text in
            try reading("gtin") { () throws(IdentifierError) in try GTIN(parsing: text).text }
        }
        self.init(
            Level(rawValue: json["level"]?.text ?? "") ?? .each, quantity: json["quantity"]?.integer ?? 1, gtin: gtin,
            size: json["size"]?.text, weight: json["weight"]?.text)
    }

    func writeMembers(to json: inout JSONWriter, today: CivilDate) {
        json.field("level", level.rawValue)
        json.field("quantity", quantity)
        json.field("gtin", gtin)
        json.field("size", size)
        json.field("weight", weight)
    }
}

extension Approval: ModelEntryJSON {
    static let schemaName = "Approval"
    static let members: [ObjectSchema.Property] = [
        .required("mark", .text(most: 60), "as it stands on the plate, such as CE"),
        .optional("certificate", .text(most: 80), "the certificate's, file's or identification number"),
        .optional("body", .text(most: 120), "who has examined it"),
        .optional("standards", .texts(most: 40, each: 80), "such as IEC 60335-2-24:2020"),
        .optional("validFrom", .date, "from this day on"),
        .optional("validUntil", .date, "up to this day"),
    ]
    static let answered: [ObjectSchema.Property] = [.required("isValid", .boolean, "whether it holds today")]

    init(_ json: JSONValue) throws {
        self.init(
            json["mark"]?.text ?? "", certificate: json["certificate"]?.text ?? "", body: json["body"]?.text,
            standards: json.texts("standards"), validFrom: try json.date("validFrom"),
            validUntil: try json.date("validUntil"))
    }

    func writeMembers(to json: inout JSONWriter, today: CivilDate) {
        json.field("mark", mark)
        json.field("certificate", certificate.isEmpty ? nil : certificate)
        json.field("body", body)
        json.field("standards", standards)
        json.field("validFrom", validFrom?.isoText)
        json.field("validUntil", validUntil?.isoText)
        json.field("isValid", isValid(on: today))
    }
}

extension PriceBand: ModelEntryJSON {
    static let schemaName = "PriceBand"
    static let members: [ObjectSchema.Property] = [
        .optional("market", .text(most: 2), "ISO 3166-1 alpha-2; everywhere without it"),
        .optional("currency", .text(most: 3), "ISO 4217"),
        .optional("from", .text(most: 20), "the amount, or the least"),
        .optional("to", .text(most: 20), "the most"),
        .optional("text", .text(most: 120), "in words"),
        .optional("validFrom", .date, "from this day on"),
        .optional("validUntil", .date, "up to this day"),
    ]
    static let answered: [ObjectSchema.Property] = [.required("isValid", .boolean, "whether it holds today")]

    init(_ json: JSONValue) throws {
        self.init(
            market: json["market"]?.text ?? "", currency: json["currency"]?.text, from: json["from"]?.text,
            to: json["to"]?.text, text: json["text"]?.text, validFrom: try json.date("validFrom"),
            validUntil: try json.date("validUntil"))
    }

    func writeMembers(to json: inout JSONWriter, today: CivilDate) {
        json.field("market", market.isEmpty ? nil : market)
        json.field("currency", currency)
        json.field("from", from)
        json.field("to", to)
        json.field("text", text)
        json.field("validFrom", validFrom?.isoText)
        json.field("validUntil", validUntil?.isoText)
        json.field("isValid", isValid(on: today))
    }
}

extension Marketing: ModelEntryJSON {
    static let schemaName = "Marketing"
    static let members: [ObjectSchema.Property] = [
        .optional("segment", .text(most: 120), "whom it is made for"),
        .optional("sellingPoints", .texts(most: 20, each: 200), "what speaks for it, the strongest first"),
    ]

    init(_ json: JSONValue) throws {
        self.init(segment: json["segment"]?.text, sellingPoints: json.texts("sellingPoints"))
    }

    func writeMembers(to json: inout JSONWriter, today: CivilDate) {
        json.field("segment", segment)
        json.field("sellingPoints", sellingPoints)
    }
}
