import Identifiers
import Nameplate
import Registry

extension OwnerAnswer {
    static let schema = ObjectSchema(
        "UnitOwner",
        [
            .required("path", .text(most: 1_000), "the address of the unit"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "the serial number as marked"),
            .optional("owner", .object(ownerSchema), "absent where nobody has registered it"),
        ])
    private static let ownerSchema = ObjectSchema(
        "Owner",
        [
            .required("id", .id, "a random number that names nobody; it stays when the owner is erased"),
            .optional("reference", .text(), "the manufacturer's own reference"),
            .optional("name", .text(), "the name"),
            .optional("since", .time, "since when it has been theirs"),
            .optional("erasedAt", .time, "when the owner's data was erased"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(manufacturer.slug, model.number.text, serial.text))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            guard let owner else { return }
            json.objectField("owner") { json in
                owner.party.writeMembers(to: &json)
                json.field("since", owner.since.map(TimeText.text))
            }
        }
    }
}

extension Party {
    /// What names it, or when that was erased.
    func writeMembers(to json: inout JSONWriter) {
        json.field("id", id.description)
        json.field("reference", reference)
        json.field("name", name)
        json.field("erasedAt", erasedAt.map(TimeText.text))
    }
}

extension Look {
    static let schema = ObjectSchema(
        "Look",
        [
            .required("at", .time, "when"),
            .required("who", .text(), "who, by the name in the audit trail"),
            .required("action", .text(), "what was done, such as owner.read"),
            .required("subject", .text(most: 1_000), "what was looked at"),
            .optional("reason", .text(most: Reason.most), "why, in their own words"),
            .optional("reasonErased", .boolean, "true where the reason has been erased since"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("at", TimeText.text(at))
            json.field("who", who)
            json.field("action", action)
            json.field("subject", subject)
            json.field("reason", reason)
            if isReasonErased { json.field("reasonErased", true) }
        }
    }
}
