import Nameplate
import Registry

extension EventAnswer {
    static let schema = ObjectSchema(
        "Event",
        [
            .required("path", .text(), "the address of this document"),
            .required("id", .id, "the event's id"),
            .optional("position", .count, "its place in the ledger"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units it speaks of"),
            .required("eventTime", .time, "when it happened"),
            .required("zone", .integer(-840...840), "minutes east of UTC at its place"),
            .required("recordTime", .time, "when it was recorded"),
            .required("recordedBy", .text(), "as whom it was recorded"),
            .required("type", .text(), "EPCIS 2.0 event type"),
            .required("action", .text(), "ADD, OBSERVE or DELETE"),
            .optional("businessStep", .text(), "CBV 2.0"),
            .optional("disposition", .text(), "CBV 2.0"),
            .optional("location", .text(), "where the units are afterwards"),
            .optional("readPoint", .text(), "where they were observed"),
            .optional("placeName", .text(), "what that place is called, where it is a known location"),
            .required("units", .list(.object(UnitReference.schema), most: 1_000), "single units"),
            .required("ranges", .list(.object(EventAnswer.Range.schema), most: 100), "parts of batches"),
            .optional(
                "quantities", .list(.object(EventAnswer.Pieces.schema), most: 100), "pieces without serial numbers"),
            .optional("source", .text(), "where these come from"),
            .optional("sourceDisposition", .text(), "in which state they were there (CBV 2.0)"),
            .optional("parent", .object(UnitReference.schema), "what contains the units"),
            .optional("ownerName", .text(), "whose they are from here on"),
            .optional("corrects", .id, "the event that this one corrects"),
            .optional("errorReason", .text(), "why that one was wrong"),
            .required("notes", .texts(most: 20, each: 4_000), "remarks that have not been erased"),
        ] + EventDetails.properties + EventDetails.decided)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.event(header.id))
            json.field("id", header.id.description)
            json.field("position", position)
            manufacturer.writeReference(to: &json)
            json.field("recordedBy", header.principal)
            header.writeFacts(to: &json)
            json.listField("units", units) { json, unit in json.object { unit.writeMembers(to: &$0) } }
            json.listField("ranges", ranges) { $1.write(to: &$0) }
            if !pieces.isEmpty { json.listField("quantities", pieces) { $1.write(to: &$0) } }
            json.field("source", details.source)
            json.field("sourceDisposition", details.sourceDisposition)
            if let parent { json.objectField("parent") { parent.writeMembers(to: &$0) } }
            json.field("placeName", placeName)
            json.field("ownerName", ownerName)
            header.writeCorrection(to: &json)
            json.field("notes", notes)
            details.writeMembers(to: &json)
        }
    }
}

extension EventHeader {
    /// When it happened and was recorded, what and where: the same to everybody who is told of it.
    func writeFacts(to json: inout JSONWriter) {
        json.field("eventTime", TimeText.text(time))
        json.field("zone", zoneOffset)
        json.field("recordTime", TimeText.text(recordTime))
        json.field("type", type.rawValue)
        json.field("action", action.rawValue)
        json.field("businessStep", businessStep?.rawValue)
        json.field("disposition", disposition?.rawValue)
        json.field("location", businessLocation)
        json.field("readPoint", readPoint)
    }

    func writeCorrection(to json: inout JSONWriter) {
        json.field("corrects", corrects?.description)
        json.field("errorReason", errorReason?.rawValue)
    }
}

extension EventAnswer.Pieces {
    static let schema = ObjectSchema(
        "EventPieces",
        [
            .required("model", .text(), "the model's number"),
            .optional("batch", .text(), "the batch that they are of"),
            .required("quantity", .count, "how many"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("model", model)
            json.field("batch", batch)
            json.field("quantity", quantity)
        }
    }
}

extension EventAnswer.Range {
    static let schema = ObjectSchema(
        "EventRange",
        [
            .required("model", .text(), "the batch's model number"),
            .required("batch", .text(), "the batch's number"),
            .required("firstSequence", .count, "the first sequence number"),
            .required("lastSequence", .count, "the last one"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("model", model)
            json.field("batch", batch)
            json.field("firstSequence", sequences.lowerBound)
            json.field("lastSequence", sequences.upperBound)
        }
    }
}
