import Nameplate
import Registry

// What is held about a person: given out, and erased. The reference stands in the body: addresses are kept in logs.

extension Routes {
    private static let persons = "\(prefix)/manufacturers/{manufacturer}/persons"
    private static let reference = ObjectSchema.Property.required(
        "reference", .text(), "the manufacturer's own reference to the person")

    static let people: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(persons)/export"), permission: .readOwners,
            summary: "Give out everything that is held about a person",
            request: .json(ObjectSchema("PersonQuestion", [reference, Reason.property])),
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
                call.json["reference"]?.text ?? "", of: call.segment("manufacturer"),
                reason: call.json["reason"]?.text, as: call.principal, from: call.source)
            return .json { json in json.object { $0.listField("items", exports) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(persons)/erase"), permission: .erase,
            summary: "Erase what names a person; history and proofs stay", query: [rehearsed],
            request: .json(erasure), answer: .json(PersonErasure.schema, "what was erased, or would be")
        ) { call in
            let erasure = try await call.registry.erasePerson(
                call.json["reference"]?.text ?? "", of: call.segment("manufacturer"),
                reason: call.json["reason"]?.text, isDryRun: call.flag("dryRun"),
                isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { erasure.write(to: &$0) }
        },
    ]

    private static let rehearsed = Route.Parameter(
        "dryRun", .boolean, "true tells what would be erased, and erases nothing")
    private static let erasure = ObjectSchema(
        "PersonErasureRequest",
        [
            reference,
            .optional("reason", Reason.property.schema, "why; needed unless it is a dry run"),
            .optional("confirm", .boolean, "true: it cannot be undone; needed unless it is a dry run"),
        ])
}
