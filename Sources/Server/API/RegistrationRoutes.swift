import AfterSales
import Hummingbird
import Nameplate
import Registry

// Owners tell the maker that units are theirs, and staff decide where that is not plain.

extension Routes {
    private static let registrationMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let registrationModel = "\(registrationMaker)/models/{model}"
    private static let registrationUnit = "\(registrationModel)/units/{serial}"

    static let registrations: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(registrationModel)/registration-rules"),
            permission: .look,
            summary: "Say what registering a model's units takes",
            answer: .json(RegistrationRules.schema, "the rules")
        ) { call in
            let rules = try await call.registry.registrationRules(
                of: call.segment("model"), call.segment("manufacturer"), as: call.principal)
            return .json { rules.write(to: &$0) }
        },
        rules(PathPattern(stringLiteral: "\(registrationModel)/registration-rules"), "of a model's units"),
        rules(
            PathPattern(stringLiteral: "\(registrationMaker)/registration-rules"),
            "of units whose model has no rules of its own"),
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(registrationUnit)/registrations"), permission: .look,
            summary: "Register a unit as one's own",
            request: .json(registrationRequest),
            answer: .json(
                RegistrationAnswer.schema, status: 201,
                "the registration; without the owner code it waits, whether the unit has an owner or not"),
            isCharged: true
        ) { call in try await call.carryOut { try $0.register($1) } },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(registrationUnit)/registrations/{registration}"),
            permission: .ownUnits, summary: "Take one's own registration back while it waits",
            answer: .json(RegistrationAnswer.schema, "the registration")
        ) { call in
            let unit = try call.unitAddress
            let id = ID<Registration>(try call.id("registration"))
            return try await call.perform(status: 200) { commands, json in
                try commands.withdrawRegistration(id, ofUnit: unit.serial, model: unit.model, of: unit.slug)
                    .write(to: &json)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(registrationMaker)/registrations"),
            permission: .decideRegistrations, summary: "List registrations in a state",
            query: [
                .init("state", .word(Registration.State.allCases.map(\.rawValue)), "pending without it"),
                .init("model", .text(), "with serial: those of one unit, on one page"),
                .init("serial", .text(most: 64), "of this unit"),
            ] + Route.pageParameters,
            answer: .json(
                Route.page(of: RegistrationAnswer.schema),
                "a page, those first that expire first; it may have fewer rows than asked for and not be the last")
        ) { call in
            let page = try await call.registrationPage()
            return .json { json in
                json.object { json in
                    json.listField("items", page.items) { $1.write(to: &$0) }
                    json.field("next", page.next.map { Cursor.text($0.cursorKey, in: call.path) })
                }
            }
        },
        Route(
            method: .post,
            path: PathPattern(stringLiteral: "\(registrationUnit)/registrations/{registration}/decision"),
            permission: .decideRegistrations, summary: "Decide about a registration",
            request: .json(
                ObjectSchema(
                    "RegistrationDecision",
                    [
                        .required("step", .word(decisions.map(\.rawValue)), "what is decided"),
                        .optional(
                            "reason", .text(most: Reason.most), "needed to refuse, and to take a unit from its owner"),
                    ])), answer: .json(RegistrationAnswer.schema, "the registration")
        ) { call in
            let unit = try call.unitAddress
            let id = ID<Registration>(try call.id("registration"))
            let step = call.json["step"]?.text.flatMap(Registration.Step.init) ?? .refuse
            let reason = call.json["reason"]?.text
            return try await call.perform(status: 200) { commands, json in
                try commands.decideRegistration(
                    id, ofUnit: unit.serial, model: unit.model, of: unit.slug, by: step, reason: reason
                ).write(to: &json)
            }
        },
    ]

    /// The steps that staff do.
    static let decisions: [Registration.Step] = [.approve, .refuse, .takeUp]

    private static func rules(_ path: PathPattern, _ whose: String) -> Route {
        Route(
            method: .post, path: path, permission: .editCatalogue, summary: "Set what registering takes, \(whose)",
            request: .json(RegistrationRules.schema), answer: .json(RegistrationRules.schema, "the rules")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), call.values["model"])
            let rules = RegistrationRules(call.json)
            return try await call.perform(status: 200) { commands, json in
                try commands.setRegistrationRules(rules, of: slug, model: number)
                rules.write(to: &json)
            }
        }
    }
}

extension Call {
    /// The registrations that the query asks for.
    fileprivate func registrationPage() async throws -> RegistrationPage {
        let slug = try segment("manufacturer")
        let state = query["state"].flatMap(Registration.State.init) ?? .pending
        guard let model = query["model"], let serial = query["serial"] else {
            return try await registry.registrations(
                of: slug, in: state, after: registrationPlace(), limit: limit, as: principal)
        }
        let items = try await registry.registrations(
            ofUnit: serial, model: model, of: slug, in: state, limit: limit, as: principal)
        return RegistrationPage(items: items)
    }

    /// After which registration the page begins. - Throws: `cursor.invalid`.
    fileprivate func registrationPlace() throws(RegistryError) -> RegistrationPlace? {
        guard let key = try after() else { return nil }
        let parts = key.split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 2 else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list; begin anew.", field: "after")
        }
        return RegistrationPlace(expiresAt: parts[0], id: ID(parts[1]))
    }
}

extension RegistrationPlace {
    fileprivate var cursorKey: String { "\(expiresAt):\(id)" }
}
