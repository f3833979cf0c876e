import Nameplate
import Registry

// What maintenance is due on the units of an owner: for the owner, and for staff who may read owners, with a reason.

extension Routes {
    static let dueWithin = Route.Parameter("within", .integer(0...3_660), "within so many days; 30 without it")

    static let ownersMaintenance: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(prefix)/me/maintenance/due"), permission: .ownUnits,
            summary: "List what maintenance is due or overdue on one's own units",
            query: [dueWithin] + Route.pageParameters,
            answer: .json(OwnersMaintenance.schema, "the soonest first")
        ) { call in
            let found = try await call.registry.ownMaintenance(
                within: call.dueWithin, after: call.duePlace(), limit: call.limit + 1, as: call.principal)
            return .json { found.write(to: &$0, call) }
        },
        Route(
            method: .post,
            path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/persons/maintenance"),
            permission: .readOwners, summary: "List what maintenance is due or overdue on an owner's units",
            query: [dueWithin] + Route.pageParameters,
            request: .json(ObjectSchema("OwnersMaintenanceQuestion", personNames + [Reason.property])),
            answer: .json(OwnersMaintenance.schema, "the soonest first; the owner can see who asked, when and why")
        ) { call in
            let found = try await call.registry.maintenance(
                ofOwner: PersonName(call.json), of: call.segment("manufacturer"), reason: call.json["reason"]?.text,
                within: call.dueWithin, after: call.duePlace(), limit: call.limit + 1, as: call.principal,
                from: call.source)
            return .json { found.write(to: &$0, call) }
        },
    ]
}

extension Call {
    /// Days from today.
    var dueWithin: Int { Int(number("within") ?? 30) }

    /// - Throws: `cursor.invalid`.
    func duePlace() throws(RegistryError) -> OwnedMaintenance.Place? {
        try after().flatMap { OwnedMaintenance.Place(text: $0) }
    }
}
