import AfterSales
import Identifiers
import Nameplate
import Registry

extension RegistrationAnswer {
    static let schema = ObjectSchema(
        "Registration",
        [
            .required("id", .id, "its id"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made the unit"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "its serial number as marked"),
            .required(
                "state", .word(Registration.State.allCases.map(\.rawValue)),
                "'pending' until staff have looked at it"),
            .optional("purchasedOn", .date, "the day of purchase, as its owner says"),
            .optional("seller", .text(most: 120), "where it was bought, as its owner says"),
            .required("madeAt", .time, "when the unit was registered"),
            .optional("expiresAt", .time, "until when it is decided, of one that waits"),
            .optional("reason", .text(most: 500), "why it was refused, or how it ended"),
            .optional("evidence", .word(Registration.Evidence.allCases.map(\.rawValue)), "for those who decide"),
            .optional("owner", .id, "the party that has registered it, for those who decide"),
        ])

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        json.field("id", registration.id.description)
        manufacturer.writeReference(to: &json)
        json.objectField("model") { model.writeReferenceMembers(to: &$0) }
        json.field("serial", serial.text)
        json.field("state", state.rawValue)
        json.field("purchasedOn", registration.purchasedOn?.isoText)
        json.field("seller", registration.seller)
        json.field("madeAt", TimeText.text(registration.madeAt))
        let waits = [.pending, .disputed].contains(state)
        json.field("expiresAt", waits ? TimeText.text(registration.expiresAt) : nil)
        json.field("reason", registration.reason)
        guard isForStaff else { return }
        json.field("evidence", registration.evidence.rawValue)
        json.field("owner", registration.party.description)
    }
}

extension RegistrationRules {
    static let properties: [ObjectSchema.Property] = [
        .optional(
            "need", .word(Need.allCases.map(\.rawValue)), "whether units shall be registered; welcome without it"),
        .optional(
            "ownerCode", .word(CodeRule.allCases.map(\.rawValue)),
            "whether nobody registers without it; accepted without it"),
        .optional("needsApproval", .boolean, "staff look at each, also where the owner code is right"),
        .optional("sellers", .texts(most: mostSellers, each: 120), "of whom units count as bought; all without it"),
        .optional("pendingDays", .integer(1...3_650), "how long one may wait for a decision; 90 without it"),
        .optional(
            "entitlements",
            .list(
                .object(
                    ObjectSchema(
                        "Entitlement",
                        [
                            .required("name", .text(most: 40), "lower-case letters, digits, dashes"),
                            .required("title", .text(most: 120), "as people call it"),
                            .optional("months", .integer(1...1_200), "from the registration on; for ever without it"),
                        ])), most: mostEntitlements), "what owners of registered units get"),
    ]
    static let schema = ObjectSchema("RegistrationRules", properties)

    /// What a document says, which has the shape of ``schema``.
    init(_ json: JSONValue) {
        self.init()
        need = json["need"]?.text.flatMap(Need.init) ?? need
        ownerCode = json["ownerCode"]?.text.flatMap(CodeRule.init) ?? ownerCode
        needsApproval = json["needsApproval"]?.boolean ?? needsApproval
        sellers = json["sellers"]?.elements.compactMap(\.text) ?? sellers
        pendingDays = json["pendingDays"]?.integer.map { Int($0) } ?? pendingDays
        entitlements =
            json["entitlements"]?.elements.map { element in
                Entitlement(
                    name: element["name"]?.text ?? "", title: element["title"]?.text ?? "",
                    months: element["months"]?.integer.map { Int($0) })
            } ?? entitlements
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("need", need.rawValue)
            json.field("ownerCode", ownerCode.rawValue)
            json.field("needsApproval", needsApproval)
            json.field("sellers", sellers)
            json.field("pendingDays", pendingDays)
            json.listField("entitlements", entitlements) { json, entitlement in
                json.object { json in
                    json.field("name", entitlement.name)
                    json.field("title", entitlement.title)
                    json.field("months", entitlement.months)
                }
            }
        }
    }
}
