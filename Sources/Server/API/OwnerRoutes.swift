import Nameplate
import Registry

// Who owns a unit: asked with a reason, which the owner can read.

extension Routes {
    static let owners: [Route] = [
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/owner",
            permission: .readOwners,
            summary: "Read who owns a unit; the owner can see who asked, when and why",
            request: .json(ObjectSchema("OwnerQuestion", [Reason.property])),
            answer: .json(OwnerAnswer.schema, "the owner, if there is one")
        ) { call in
            let answer = try await call.registry.owner(
                of: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                reason: call.json["reason"]?.text, as: call.principal, from: call.source)
            return .json { answer.write(to: &$0) }
        }
    ]
}

extension Reason {
    static let property = ObjectSchema.Property.required(
        "reason", .text(most: 2_000),
        "why, in \(fewest) to \(most) characters; the person concerned can read it")
}
