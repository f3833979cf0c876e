import Identifiers
import Nameplate
import Registry
import Safeguards

extension UnitAnswer {
    static let schema = ObjectSchema(
        "Unit",
        [
            .required("path", .text(most: 1_000), "the address of this document"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "the serial number as marked"),
            .required("warnings", .texts(most: 34), "what everybody must know, such as stolen"),
            .optional(
                "campaigns", .list(.object(UnitCampaign.schema), most: 10_000),
                "the recalls and other campaigns that it is one of, the most urgent first; absent where there is none"),
            .optional(
                "thefts", .list(.object(TheftNote.schema), most: TheftList.mostOfUnit),
                "open reports that it was stolen or lost, for whoever may know"),
            .optional("producedOn", .date, "made on; to the month where one may not know the day"),
            .optional("batch", .text(), "its batch's number"),
            .optional("sequence", .count, "its place in the batch's sequence"),
            .optional("disposition", .text(), "its state (CBV 2.0)"),
            .optional("place", .text(), "where it is"),
            .optional("placeName", .text(), "what that place is called, where it is a known location"),
            .optional("market", .text(most: 2), "where it is sold: ISO 3166-1 alpha-2"),
            .optional("parent", .object(UnitReference.schema), "what it is in"),
            .optional("hasOwner", .boolean, "whether somebody has registered it"),
            .optional("ownerName", .text(), "whose it is, for the owner alone"),
            .optional(
                "looks", .list(.object(Look.schema), most: 1_000), "who looked at the owner's data, for the owner"),
            .optional("serviceFrom", .time, "first seen in service"),
            .optional("serviceTo", .time, "last reported in service"),
            .optional("failures", .count, "events with a fault code"),
            .optional("history", .list(.object(HistoryLine.schema), most: 1_000_000), "what happened, oldest first"),
            .optional("asOf", .time, "the event time up to which this holds"),
            .optional("knownAt", .count, "the ledger position up to which this was known"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(manufacturer.slug, model.number.text, serial.text))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("warnings", warnings.map(\.rawValue))
            if !campaigns.isEmpty { json.listField("campaigns", campaigns) { $1.write(to: &$0) } }
            if !thefts.isEmpty { json.listField("thefts", thefts) { $1.write(to: &$0) } }
            json.field("producedOn", producedOn?.isoText)
            json.field("batch", batch?.number)
            json.field("sequence", sequence)
            json.field("disposition", disposition?.rawValue)
            json.field("place", place)
            json.field("placeName", placeName)
            json.field("market", market)
            if let parent { json.objectField("parent") { parent.writeMembers(to: &$0) } }
            json.field("hasOwner", hasOwner)
            json.field("ownerName", ownerName)
            json.listField("looks", looks) { $1.write(to: &$0) }
            json.field("serviceFrom", serviceFrom.map(TimeText.text))
            json.field("serviceTo", serviceTo.map(TimeText.text))
            json.field("failures", failures)
            json.listField("history", history) { $1.write(to: &$0) }
            json.field("asOf", asOf.map(TimeText.text))
            json.field("knownAt", knownAt)
        }
    }
}

extension UnitReference {
    static let properties: [ObjectSchema.Property] = [
        .required("manufacturer", .text(), "the maker's short name"),
        .required("model", .text(), "the model number"),
        .required("serial", .text(), "the serial number"),
        .required("isContainer", .boolean, "whether it is a case or pallet"),
    ]
    static let schema = ObjectSchema("UnitReference", properties)

    func writeMembers(to json: inout JSONWriter) {
        json.field("manufacturer", manufacturer)
        json.field("model", model)
        json.field("serial", serial)
        json.field("isContainer", isContainer)
    }
}

/// A unit as lists show it.
enum UnitRowJSON {
    static let schema = ObjectSchema(
        "UnitRow",
        [
            .required("path", .text(most: 1_000), "the address of its dossier"),
            .required("serial", .text(most: 64), "the serial number as marked"),
            .optional("sequence", .count, "its place in its batch's sequence"),
            .optional("producedOn", .date, "made on"),
            .optional("disposition", .text(), "its state (CBV 2.0)"),
            .optional("place", .text(), "the last place that an event of its own named"),
            .required("failures", .count, "events with a fault code"),
        ])

    static func write(_ row: UnitRow, slug: String, model: String, to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(slug, model, row.key.serial.text))
            json.field("serial", row.key.serial.text)
            json.field("sequence", row.sequence)
            json.field("producedOn", row.producedOn?.isoText)
            json.field("disposition", row.state.disposition?.rawValue)
            json.field("place", row.state.businessLocation)
            json.field("failures", row.state.failures)
        }
    }
}
