import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Routes {
    /// What a unit becomes somebody's by, beside the code that speaks for it.
    static let claimantProperties: [ObjectSchema.Property] = [
        .optional(
            "account",
            .object(
                ObjectSchema(
                    "NewOwnerAccount",
                    [
                        .required("name", .text(most: AccountName.longest), "an e-mail address is a good one"),
                        .required("password", .text(most: 400), "by the rules of passwords"),
                    ])), "an account that is made in the same step; the account that asks without it"),
        .optional("owner", .text(most: 120), "by those who decide: the manufacturer's reference to the owner"),
        .optional("contact", .object(PartyContact.schema), "how the owner is reached"),
        .optional("consents", .object(consents), "what the owner may be written to for"),
    ]
    static let consents = ObjectSchema(
        "Consents",
        [
            .optional("news", .boolean, "new products"), .optional("offers", .boolean, "offers"),
            .optional("surveys", .boolean, "questions about how it does"),
            .optional("reminders", .boolean, "maintenance, the end of cover"),
        ])

    static let registrationRequest = ObjectSchema(
        "NewRegistration",
        [
            .optional("ownerCode", .text(most: 100), "the hidden code of the package; who has it need not wait"),
            .optional("purchasedOn", .date, "the day of purchase"),
            .optional("seller", .text(most: 120), "where it was bought"),
        ] + claimantProperties)
    static let acceptance = ObjectSchema(
        "HandoverAcceptance",
        [.required("code", .text(most: 100), "as the owner before was shown it")] + claimantProperties)
}

extension OwnershipOrder {
    /// What a call about a unit orders, whose document has the shape of the requests above.
    /// - Throws: `value.invalid`, `identifier.date`.
    init(_ call: Call) throws {
        let json = call.json
        var claimant = Claimant.asker
        if let account = json["account"] {
            claimant = .newAccount(name: account["name"]?.text ?? "", password: account["password"]?.text ?? "")
        } else if let owner = json["owner"]?.text {
            claimant = .party(owner)
        }
        self.init(
            try call.segment("manufacturer"), try call.segment("model"), try call.segment("serial"), as: claimant,
            RegistrationRequest(
                purchasedOn: try json.date("purchasedOn"), seller: json["seller"]?.text,
                ownerCode: json["ownerCode"]?.text),
            handoverCode: json["code"]?.text, contact: try PartyContact(in: json),
            consents: ConsentPurpose.allCases.filter { json["consents"]?[$0.rawValue]?.boolean ?? false })
    }
}

extension PartyContact {
    /// The member `contact` of a document; nil where it has none.
    /// - Throws: `value.invalid`, of a field of this member.
    init?(in json: JSONValue) throws {
        guard let contact = json["contact"] else { return nil }
        do {
            try self.init(contact)
        } catch let error as RegistryError {
            throw error.within("contact")
        }
    }

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws {
        try self.init(
            name: json["name"]?.text, email: json["email"]?.text, phone: json["phone"]?.text,
            addressLines: json["address"]?.elements.compactMap(\.text) ?? [], postcode: json["postcode"]?.text,
            city: json["city"]?.text, country: json["country"]?.text,
            language: try json["language"]?.text.map { try LanguageTag(parsing: $0) })
    }
}

extension Call {
    /// Does what an order says, once it has been made ready, and lets its right code be no wrong one.
    func carryOut(
        _ run: @escaping @Sendable (Commands, OwnershipOrder) throws -> RegistrationAnswer
    ) async throws -> Response {
        do {
            return try await carryOut(try OwnershipOrder(self), run)
        } catch let error as RegistryError where error.field == "name" || error.field == "password" {
            // Nothing else of the document has a name of its own.
            throw error.within("account")
        }
    }

    private func carryOut(
        _ order: OwnershipOrder, _ run: @escaping @Sendable (Commands, OwnershipOrder) throws -> RegistrationAnswer
    ) async throws -> Response {
        let order = try await registry.prepare(order, as: principal, from: source)
        let response: Response
        if case .newAccount = order.claimant {
            // Of a body that holds a password not even a sum is kept; the name can be taken once anyway.
            let answer = try await registry.perform(as: principal, from: source) { try run($0, order) }
            response = .json(status: 201) { answer.write(to: &$0) }
        } else {
            response = try await perform { commands, json in try run(commands, order).write(to: &json) }
        }
        try await registry.settle(order)
        return response
    }

    var unitAddress: (serial: String, model: String, slug: String) {
        get throws { (try segment("serial"), try segment("model"), try segment("manufacturer")) }
    }
}
