import Identifiers
import Nameplate
import Registry

extension BatchAnswer {
    static let schema = ObjectSchema(
        "Batch",
        [
            .required("path", .text(most: 1_000), "the address of this document"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who issued it"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("number", .text(), "the batch's number"),
            .optional("plant", .text(), "the plant"),
            .optional("line", .text(), "the line"),
            .optional("producedOn", .date, "made on"),
            .optional("workOrder", .text(), "the order under which its units were made"),
            .optional("expiresOn", .date, "the last day on which its goods are good for use"),
            .optional("pattern", .text(), "the serial format"),
            .optional("count", .count, "how many serial numbers it issued; absent where they come from elsewhere"),
            .optional("firstSequence", .count, "its first sequence number"),
            .optional("lastSequence", .count, "its last sequence number"),
            .optional("firstSerial", .text(), "its first serial number"),
            .optional("lastSerial", .text(), "its last serial number"),
            .optional("codeKey", .id, "the key of the label codes and owner codes that are printed with it"),
            .required("unitsWithHistory", .count, "units to which something has happened alone"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.batch(manufacturer.slug, model.number.text, batch.number))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("number", batch.number)
            json.field("plant", batch.plant)
            json.field("line", batch.line)
            json.field("producedOn", batch.producedOn?.isoText)
            json.field("workOrder", batch.workOrder)
            json.field("expiresOn", batch.expiresOn?.isoText)
            json.field("pattern", format?.format.pattern)
            json.field("count", batch.issue?.count)
            json.field("firstSequence", batch.issue?.sequences.lowerBound)
            json.field("lastSequence", batch.issue?.sequences.upperBound)
            json.field("firstSerial", firstSerial)
            json.field("lastSerial", lastSerial)
            json.field("codeKey", batch.codeKey?.description)
            json.field("unitsWithHistory", unitsWithHistory)
        }
    }
}
