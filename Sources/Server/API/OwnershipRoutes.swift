import AfterSales
import Hummingbird
import Nameplate
import Registry

// Units change hands, owners prove that they are, and see what is theirs. Who may do so is told by whose the unit is, not by
// a role: whoever it does not belong to is answered alike, whether it has an owner or not. A program of theirs may where its
// token names it.

extension Routes {
    private static let ownedUnit = "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}"

    static let ownership: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(prefix)/me/products"), permission: .ownUnits,
            summary: "List one's own products, what one has registered, and what has changed hands",
            answer: .json(OwnershipOverview.schema, "all of it")
        ) { call in
            let overview = try await call.registry.ownership(as: call.principal)
            return .json { overview.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/me/contacts/{manufacturer}"),
            permission: .ownUnits,
            summary: "Say how a manufacturer reaches one, and what for",
            request: .json(
                ObjectSchema(
                    "OwnContact",
                    [
                        .optional("contact", .object(PartyContact.schema), "what is left out is forgotten"),
                        .optional("consents", .object(consents), "what is left out is withdrawn"),
                    ])), answer: .json(PartyContact.schema, "the contact as it is kept")
        ) { call in
            let slug = try call.segment("manufacturer")
            let contact = try PartyContact(in: call.json) ?? PartyContact()
            let given = ConsentPurpose.allCases.filter { call.json["consents"]?[$0.rawValue]?.boolean ?? false }
            return try await call.perform(status: 200) { commands, json in
                try commands.setOwnContact(contact, consents: Set(given), of: slug)
                json.object { contact.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ownedUnit)/handover"), permission: .ownUnits,
            summary: "Let one's own unit go to whoever has the code",
            answer: .json(Handover.schema, status: 201, "the code, shown this once")
        ) { call in
            let unit = try call.unitAddress
            let (handover, code) = try await call.registry.perform(as: call.principal, from: call.source) {
                try $0.release(unit: unit.serial, model: unit.model, of: unit.slug)
            }
            // Not kept for a repeated request: nobody is shown the code again.
            return .json(status: 201) { handover.write(to: &$0, code: code) }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(ownedUnit)/handover"), permission: .ownUnits,
            summary: "Call a handover off", answer: .json(ObjectSchema("CancelledHandover", []), "done")
        ) { call in
            let unit = try call.unitAddress
            return try await call.perform(status: 200) { commands, json in
                try commands.cancelRelease(unit: unit.serial, model: unit.model, of: unit.slug)
                json.object { _ in }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ownedUnit)/handover/acceptance"), permission: .look,
            summary: "Take a unit over by a code", request: .json(acceptance),
            answer: .json(RegistrationAnswer.schema, status: 201, "the registration of the new owner"),
            isCharged: true
        ) { call in try await call.carryOut { try $0.takeOver($1) } },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ownedUnit)/ownership"), permission: .decideRegistrations,
            summary: "Give a unit to somebody else: after a death, a theft, the sale of a company",
            request: .json(
                ObjectSchema(
                    "Reassignment",
                    [
                        .required("owner", .text(most: 120), "the manufacturer's reference to the new owner"),
                        Reason.property,
                    ])), answer: .json(RegistrationAnswer.schema, "the registration of the new owner")
        ) { call in
            let unit = try call.unitAddress
            let (owner, reason) = (call.json["owner"]?.text ?? "", call.json["reason"]?.text)
            return try await call.perform(status: 200) { commands, json in
                try commands.reassign(
                    unit: unit.serial, model: unit.model, of: unit.slug, to: owner, reason: reason
                ).write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ownedUnit)/ownership-proofs"), permission: .ownUnits,
            summary: "Make a proof that a unit is one's own",
            request: .json(
                ObjectSchema(
                    "NewOwnershipProof",
                    [
                        .optional(
                            "days", .integer(1...Int64(OwnershipProof.longestDays)), "how long it holds; 7 without it")
                    ])), answer: .json(OwnershipProof.schema, status: 201, "its code, shown this once")
        ) { call in
            let unit = try call.unitAddress
            let days = Int(call.json["days"]?.integer ?? 7)
            let (proof, code) = try await call.registry.perform(as: call.principal, from: call.source) {
                try $0.proveOwnership(ofUnit: unit.serial, model: unit.model, of: unit.slug, days: days)
            }
            return .json(status: 201) { proof.write(to: &$0, code: code) }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(prefix)/ownership-proofs/{proof}"),
            permission: .ownUnits,
            summary: "End a proof of one's own", answer: .json(ObjectSchema("RevokedProof", []), "done")
        ) { call in
            let id = ID<OwnershipProof>(try call.id("proof"))
            return try await call.perform(status: 200) { commands, json in
                try commands.revokeProof(id)
                json.object { _ in }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/ownership-proofs/check"), permission: .look,
            summary: "Check a proof of ownership by its code",
            request: .json(ObjectSchema("ProofCode", [.required("code", .text(most: 100), "as it was given to you")])),
            answer: .json(ProofAnswer.schema, "the unit, and until when the proof holds; nobody's name")
        ) { call in
            let proof = try await call.registry.proof(
                code: call.json["code"]?.text ?? "", as: call.principal, from: call.source)
            return .json { proof.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ownedUnit)/entitlements"), permission: .look,
            summary: "Say what the owner of a unit gets: for the owner, and for those who decide",
            answer: .json(
                ObjectSchema(
                    "Entitlements",
                    [.required("items", .list(.object(HeldEntitlement.schema), most: 50), "in the order of the rules")]),
                "none where the unit is not registered"), isCharged: true
        ) { call in
            let unit = try call.unitAddress
            let held = try await call.registry.entitlements(
                ofUnit: unit.serial, model: unit.model, of: unit.slug, as: call.principal)
            return .json { json in json.object { $0.listField("items", held) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/consents/withdrawal"), permission: .look,
            summary: "Withdraw a consent by the code of a letter",
            request: .json(ObjectSchema("WithdrawalCode", [.required("code", .text(most: 100), "as the link has it")])),
            answer: .json(
                ObjectSchema(
                    "WithdrawnConsent",
                    [.required("purpose", .word(ConsentPurpose.allCases.map(\.rawValue)), "what no longer comes")]),
                "what it was for")
        ) { call in
            let purpose = try await call.registry.withdrawConsent(code: call.json["code"]?.text ?? "")
            return .json { json in json.object { $0.field("purpose", purpose.rawValue) } }
        },
    ]
}
