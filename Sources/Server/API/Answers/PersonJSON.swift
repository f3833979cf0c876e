import AfterSales
import Nameplate
import Registry
import Safeguards

extension PersonExport {
    static let schema = ObjectSchema(
        "PersonExport",
        [
            .required("id", .id, "a random number that names nobody"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who holds it"),
            .optional("reference", .text(), "the manufacturer's own reference"),
            .optional("name", .text(), "the name"),
            .optional("contact", .object(PartyContact.schema), "how the person is reached"),
            .required(
                "consents", .list(.object(PartyConsent.schema), most: 10_000), "what the person has consented to"),
            .required(
                "messages", .list(.object(DeliveryContent.schema), most: 100_000), "what the person has been written"),
            .required("createdAt", .time, "since when it is held"),
            .optional("erasedAt", .time, "when it was erased"),
            .required("units", .list(.object(unitSchema), most: 10_000_000), "units owned, now and before"),
        ] + OwnerExport.properties + [
            .required(
                "cases", .list(.object(CaseAnswer.schema), most: 1_000), "what the person has asked, newest first"),
            .required(
                "thefts", .list(.object(TheftAnswer.schema), most: 1_000), "what the person has reported stolen or lost"
            ),
            .required(
                "findings", .list(.object(TheftThread.schema), most: 100), "what the person has written as a finder"),
            .required(
                "events", .list(.object(eventSchema), most: PersonalData.mostEvents), "events that name the person"),
            .required(
                "looks", .list(.object(Look.schema), most: PersonalData.mostLooks), "who looked at this, newest first"),
            .required("isCut", .boolean, "true where there is more than is given out at once"),
        ])
    private static let unitSchema = ObjectSchema(
        "OwnedUnit",
        UnitReference.properties + [
            .required("from", .time, "since when it was theirs"),
            .optional("until", .time, "until when; absent where it still is"),
        ])
    private static let eventSchema = ObjectSchema(
        "EventNamingPerson",
        [
            .required("id", .id, "the event's id"),
            .required("eventTime", .time, "when it happened"),
            .required("recordTime", .time, "when it was recorded"),
            .required("recordedBy", .text(), "as whom it was recorded"),
            .optional("businessStep", .text(), "CBV 2.0"),
            .optional("disposition", .text(), "CBV 2.0"),
            .optional("location", .text(), "where the units are afterwards"),
            .optional("readPoint", .text(), "where they were observed"),
            .required("units", .list(.object(UnitReference.schema), most: 1_000), "single units"),
            .required("ranges", .list(.object(EventAnswer.Range.schema), most: 100), "parts of batches"),
            .required("notes", .texts(most: 20, each: 4_000), "remarks"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            data.party.writeMembers(to: &json)
            json.field("createdAt", TimeText.text(data.party.createdAt))
            if let contact = data.contact { json.objectField("contact") { contact.writeMembers(to: &$0) } }
            json.listField("consents", data.consents) { $1.write(to: &$0) }
            json.listField("messages", data.messages) { $1.write(to: &$0) }
            json.listField("units", units) { json, unit in
                json.object { json in
                    unit.unit.writeMembers(to: &json)
                    json.field("from", TimeText.text(unit.ownership.from))
                    json.field("until", unit.ownership.until.map(TimeText.text))
                }
            }
            owned.writeMembers(to: &json)
            json.listField("cases", cases) { $1.write(to: &$0) }
            json.listField("thefts", thefts) { $1.write(to: &$0) }
            json.listField("findings", findings) { json, thread in
                json.object { thread.writeMembers(to: &$0) }
            }
            json.listField("events", events) { $1.write(to: &$0) }
            json.listField("looks", looks) { $1.write(to: &$0) }
            json.field("isCut", data.isCut)
        }
    }
}

extension PersonExport.NamedIn {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", header.id.description)
            json.field("eventTime", TimeText.text(header.time))
            json.field("recordTime", TimeText.text(header.recordTime))
            json.field("recordedBy", header.principal)
            json.field("businessStep", header.businessStep?.rawValue)
            json.field("disposition", header.disposition?.rawValue)
            json.field("location", header.businessLocation)
            json.field("readPoint", header.readPoint)
            json.listField("units", units) { json, unit in json.object { unit.writeMembers(to: &$0) } }
            json.listField("ranges", ranges) { $1.write(to: &$0) }
            json.field("notes", notes)
        }
    }
}

extension PersonErasure {
    static let schema = ObjectSchema(
        "PersonErasure",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who held it"),
            .required("dryRun", .boolean, "true where nothing was erased"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "PersonErasureExtent",
                            [
                                .required("id", .id, "a random number that stays and names nobody"),
                                .required("createdAt", .time, "since when it was held"),
                                .required("events", .count, "events that name the person by this number; they stay"),
                                .required("notes", .count, "remarks of these events, erased"),
                                .required("reasons", .count, "reasons for which somebody looked, erased"),
                            ])), most: 100), "the name and the reference are erased of each"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("dryRun", isDryRun)
            json.listField("items", extents) { json, extent in
                // Not the name: whoever erases need not read it.
                json.object { json in
                    json.field("id", extent.party.id.description)
                    json.field("createdAt", TimeText.text(extent.party.createdAt))
                    json.field("events", extent.events)
                    json.field("notes", extent.notes)
                    json.field("reasons", extent.reasons)
                }
            }
        }
    }
}
