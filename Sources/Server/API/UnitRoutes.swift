import Hummingbird
import Identifiers
import Nameplate
import Registry

// Units and what happened to them.

extension Routes {
    private static let unitPath: PathPattern = "/api/v1/manufacturers/{manufacturer}/models/{model}/units"

    static let units: [Route] = [
        Route(
            method: .get, path: unitPath, permission: .readProduction,
            summary: "List a model's units that have a history of their own", query: Route.pageParameters,
            answer: .json(Route.page(of: UnitRowJSON.schema), "a page, by serial number")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let rows = try await call.registry.units(
                of: slug, model: number, after: call.after().map { try SerialNumber(parsing: $0) },
                limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: \.key.serial.text) { json, row in
                UnitRowJSON.write(row, slug: slug, model: number, to: &json)
            }
        },
        Route(
            method: .post, path: unitPath, permission: .record,
            summary: "Register a unit whose serial number was issued elsewhere",
            request: .json(UnitRegistration.schema),
            answer: .json(RecordedEvent.schema, status: 201, headers: ["Location"], "its first event")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let registration = try UnitRegistration(call.json)
            return try await call.perform { commands, json in
                let recorded = try commands.register(
                    registration.serial, of: slug, model: number, batch: registration.batch,
                    producedOn: registration.producedOn, workOrder: registration.workOrder,
                    event: registration.event(now: commands.now))
                let path = Address.unit(slug, number, registration.serial.text)
                recorded.write(path: path, to: &json)
            }
        },
        Route(
            method: .get, path: "\(unitPath.text)/{serial}", permission: .look,
            summary: "Read all that one may know of a unit",
            query: [
                .init("asOf", .time, "what was true then (RFC 3339, with a zone)"),
                .init("knownAt", .count, "what was known at this ledger position"),
            ],
            answer: .json(UnitAnswer.schema, "the dossier"), isCharged: true
        ) { call in
            let asOf = try call.query["asOf"].map { try ZonedTime(parsing: $0, field: "asOf").microseconds }
            let answer = try await call.registry.unit(
                call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"), asOf: asOf,
                knownAt: call.number("knownAt"), as: call.principal)
            var response = Response.json { answer.write(to: &$0) }
            if answer.ownerName != nil { response.headers[.cacheControl] = "no-store" }
            return response
        },
    ]
}

/// A unit whose serial number was issued elsewhere, and the first event of its life.
private struct UnitRegistration: Sendable {
    var serial: SerialNumber
    var batch: String?
    var producedOn: CivilDate?
    var workOrder: String?
    var time: ZonedTime?
    var disposition: Disposition?
    var location: String?
    var market: String?

    static let schema = ObjectSchema(
        "UnitRegistration",
        [
            .required("serial", .text(), "the serial number as marked"),
            .optional("batch", .text(most: 64), "the batch that it belongs to"),
            .optional("producedOn", .date, "made on"),
            .optional("workOrder", .text(most: 64), "the order under which its batch was made"),
            .optional("eventTime", .time, "since when it is known; now without it"),
            .optional("disposition", .word(Disposition.allCases.map(\.rawValue)), "its state; active without it"),
            .optional("location", .text(), "where it is"),
            .optional("market", .text(most: 2), "where it is sold: ISO 3166-1 alpha-2"),
        ])

    init(_ json: JSONValue) throws {
        let text = json["serial"]?.text ?? ""
        serial = try reading("serial") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
        batch = json["batch"]?.text
        producedOn = try json.date("producedOn")
        workOrder = json["workOrder"]?.text
        time = try json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
        disposition = json["disposition"]?.text.flatMap(Disposition.init(rawValue:))
        location = json["location"]?.text
        market = json["market"]?.text
    }

    func event(now: Int64) -> EventDraft {
        var event = EventDraft(time: time?.microseconds ?? now)
        event.zoneOffset = time?.offsetMinutes ?? 0
        event.businessStep = .commissioning
        event.disposition = disposition ?? .active
        event.businessLocation = location
        event.details.market = market
        return event
    }
}
