import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Claims: filed, changed, moved on, listed and added up.

extension Routes {
    private static let ofClaim = "\(prefix)/claims/{claim}"
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/claims"
    private static let days: [Route.Parameter] = [
        .init("from", .date, "submitted on this day or later"), .init("until", .date, "or before"),
        .init("by", .word(ClaimCosts.Key.allCases.map(\.rawValue)), "what they are added up by; model without it"),
    ]

    static let claims: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .submitClaims,
            summary: "List the claims of a manufacturer that are for you",
            query: ClaimFilterText.parameters + Route.pageParameters,
            answer: .json(
                Route.page(of: WarrantyClaim.listedSchema), "the newest first, unless the oldest are asked for")
        ) { call in
            let found = try await call.registry.claims(
                of: call.segment("manufacturer"), call.claimFilter, after: call.claimPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { "\($0.claim.createdAt) \($0.claim.number.value)" }) { json, listed in
                json.object { listed.claim.writeMembers(to: &$0, listed.model) }
            }
        },
        Route(
            method: .post,
            path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/claims",
            permission: .submitClaims, summary: "File a claim about a unit",
            request: .json(ClaimDetails.newSchema), answer: .json(ClaimAnswer.schema, status: 201, "the claim")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let serial = try call.segment("serial")
            let json = call.json
            let details = try ClaimDetails(json)
            return try await call.perform { commands, answer in
                try commands.fileClaim(
                    details, aboutUnit: serial, model: number, of: slug, at: json["site"]?.text,
                    submits: json["submit"]?.boolean ?? false
                ).write(to: &answer)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofClaim), permission: .submitClaims,
            summary: "Read a claim", answer: .json(ClaimAnswer.schema, headers: ["ETag"], "the claim")
        ) { call in
            let answer = try await call.registry.claim(call.segment("claim"), as: call.principal)
            return call.versioned(answer.claim.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: ofClaim), permission: .submitClaims,
            summary: "Say other things in a claim that is a draft, or about which more is asked",
            request: .json(ClaimDetails.schema), answer: .json(ClaimAnswer.schema, headers: ["ETag"], "the claim"),
            needsIfMatch: true
        ) { call in
            let number = try call.segment("claim")
            let (details, expected) = (try ClaimDetails(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.updateClaim(number, details, expecting: expected).write(to: &answer)
            }
        },
        step("steps", .claimant, .submitClaims, "Hand a claim over, answer what is asked about it, or withdraw it"),
        step("decisions", .decider, .decideClaims, "Take up a claim, ask about it, decide about it, pay it, close it"),
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofClaim)/findings"), permission: .decideClaims,
            summary: "Say what the rules find in a claim as things are known now",
            answer: .json(
                ObjectSchema(
                    "ClaimFindings",
                    [.required("items", .list(.object(ClaimFinding.schema), most: 1_000), "the gravest first")]),
                "what they find")
        ) { call in
            let found = try await call.registry.claimFindings(call.segment("claim"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/costs"), permission: .readProduction,
            summary: "Add up what claims cost, by model, batch, fault code, part or month in service", query: days,
            answer: .json(
                ObjectSchema(
                    "ClaimCostsList",
                    [
                        .required(
                            "items", .list(.object(NamedCosts.schema), most: ClaimCosts.most),
                            "the dearest first; months in their order")
                    ]),
                "the sums")
        ) { call in
            let found = try await call.claimCosts()
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/costs/table"), permission: .readProduction,
            summary: "The same as a table for spreadsheets", query: days,
            answer: .stream(["text/csv"], "a row for each sum")
        ) { call in
            let rows = OnePage(try await call.claimCosts().map(\.csvCells))
            return CSVStream.response(columns: NamedCosts.csvHeader) { rows.take() }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/table"), permission: .submitClaims,
            summary: "The claims that are for you as a table for spreadsheets", query: ClaimFilterText.parameters,
            answer: .stream(["text/csv"], "a row for each claim")
        ) { call in try await ClaimTable.response(call) },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/table"), permission: .submitClaims,
            summary: "File the claims of a table, all or none",
            query: [.init("dryRun", .boolean, "true says what would be done, and files nothing")],
            request: .json(
                ObjectSchema(
                    "ClaimTable",
                    [
                        .required(
                            "table", .text(most: HeadedTable.mostBytes),
                            "a table with the columns 'model', 'serial' and 'currency', as the export has them")
                    ])), answer: .json(FiledClaims.schema, "what was filed, or would be")
        ) { call in
            let slug = try call.segment("manufacturer")
            // Nobody waits for a write in which a long table is read.
            let rows = try ClaimTableReader.read(call.json["table"]?.text ?? "")
            guard !call.flag("dryRun") else {
                let tried = try await call.registry.tryClaims(rows, of: slug, as: call.principal)
                return .json { tried.write(to: &$0, isDryRun: true) }
            }
            return try await call.perform(status: 200) { commands, json in
                try commands.fileClaims(rows, of: slug).write(to: &json, isDryRun: false)
            }
        },
    ]

    private static func step(
        _ word: String, _ actor: ClaimStep.Actor, _ permission: Permission, _ summary: String
    ) -> Route {
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofClaim)/\(word)"), permission: permission,
            summary: summary, request: .json(ClaimMove.schema(of: actor)),
            answer: .json(ClaimAnswer.schema, headers: ["ETag"], "the claim"), needsIfMatch: true
        ) { call in
            let number = try call.segment("claim")
            let (move, expected) = (ClaimMove(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.moveClaim(number, by: move, expecting: expected).write(to: &answer)
            }
        }
    }
}

/// How a list of claims is asked for.
enum ClaimFilterText {
    static let parameters: [Route.Parameter] = [
        .init("state", .word(ClaimState.allCases.map(\.rawValue)), "only those in this state"),
        .init("model", .text(), "only those about units of this model"),
        .init("fault", .text(most: 80), "only those with this fault code"),
        .init("site", .text(most: 200), "only those of this site"),
        .init("olderThan", .integer(0...36_500), "only those that were made so many days ago or earlier"),
        .init("oldest", .boolean, "true lists the oldest first"),
    ]
}

extension NameplateRegistry.ClaimFilter {
    /// - Parameter asked: by the names of ``ClaimFilterText/parameters``; what nobody can read narrows nothing.
    init(_ asked: [String: String]) {
        self.init()
        state = asked["state"].flatMap(ClaimState.init)
        (model, faultCode, site) = (asked["model"], asked["fault"], asked["site"])
        olderThanDays = asked["olderThan"].flatMap { Int64($0) }
        oldestFirst = asked["oldest"] == "true"
    }
}

extension Call {
    var claimFilter: NameplateRegistry.ClaimFilter { .init(query) }

    func claimPlace() throws -> ClaimList.Place? {
        guard let parts = try after()?.split(separator: " ").map({ Int64($0) ?? 0 }), parts.count == 2 else {
            return nil
        }
        return ClaimList.Place(createdAt: parts[0], id: parts[1])
    }

    func claimCosts() async throws -> [NamedCosts] {
        try await registry.claimCosts(
            of: segment("manufacturer"), by: query["by"].flatMap(ClaimCosts.Key.init) ?? .model, from: queryDay("from"),
            until: queryDay("until"), as: principal)
    }
}
