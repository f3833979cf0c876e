import AfterSales
import Nameplate
import Registry

extension OwnerExport {
    static let properties: [ObjectSchema.Property] = [
        .required(
            "registrations", .list(.object(RegistrationAnswer.schema), most: 1_000_000),
            "units that the person has said are theirs"),
        .required(
            "purchaseProofs", .list(.object(purchaseProofSchema), most: 1_000_000), "files added to these registrations"
        ),
        .required("handovers", .list(.object(HandoverAnswer.schema), most: 10_000), "units given away and got"),
        .required(
            "ownershipProofs", .list(.object(proofSchema), most: 10_000), "proofs made, those that have ended too"),
        .required(
            "claims", .list(.object(claimSchema), most: 1_000), "claims about units while they were the person's"),
        .required(
            "serviceOrders", .list(.object(orderSchema), most: 10_000),
            "repairs of units while they were the person's"),
    ]
    private static let purchaseProofSchema = ObjectSchema(
        "PurchaseProof",
        [
            .required("registration", .id, "to which it was added"),
            .required("name", .text(most: Attachments.nameLimit), "what the person calls it"),
            .required("type", .text(most: 40), "what its bytes are"), .required("size", .count, "in bytes"),
            .required("addedAt", .time, "since when it is here"),
        ])
    private static let proofSchema = ObjectSchema(
        "MadeOwnershipProof",
        UnitReference.properties + [
            .required("createdAt", .time, "when it was made"), .required("until", .time, "until when it holds at most"),
            .optional("revokedAt", .time, "when it was revoked"),
        ])
    private static let claimSchema = ObjectSchema(
        "ClaimOfPerson",
        UnitReference.properties + [
            .required("number", .text(most: 11), "its number"), .required("createdAt", .time, "when it was filed"),
            .optional("complaint", .text(most: ClaimDetails.mostCharacters), "what is wrong; absent once erased"),
            .required("reasons", .texts(most: ClaimSteps.most, each: 1_000), "what was said with its steps"),
        ])

    private static let orderSchema = ObjectSchema(
        "ServiceOrderOfPerson",
        UnitReference.properties + [
            .required("number", .text(most: 11), "its number"), .required("openedAt", .time, "when it was opened"),
            .optional("complaint", .text(most: ServiceDetails.mostCharacters), "what was wrong; absent once erased"),
            .optional("workDone", .text(most: ServiceDetails.mostCharacters), "what was done; absent once erased"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.listField("registrations", registrations) { $1.write(to: &$0) }
        json.listField("purchaseProofs", purchaseProofs) { json, proof in
            json.object { json in
                json.field("registration", proof.registration.description)
                json.field("name", proof.file.name)
                json.field("type", proof.file.file.type.rawValue)
                json.field("size", proof.file.file.size)
                json.field("addedAt", TimeText.text(proof.file.addedAt))
            }
        }
        json.listField("handovers", handovers) { $1.write(to: &$0) }
        json.listField("ownershipProofs", ownershipProofs) { json, made in
            json.object { json in
                made.unit.writeMembers(to: &json)
                json.field("createdAt", TimeText.text(made.proof.createdAt))
                json.field("until", TimeText.text(made.proof.expiresAt))
                json.field("revokedAt", made.proof.revokedAt.map(TimeText.text))
            }
        }
        json.listField("claims", claims) { json, claim in
            json.object { json in
                claim.unit.writeMembers(to: &json)
                json.field("number", claim.claim.number.text)
                json.field("createdAt", TimeText.text(claim.claim.createdAt))
                json.field("complaint", claim.claim.details.complaint)
                json.field("reasons", claim.reasons)
            }
        }
        json.listField("serviceOrders", serviceOrders) { json, order in
            json.object { json in
                order.unit.writeMembers(to: &json)
                json.field("number", order.order.number.text)
                json.field("openedAt", TimeText.text(order.order.openedAt))
                json.field("complaint", order.order.details.complaint)
                json.field("workDone", order.order.details.workDone)
            }
        }
    }
}
