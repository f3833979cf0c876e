import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Service orders: opened, changed, moved on, listed; and what is learnt from them.

extension Routes {
    private static let ofOrder = "\(prefix)/service-orders/{order}"
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/service-orders"
    private static let ofUnit = "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/service-orders"
    private static let days: [Route.Parameter] = [
        .init("from", .date, "completed on this day or later"), .init("until", .date, "or before"),
    ]

    static let serviceOrders: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .serviceUnits,
            summary: "List the service orders of a manufacturer that are for you",
            query: ServiceFilterText.parameters + Route.pageParameters,
            answer: .json(Route.page(of: ServiceOrder.listedSchema), "the newest first")
        ) { call in
            let found = try await call.registry.serviceOrders(
                of: call.segment("manufacturer"), call.serviceFilter, after: call.servicePlace(),
                limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { "\($0.order.openedAt) \($0.order.number.value)" }) { json, listed in
                json.object { listed.order.writeMembers(to: &$0, listed.model) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/table"), permission: .serviceUnits,
            summary: "The service orders that are for you as a table for spreadsheets",
            query: ServiceFilterText.parameters, answer: .stream(["text/csv"], "a row for each order")
        ) { call in try await ServiceOrderTable.response(call) },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofUnit), permission: .serviceUnits,
            summary: "List the service orders about a unit, and for how long it was down",
            answer: .json(UnitServiceAnswer.schema, "the newest first")
        ) { call in
            let unit = try await call.registry.unit(
                call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                as: call.principal)
            let answer = try await call.registry.serviceOrders(aboutUnit: unit, as: call.principal)
            return .json { json in json.object { answer.writeMembers(to: &$0, unit.model) } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofUnit), permission: .serviceUnits,
            summary: "Open a service order about a unit", request: .json(ServiceDetails.newSchema),
            answer: .json(ServiceAnswer.schema, status: 201, "the order")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let serial = try call.segment("serial")
            let json = call.json
            let details = try ServiceDetails(json)
            return try await call.perform { commands, answer in
                try commands.openServiceOrder(
                    details, aboutUnit: serial, model: number, of: slug, at: json["site"]?.text,
                    receives: json["receive"]?.boolean ?? false
                ).write(to: &answer)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofOrder), permission: .serviceUnits,
            summary: "Read a service order",
            answer: .json(ServiceAnswer.schema, headers: ["ETag"], "the order")
        ) { call in
            let answer = try await call.registry.serviceOrder(call.segment("order"), as: call.principal)
            return call.versioned(answer.order.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: ofOrder), permission: .serviceUnits,
            summary: "Say what was found and done in a service order", request: .json(ServiceDetails.schema),
            answer: .json(ServiceAnswer.schema, headers: ["ETag"], "the order"), needsIfMatch: true
        ) { call in
            let number = try call.segment("order")
            let (details, expected) = (try ServiceDetails(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.updateServiceOrder(number, details, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofOrder)/steps"), permission: .serviceUnits,
            summary: "Move a service order on: receive, diagnose, repair, complete, hand back",
            request: .json(ServiceMove.schema),
            answer: .json(ServiceAnswer.schema, headers: ["ETag"], "the order"), needsIfMatch: true
        ) { call in
            let number = try call.segment("order")
            let (move, expected) = (ServiceMove(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.moveServiceOrder(number, by: move, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofOrder)/claim"), permission: .submitClaims,
            summary: "File a claim for what a service order says, as a draft",
            answer: .json(ServiceAnswer.schema, headers: ["ETag"], "the order"), needsIfMatch: true
        ) { call in
            let (number, expected) = (try call.segment("order"), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.claimServiceOrder(number, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/cures/{code}",
            permission: .serviceUnits, summary: "Say what cured a symptom or fault of a model, and how often",
            query: [.init("batch", .text(), "only units of this batch")],
            answer: .json(
                ObjectSchema(
                    "Cures",
                    [
                        .required(
                            "items", .list(.object(ServiceRepairs.Cure.schema), most: ServiceRepairs.mostCures),
                            "what helped most often first")
                    ]), "what helped")
        ) { call in
            let found = try await call.registry.cures(
                of: call.segment("code"), model: call.segment("model"), of: call.segment("manufacturer"),
                batch: call.query["batch"], as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/repair-figures", permission: .readProduction,
            summary: "Say how repairs went, by model: counts, no trouble found, repeats, mean times", query: days,
            answer: .json(
                ObjectSchema(
                    "RepairFiguresList",
                    [
                        .required(
                            "items", .list(.object(NamedRepairFigures.schema), most: ServiceRepairs.mostModels),
                            "the models with the most repairs first")
                    ]), "the figures")
        ) { call in
            let found = try await call.repairFigures()
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
    ]
}

/// How a list of service orders is asked for.
enum ServiceFilterText {
    static let parameters: [Route.Parameter] = [
        .init("state", .word(ServiceState.allCases.map(\.rawValue)), "only those in this state"),
        .init("open", .boolean, "true: only those at which something is to be done"),
        .init("model", .text(), "only those about units of this model"),
        .init("fault", .text(most: 80), "only those with this diagnosis"),
        .init("site", .text(most: 200), "only those of this workshop"),
    ]
}

extension Call {
    var serviceFilter: NameplateRegistry.ServiceFilter {
        var filter = NameplateRegistry.ServiceFilter()
        filter.state = query["state"].flatMap(ServiceState.init)
        filter.isOpen = flag("open")
        (filter.model, filter.faultCode, filter.site) = (query["model"], query["fault"], query["site"])
        return filter
    }

    func servicePlace() throws -> ServiceList.Place? {
        guard let parts = try after()?.split(separator: " ").map({ Int64($0) ?? 0 }), parts.count == 2 else {
            return nil
        }
        return ServiceList.Place(openedAt: parts[0], id: parts[1])
    }

    func repairFigures() async throws -> [NamedRepairFigures] {
        try await registry.repairFigures(
            of: segment("manufacturer"), from: queryDay("from"), until: queryDay("until"), as: principal)
    }
}

/// Service orders as a table for spreadsheets.
enum ServiceOrderTable {
    static let columns = [
        "number", "model", "serial", "state", "charge", "outcome", "site", "technician", "reference", "symptom",
        "faultCode", "causalPart", "openedAt", "completedAt", "downSince", "backSince", "minutes", "isRepeat", "case",
        "claim", "campaign", "complaint", "workDone",
    ]

    static func response(_ call: Call) async throws -> Response {
        let (registry, principal, filter) = (call.registry, call.principal, call.serviceFilter)
        let slug = try call.segment("manufacturer")
        return try await PagedCSV.response(columns: columns) { last in
            try await registry.serviceOrders(
                of: slug, filter,
                after: last.map { .init(openedAt: $0.order.openedAt, id: $0.order.number.value) },
                limit: PagedCSV.pageSize, as: principal)
        } row: {
            row($0)
        }
    }

    private static func row(_ listed: ListedServiceOrder) -> [String] {
        let (order, details) = (listed.order, listed.order.details)
        func time(_ value: Int64?) -> String { value.map { TimeText.text($0) } ?? "" }
        let cells: [String?] = [
            order.number.text, listed.model?.number.text, order.unit.serial.text, order.state.rawValue,
            details.charge.rawValue, order.outcome?.rawValue, order.site, details.technician, details.reference,
            details.symptom, details.faultCode, details.causalPart, time(order.openedAt), time(order.completedAt),
            time(details.downSince), time(details.backSince), String(order.minutes),
            order.repeats == nil ? "" : "true", details.caseNumber?.text, order.claim?.text, details.campaign,
            details.complaint, details.workDone,
        ]
        return cells.map { $0 ?? "" }
    }
}
