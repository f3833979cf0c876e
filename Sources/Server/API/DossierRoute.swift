import AfterSales
import Hummingbird
import Nameplate
import Registry

// All that a support desk asks of a unit.

extension Routes {
    static let dossier = Route(
        method: .get,
        path: PathPattern(
            stringLiteral: "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/dossier"),
        permission: .look, summary: "Read at once what a support desk asks of a unit",
        query: [.init("language", .text(most: 35), most: 5, "wanted for documents, the most wanted first")],
        answer: .json(Dossier.schema, "as far as one may know it"), isCharged: true
    ) { call in
        let languages = try (call.queries["language"] ?? []).map { try LanguageTag(parsing: $0) }
        let answer = try await call.registry.dossier(
            ofUnit: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
            languages: languages, as: call.principal)
        var response = Response.json { answer.write(to: &$0) }
        if answer.unit.ownerName != nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}

extension Dossier {
    static let schema = ObjectSchema(
        "Dossier",
        [
            .required("unit", .object(UnitAnswer.schema), "the unit and its history"),
            .required("model", .object(ModelAnswer.schema), "its model with the specifications"),
            .required("warranty", .object(WarrantyAnswer.schema), "what it is in cover for today"),
            .optional("maintenance", .object(MaintenanceAnswer.schema), "what is due on it, where one may know"),
            .required(
                "claims", .list(.object(WarrantyClaim.listedSchema), most: 200), "those for the asker, newest first"),
            .required("service", .object(UnitServiceAnswer.schema), "service orders for the asker"),
            .required("cases", .list(.object(ListedCase.schema), most: 200), "those for the asker, newest first"),
            .required("components", .object(ComponentsAnswer.schema), "what is in it"),
            .optional("version", .text(most: 80), "the version of the design that it is of"),
            .required("parts", .list(.object(PartAnswer.schema), most: most), "parts, and whether they fit"),
            .required(
                "documents", .list(.object(DocumentAnswer.schema), most: Documents.mostOfModel), "the right ones for it"
            ),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("unit")
            unit.write(to: &json)
            json.name("model")
            model.write(to: &json)
            json.name("warranty")
            warranty.write(to: &json)
            if let maintenance {
                json.name("maintenance")
                maintenance.write(to: &json)
            }
            json.name("service")
            json.object { service.writeMembers(to: &$0, model.model) }
            json.listField("claims", claims) { json, claim in
                json.object { claim.writeMembers(to: &$0, model.model) }
            }
            json.listField("cases", cases) { json, listed in json.object { listed.writeMembers(to: &$0) } }
            json.name("components")
            components.write(next: nil, to: &json)
            json.field("version", version?.version)
            json.listField("parts", parts.parts) { $1.write(to: &$0) }
            json.listField("documents", documents.documents) { $1.write(to: &$0) }
        }
    }
}
