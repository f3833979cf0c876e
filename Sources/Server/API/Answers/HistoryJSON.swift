import Identifiers
import Nameplate
import Registry

extension HistoryLine {
    static let schema = ObjectSchema(
        "HistoryLine",
        [
            .required("event", .id, "the event's id"),
            .optional("position", .count, "its place in the ledger"),
            .required("eventTime", .time, "when it happened"),
            .required("zone", .integer(-840...840), "minutes east of UTC at its place"),
            .required("recordTime", .time, "when it was recorded"),
            .required("type", .text(), "EPCIS 2.0 event type"),
            .required("action", .text(), "ADD, OBSERVE or DELETE"),
            .required("role", .text(), "unit, parent or child"),
            .required("fromBatch", .boolean, "whether it reached the unit as part of a range of its batch"),
            .optional("businessStep", .text(), "CBV 2.0"),
            .optional("disposition", .text(), "CBV 2.0"),
            .optional("place", .text(), "the place afterwards"),
            .optional("readPoint", .text(), "where it was observed"),
            .optional("placeName", .text(), "what that place is called, where it is a known location"),
            .optional("parent", .object(UnitReference.schema), "what it was put in or taken out of"),
            .optional(
                "children", .list(.object(UnitReference.schema), most: 100),
                "what was put into it, taken out of it or seen in it; the first of them"),
            .optional("childCount", .count, "how many these are"),
            .optional("ownerName", .text(), "whose it is from here on"),
            .optional("corrects", .id, "the event that this one corrects"),
            .optional("errorReason", .text(), "why that one was wrong"),
            .optional("correctedBy", .id, "the event that corrects this one; its effect is gone"),
            .optional("notes", .texts(most: 20, each: 4_000), "remarks"),
            .optional("discrepancies", .list(.object(Discrepancy.schema), most: 10_000), "what does not fit"),
        ] + EventDetails.properties + EventDetails.decided)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("event", entry.event.description)
            json.field("position", entry.position)
            json.field("eventTime", TimeText.text(entry.time))
            json.field("zone", entry.zoneOffset)
            json.field("recordTime", TimeText.text(entry.recordTime))
            json.field("type", entry.type.rawValue)
            json.field("action", entry.action.rawValue)
            json.field("role", entry.role.rawValue)
            json.field("fromBatch", entry.fromBatch)
            json.field("businessStep", entry.businessStep?.rawValue)
            json.field("disposition", entry.disposition?.rawValue)
            json.field("place", place)
            json.field("readPoint", readPoint)
            json.field("placeName", placeName)
            if let parent { json.objectField("parent") { parent.writeMembers(to: &$0) } }
            if childCount > 0 {
                json.listField("children", children) { json, unit in json.object { unit.writeMembers(to: &$0) } }
                json.field("childCount", childCount)
            }
            json.field("ownerName", ownerName)
            json.field("corrects", entry.corrects?.description)
            json.field("errorReason", entry.errorReason?.rawValue)
            json.field("correctedBy", correctedBy?.description)
            if !notes.isEmpty { json.field("notes", notes) }
            if !discrepancies.isEmpty {
                json.listField("discrepancies", discrepancies) { $1.write(to: &$0) }
            }
            entry.details.writeMembers(to: &json)
        }
    }
}

extension Discrepancy {
    static let schema = ObjectSchema(
        "Discrepancy",
        [
            .required("code", .text(), "what does not fit"),
            .required("serial", .text(), "the unit"),
            .optional("expected", .text(), "what was supposed"),
            .optional("found", .text(), "what was known"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code.rawValue)
            json.field("serial", unit.serial.text)
            json.field("expected", expected)
            json.field("found", found)
        }
    }
}

extension EventDetails {
    static let reading = ObjectSchema(
        "Reading",
        [
            .required("type", .text(most: 80), "what was measured"),
            .required("value", .decimal, "an exact decimal"),
            .optional("unit", .text(most: 20), "UN/CEFACT Recommendation 20 code"),
        ])
    static let part = ObjectSchema(
        "Part",
        [
            .required("part", .text(most: 120), "the part's number or name"),
            .optional("serial", .text(most: 120), "its serial number"),
        ])
    static let transaction = ObjectSchema(
        "BusinessTransaction",
        [
            .required("type", .text(most: 80), "such as po, inv or desadv (CBV 2.0)"),
            .required("id", .text(most: 200), "its number"),
        ])

    static let properties: [ObjectSchema.Property] = [
        .optional("faultCode", .text(most: 80), "what was found to be wrong; counts as a failure"),
        .optional("readings", .list(.object(reading), most: 100), "what was measured"),
        .optional("fitted", .list(.object(part), most: 100), "parts put in"),
        .optional("removed", .list(.object(part), most: 100), "parts taken out"),
        .optional("slot", .text(most: 80), "the place within the assembly"),
        .optional("set", .list(.word(Disposition.allCases.map(\.rawValue)), most: 34), "lasting marks set"),
        .optional("unset", .list(.word(Disposition.allCases.map(\.rawValue)), most: 34), "lasting marks lifted"),
        .optional("market", .text(most: 2), "where they are sold from here on: ISO 3166-1 alpha-2"),
        .optional("transactions", .list(.object(transaction), most: 100), "orders, invoices, despatch advices"),
    ]
    /// What an answer may tell beside that: what only a decision about a claim says, and nobody reports.
    static let decided: [ObjectSchema.Property] = [
        .optional("decision", .text(most: 80), "what was decided about the claim among the business transactions"),
        .optional("remedy", .text(most: 80), "what the owner gets by it"),
        .optional("failedOn", .date, "the day on which the unit failed, by the claim"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.field("faultCode", faultCode)
        json.field("decision", decision)
        json.field("remedy", remedy)
        json.field("failedOn", failedOn)
        json.listField("readings", readings) { json, reading in
            json.object { json in
                json.field("type", reading.type)
                json.field("value", reading.value)
                json.field("unit", reading.unit)
            }
        }
        json.listField("fitted", fitted) { Self.write($1, to: &$0) }
        json.listField("removed", removed) { Self.write($1, to: &$0) }
        json.field("slot", slot)
        json.field("set", set)
        json.field("unset", unset)
        json.field("market", market)
        json.listField("transactions", transactions) { json, transaction in
            json.object { json in
                json.field("type", transaction.type)
                json.field("id", transaction.id)
            }
        }
    }

    private static func write(_ part: PartNote, to json: inout JSONWriter) {
        json.object { json in
            json.field("part", part.part)
            json.field("serial", part.serial)
        }
    }
}
