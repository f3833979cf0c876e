import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Recalls and other campaigns: read by everybody once they are open, written by those who manage them.

extension Routes {
    private static let ofCampaign = "\(prefix)/campaigns/{campaign}"
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/campaigns"
    private static let etag = ["ETag"]
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let campaigns: [Route] = campaignReading + campaignEditing + campaignRemedies

    private static let campaignReading: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .look,
            summary: "List the recalls and other campaigns of a manufacturer",
            query: CampaignFilterText.parameters + Route.pageParameters,
            answer: .json(Route.page(of: Campaign.listedSchema), "the newest first")
        ) { call in
            let found = try await call.registry.campaigns(
                of: call.segment("manufacturer"), call.campaignFilter, after: call.campaignPlace(),
                limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { "\($0.createdAt) \($0.number.value)" }) { json, campaign in
                json.object { campaign.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofCampaign), permission: .look,
            summary: "Read a recall or another campaign",
            answer: .json(CampaignAnswer.schema, headers: etag, "the campaign")
        ) { call in
            let answer = try await call.registry.campaign(call.segment("campaign"), as: call.principal)
            return call.versioned(answer.campaign.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofCampaign)/count"), permission: .readProduction,
            summary: "Count the units of a campaign, by what has become of them and where they are",
            query: [.init("format", .word(["json", "csv"]), "csv: the counters that regulators ask for, as a table")],
            answer: .jsonOrCSV(CampaignCountAnswer.schema, "how many now")
        ) { call in
            let answer = try await call.registry.count(ofCampaign: call.segment("campaign"), as: call.principal)
            let asksForTable = call.headers[.accept]?.contains("text/csv") ?? false
            guard call.query["format"] ?? (asksForTable ? "csv" : "json") == "csv" else {
                return .json { answer.write(to: &$0) }
            }
            let rows = RecallCounters(answer.counted.funnel).all.map { [$0.name, String($0.value)] }
            return .bytes(CSVStream.bytes([["counter", "units"]] + rows), "text/csv; charset=utf-8")
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofCampaign)/units"), permission: .readProduction,
            summary: "List the units of a campaign, or a part of them",
            query: [
                .init("within", .text(most: 4_000), "a population: only those that belong to it, too")
            ] + PopulationStream.parameters,
            answer: .init(
                status: 200, summary: "a page, or all of them where the format is csv or ndjson",
                contentTypes: ["application/json", "text/csv", "application/x-ndjson"],
                schema: .object(PopulationUnitsAnswer.schema), headers: [])
        ) { call in
            let question = try await call.registry.population(
                ofCampaign: call.segment("campaign"), within: call.query["within"], as: call.principal)
            return try await PopulationStream.response(question, call)
        },
    ]

    private static let campaignEditing: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .manageCampaigns,
            summary: "Write a recall or another campaign, as a draft", query: [dryRun],
            request: .json(CampaignDetails.schema),
            answer: .json(CampaignAnswer.schema, status: 201, "the campaign")
        ) { call in
            let (slug, details) = (try call.segment("manufacturer"), try CampaignDetails(call.json))
            return try await call.performOrTry { commands, answer in
                try commands.addCampaign(details, of: slug).write(to: &answer)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: ofCampaign), permission: .manageCampaigns,
            summary: "Say other things of a campaign: an amendment once it is public", query: [dryRun],
            request: .json(CampaignDetails.changeSchema),
            answer: .json(CampaignAnswer.schema, headers: etag, "the campaign"), needsIfMatch: true
        ) { call in
            let (number, details) = (try call.segment("campaign"), try CampaignDetails(call.json))
            let (note, expected) = (call.json["note"]?.text, try call.expectedVersion())
            let counted = try await call.registry.count(amending: number, to: details, as: call.principal)
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.updateCampaign(number, details, note: note, counted: counted, expecting: expected)
                    .write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCampaign)/steps"), permission: .manageCampaigns,
            summary: "Move a campaign on: open, suspend, resume, close, reopen, withdraw", query: [dryRun],
            request: .json(CampaignMove.schema),
            answer: .json(CampaignAnswer.schema, headers: etag, "the campaign"), needsIfMatch: true
        ) { call in
            let number = try call.segment("campaign")
            let (move, expected) = (CampaignMove(call.json), try call.expectedVersion())
            let counted = try await call.registry.count(before: move, ofCampaign: number, as: call.principal)
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.moveCampaign(number, by: move, counted: counted, expecting: expected).write(to: &answer)
            }
        },
    ]
}

/// How a list of campaigns is asked for.
enum CampaignFilterText {
    static let parameters: [Route.Parameter] = [
        .init("state", .word(CampaignState.allCases.map(\.rawValue)), "only those in this state"),
        .init("kind", .word(CampaignKind.allCases.map(\.rawValue)), "only those of this kind"),
        .init("model", .text(), "only those to which units of this model may belong"),
    ]
}

extension Call {
    var campaignFilter: CampaignFilter {
        var filter = CampaignFilter()
        filter.state = query["state"].flatMap(CampaignState.init)
        filter.kind = query["kind"].flatMap(CampaignKind.init)
        filter.model = query["model"].flatMap { $0.isEmpty ? nil : $0 }
        return filter
    }

    /// As ``perform(status:bodyHash:_:)``; where the query asks for a dry run nothing is written.
    func performOrTry(
        status: Int = 201, _ body: @escaping @Sendable (Commands, inout JSONWriter) throws -> Void
    ) async throws -> Response {
        guard flag("dryRun") else { return try await perform(status: status, body) }
        let bytes = try await registry.rehearse(as: principal, from: source) { commands in
            try JSONWriter.bytes { try body(commands, &$0) }
        }
        return .bytes(bytes, "application/json")
    }

    func campaignPlace() throws -> CampaignList.Place? {
        guard let parts = try after()?.split(separator: " ").map({ Int64($0) ?? 0 }), parts.count == 2 else {
            return nil
        }
        return CampaignList.Place(createdAt: parts[0], id: parts[1])
    }
}
