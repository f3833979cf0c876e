import Hummingbird
import Identifiers
import Nameplate
import Registry

// What units contain, what they are in, and where the parts of a batch are.

extension Routes {
    private static let unit = "/api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}"

    /// Which moment a question is about.
    private static let moment: [Route.Parameter] = [
        .init("asOf", .time, "what was true then (RFC 3339, with a zone)"),
        .init("knownAt", .count, "what was known at this ledger position"),
    ]
    private static let format = Route.Parameter(
        "format", .word(["json", "csv"]), "csv answers with a table, as Accept: text/csv does")
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let components: [Route] = [
        Route(
            method: .get, path: "\(unit)/components", permission: .look,
            summary: "List what a unit contains, as built or as maintained",
            query: moment + [
                format,
                .init(
                    "view", .word(ComponentsAnswer.View.allCases.map(\.rawValue)),
                    "built: what production built in; maintained, also without it: what is there"),
                .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                .init(
                    "limit", .integer(1...Int64(Limits.largestPage)),
                    "how many of its own components at most; \(Limits.largestPage) without it"),
            ],
            answer: .jsonOrCSV(ComponentsAnswer.schema, "the components, each followed by its own"), isCharged: true
        ) { call in
            if call.wantsCSV { return try await ComponentExport.components(call) }
            return try await componentsPage(call)
        },
        Route(
            method: .post, path: "\(unit)/components", permission: .record,
            summary: "Put a component into a unit", query: [dryRun],
            request: .json(ComponentRequests.installation), answer: change
        ) { call in
            let request = try ComponentRequests.request(call)
            let new = try ComponentRequests.newComponent("component", call.json)
            return try await perform(call) { try $0.install(new, request) }
        },
        Route(
            method: .post, path: "\(unit)/components/remove", permission: .record,
            summary: "Take a component out of a unit", query: [dryRun], request: .json(ComponentRequests.removal),
            answer: change
        ) { call in
            let request = try ComponentRequests.request(call)
            let old = try ComponentRequests.name("component", call.json)
            return try await perform(call) { try $0.remove(old, request) }
        },
        Route(
            method: .post, path: "\(unit)/components/replace", permission: .record,
            summary: "Put a component of a unit into another one's place", query: [dryRun],
            request: .json(ComponentRequests.replacement), answer: change
        ) { call in
            let request = try ComponentRequests.request(call)
            let old = try ComponentRequests.name("old", call.json)
            let new = try ComponentRequests.newComponent("new", call.json)
            return try await perform(call) { try $0.replace(old, with: new, request) }
        },
        Route(
            method: .get, path: "\(unit)/where", permission: .look,
            summary: "Say what a unit is part of or packed in, and where", query: moment,
            answer: .json(WhereaboutsAnswer.schema, "what holds it, to the outermost"), isCharged: true
        ) { call in
            let answer = try await call.registry.whereabouts(
                of: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                asOf: call.asOf(), knownAt: call.number("knownAt"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: "/api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/uses",
            permission: .readProduction, summary: "List the units that contain parts of a batch, at any depth",
            query: moment + [format] + Route.pageParameters,
            answer: .jsonOrCSV(
                Route.page(of: PartUseLine.schema),
                "a page, by sequence or serial number; it may be short and yet have a next one")
        ) { call in
            if call.wantsCSV { return try await ComponentExport.uses(call) }
            let page = try await call.uses(after: try call.usePlace(), limit: call.limit)
            return .json { json in
                json.object { json in
                    json.listField("items", page.items) { $1.write(to: &$0) }
                    json.field("next", page.next.map { Cursor.text($0.text, in: call.path) })
                }
            }
        },
    ]

    private static let change = Route.Answer.json(
        ComponentChangeAnswer.schema, status: 201, headers: ["Location"], "what was recorded; 200 for a dry run")

    private static func componentsPage(_ call: Call) async throws -> Response {
        let answer = try await call.components(from: try call.componentPlace())
        return .json { answer.write(next: answer.next.map { Cursor.text($0.text, in: call.path) }, to: &$0) }
    }

    private static func perform(
        _ call: Call, _ body: @escaping @Sendable (Commands) throws -> ComponentChangeAnswer
    ) async throws -> Response {
        if call.flag("dryRun") {
            let answer = try await call.registry.rehearse(as: call.principal, body)
            return .json { answer.write(isDryRun: true, to: &$0) }
        }
        return try await call.perform { commands, json in
            try body(commands).write(isDryRun: false, to: &json)
        }
    }
}

extension Call {
    /// The moment that the query names. - Throws: `value.invalid`.
    func asOf() throws(RegistryError) -> Int64? {
        guard let text = query["asOf"] else { return nil }
        return try ZonedTime(parsing: text, field: "asOf").microseconds
    }

    /// Whether the caller asks for a table instead of JSON.
    var wantsCSV: Bool {
        if let format = query["format"] { return format == "csv" }
        return headers[.accept]?.lowercased().contains("text/csv") ?? false
    }

    func componentPlace() throws(RegistryError) -> Contents.Place? {
        try place { Contents.Place($0) }
    }

    func usePlace() throws(RegistryError) -> PartUses.Place? {
        try place { PartUses.Place($0) }
    }

    private func place<Place>(_ read: (String) -> Place?) throws(RegistryError) -> Place? {
        guard let text = try after() else { return nil }
        guard let place = read(text) else {
            throw RegistryError(
                .cursorInvalid, "This is no cursor of this list; take 'next' of its page before, or begin anew.",
                field: "after")
        }
        return place
    }

    func components(
        from place: Contents.Place?, nested: Int = ComponentTree.usualNested
    ) async throws -> ComponentsAnswer {
        try await registry.components(
            of: segment("serial"), model: segment("model"), of: segment("manufacturer"),
            view: query["view"].flatMap(ComponentsAnswer.View.init) ?? .maintained, asOf: asOf(),
            knownAt: number("knownAt"), from: place, limit: number("limit").map { Int($0) } ?? Limits.largestPage,
            nested: nested, as: principal)
    }

    func uses(after place: PartUses.Place?, limit: Int) async throws -> PartUsesPage {
        try await registry.uses(
            of: segment("batch"), model: segment("model"), of: segment("manufacturer"), asOf: asOf(),
            knownAt: number("knownAt"), after: place, limit: limit, as: principal)
    }
}
