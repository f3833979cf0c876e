import AfterSales
import Identifiers
import Nameplate
import Registry

extension HeldEntitlement {
    static let schema = ObjectSchema(
        "HeldEntitlement",
        [
            .required("name", .text(most: 40), "by which programs ask for it"),
            .required("title", .text(most: 120), "as people call it"),
            .required("holds", .boolean, "whether the owner has it today"),
            .optional("until", .date, "its last day; absent where it has none"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", entitlement.name)
            json.field("title", entitlement.title)
            json.field("holds", holds)
            json.field("until", until?.isoText)
        }
    }
}

extension OwnershipProof {
    static let schema = ObjectSchema(
        "OwnershipProof",
        [
            .required("id", .id, "its id, to revoke it"), .required("until", .time, "until when it holds"),
            .optional("code", .text(most: 40), "by which anybody checks it; shown this once"),
        ])

    func write(to json: inout JSONWriter, code: String? = nil) {
        json.object { json in
            json.field("id", id.description)
            json.field("until", TimeText.text(expiresAt))
            json.field("code", code)
        }
    }
}

extension ProofAnswer {
    static let schema = ObjectSchema(
        "CheckedProof",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made the unit"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "its serial number as marked"),
            .required("since", .time, "when the proof was made"), .required("until", .time, "until when it holds"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("since", TimeText.text(proof.createdAt))
            json.field("until", TimeText.text(proof.expiresAt))
        }
    }
}

extension Handover {
    static let schema = ObjectSchema(
        "Handover",
        [
            .required("id", .id, "its id, in the records of both"),
            .required("until", .time, "until when the code works"),
            .required("code", .text(most: 40), "by which the buyer takes the unit over; shown this once"),
        ])

    func write(to json: inout JSONWriter, code: String) {
        json.object { json in
            json.field("id", id.description)
            json.field("until", TimeText.text(expiresAt))
            json.field("code", code)
        }
    }
}

extension HandoverAnswer {
    static let schema = ObjectSchema(
        "HandoverRecord",
        UnitReference.properties + [
            .required("id", .id, "its id"),
            .required("state", .word(Handover.State.allCases.map(\.rawValue)), "what became of it"),
            .required("given", .boolean, "true where you gave the unit away, false where you got it"),
            .required("releasedAt", .time, "when the unit was let go"),
            .optional("endedAt", .time, "when it was taken over, or that was called off"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            unit.writeMembers(to: &json)
            json.field("id", handover.id.description)
            json.field("state", state.rawValue)
            json.field("given", isGiven)
            json.field("releasedAt", TimeText.text(handover.releasedAt))
            json.field("endedAt", handover.endedAt.map(TimeText.text))
        }
    }
}

extension OwnedProduct {
    static let schema = ObjectSchema(
        "OwnedProduct",
        UnitReference.properties + [
            .optional("registration", .object(RegistrationAnswer.schema), "absent where nobody has registered it"),
            .required("disputes", .list(.time, most: 500), "when others have said that it is theirs"),
            .optional("released", .time, "since when a buyer may take it over"),
            .required("proofs", .list(.object(OwnershipProof.schema), most: 500), "those that hold"),
            .required("entitlements", .list(.object(HeldEntitlement.schema), most: 50), "what you get with it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            unit.writeMembers(to: &json)
            if let registration { json.objectField("registration") { registration.writeMembers(to: &$0) } }
            json.field("disputes", disputes.map(TimeText.text))
            json.field("released", release.map { TimeText.text($0.releasedAt) })
            json.listField("proofs", proofs) { $1.write(to: &$0) }
            json.listField("entitlements", entitlements) { $1.write(to: &$0) }
        }
    }
}

extension OwnershipOverview {
    static let schema = ObjectSchema(
        "OwnProducts",
        [
            .required("products", .list(.object(OwnedProduct.schema), most: 10_000), "what is yours"),
            .required(
                "registrations", .list(.object(RegistrationAnswer.schema), most: 10_000),
                "of units that are not yours, or not yet"),
            .required("handovers", .list(.object(HandoverAnswer.schema), most: 10_000), "what has changed hands"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.listField("products", products) { $1.write(to: &$0) }
            json.listField("registrations", others) { $1.write(to: &$0) }
            json.listField("handovers", handovers) { $1.write(to: &$0) }
        }
    }
}
