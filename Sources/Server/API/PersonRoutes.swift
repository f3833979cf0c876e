import Nameplate
import Registry

// What is held about a person: given out, and erased. The reference stands in the body: addresses are kept in logs.

extension Routes {
    private static let persons = "\(prefix)/manufacturers/{manufacturer}/persons"
    static let personNames: [ObjectSchema.Property] = [
        .optional("reference", .text(), "the manufacturer's own reference to the person"),
        .optional("id", .id, "or the random number by which events name the person"),
    ]

    static let people: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(persons)/export"), permission: .readOwners,
            summary: "Give out everything that is held about a person",
            request: .json(ObjectSchema("PersonQuestion", personNames + [Reason.property])),
            answer: .json(
                ObjectSchema(
                    "PersonExports",
                    [
                        .required(
                            "items", .list(.object(PersonExport.schema), most: 100),
                            "one, or some where several are known by the reference")
                    ]), "all of it")
        ) { call in
            let exports = try await call.registry.exportPerson(
                PersonName(call.json), of: call.segment("manufacturer"),
                reason: call.json["reason"]?.text, as: call.principal, from: call.source)
            return .json { json in json.object { $0.listField("items", exports) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(persons)/erase"), permission: .erase,
            summary: "Erase what names a person; history and proofs stay", query: [rehearsed],
            request: .json(erasure), answer: .json(PersonErasure.schema, "what was erased, or would be")
        ) { call in
            let erasure = try await call.registry.erasePerson(
                PersonName(call.json), of: call.segment("manufacturer"),
                reason: call.json["reason"]?.text, isDryRun: call.flag("dryRun"),
                isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { erasure.write(to: &$0) }
        },
    ]

    private static let rehearsed = Route.Parameter(
        "dryRun", .boolean, "true tells what would be erased, and erases nothing")
    private static let erasure = ObjectSchema(
        "PersonErasureRequest",
        personNames + [
            .optional("reason", Reason.property.schema, "why; needed unless it is a dry run"),
            .optional("confirm", .boolean, "true: it cannot be undone; needed unless it is a dry run"),
        ])
}

extension PersonName {
    /// - Throws: `value.invalid` where the document names a person in no way, or in two.
    init(_ json: JSONValue) throws(RegistryError) {
        let (reference, id) = (json["reference"]?.text, json["id"]?.text)
        guard (reference == nil) != (id == nil) else {
            throw RegistryError(
                .valueInvalid, "Name the person either by its reference or by its id.", field: "reference")
        }
        guard let id else {
            self = .reference(reference ?? "")
            return
        }
        guard let number = Int64(id), number > 0 else {
            throw RegistryError(.valueInvalid, "An id is a positive number.", field: "id")
        }
        self = .id(ID(number))
    }
}
