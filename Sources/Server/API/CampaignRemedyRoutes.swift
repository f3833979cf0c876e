import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// What becomes of the units of a campaign: who was told, what was done, and how far it is.

extension Routes {
    private static let ofCampaign = "\(prefix)/campaigns/{campaign}"

    static let campaignRemedies: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofCampaign)/states"), permission: .readProduction,
            summary: "The units of a campaign with what has become of each, as a table for spreadsheets",
            answer: .stream(["text/csv"], "a row for each unit")
        ) { call in try await CampaignUnitTable.response(call) },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCampaign)/remedies"), permission: .manageCampaigns,
            summary: "Say what has become of a unit in a campaign", request: .json(RemedyReport.schema),
            answer: .json(RemedyAnswer.schema, "what holds now")
        ) { call in
            let (number, json) = (try call.segment("campaign"), call.json)
            let report = try RemedyReport(json)
            let (model, serial) = (json["model"]?.text ?? "", json["serial"]?.text ?? "")
            return try await call.perform(status: 200) { commands, answer in
                try commands.reportRemedy(report, ofUnit: serial, model: model, in: number).write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCampaign)/notices"), permission: .manageCampaigns,
            summary: "Tell the owners of a campaign's units, once each",
            request: .json(
                ObjectSchema(
                    "CampaignNoticeOrder",
                    [
                        .optional(
                            "remindAfter", .integer(0...3_660),
                            "who was told so many days ago and has done nothing is told again; nobody without it"),
                        .optional("dryRun", .boolean, "true: only count them"),
                    ])),
            answer: .json(CampaignNoticeRun.schema, "who was told")
        ) { call in
            let run = try await call.registry.tellOwners(
                ofCampaign: call.segment("campaign"), remindingAfter: call.json["remindAfter"]?.integer.map { Int($0) },
                isDryRun: call.json["dryRun"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { run.write(to: &$0) }
        },
    ]
}

/// The units of a campaign as a table for spreadsheets.
enum CampaignUnitTable {
    static let columns = [
        "manufacturer", "model", "serial", "batch", "produced_on", "state", "at", "evidence", "note", "done_on",
        "done_by",
    ]

    private struct Item: Sendable {
        var place: PopulationCursor
        var cells: [String]
    }

    static func response(_ call: Call) async throws -> Response {
        let (registry, principal, number) = (call.registry, call.principal, try call.segment("campaign"))
        return try await PagedCSV.response(columns: columns) { (last: Item?) in
            let page = try await registry.campaignUnits(
                of: number, after: last?.place, limit: PagedCSV.pageSize, as: principal)
            return page.lines.map { Item(place: $0.unit.place, cells: cells($0, page.manufacturer)) }
        } row: {
            $0.cells
        }
    }

    private static func cells(_ line: CampaignUnitLine, _ manufacturer: Manufacturer) -> [String] {
        [
            manufacturer.slug, line.unit.model, line.unit.serial.text, line.unit.batch ?? "",
            line.unit.producedOn?.isoText ?? "", line.state.rawValue, line.entry.map { TimeText.text($0.at) } ?? "",
            line.entry?.evidence ?? "", line.entry?.note ?? "", line.entry?.doneOn?.isoText ?? "",
            line.entry?.doneBy ?? "",
        ]
    }
}

extension RemedyReport {
    static let schema = ObjectSchema(
        "RemedyReport",
        [
            .required("model", .text(), "the unit's model number"),
            .required("serial", .text(most: 64), "its serial number"),
            .required(
                "state", .word(RemedyState.allCases.filter(\.isRecorded).map(\.rawValue)), "what has become of it"),
            .optional("evidence", .text(most: 200), "what proves it: a service order, a receipt"),
            .optional("note", .text(most: 1_000), "what is said about it; why, where a remedy is taken back"),
            .optional("doneOn", .date, "the day on which it was done; today without it"),
            .optional("doneBy", .text(most: 200), "who has done it, such as a workshop"),
        ])

    /// - Throws: what ``CivilDate`` says of the date.
    init(_ json: JSONValue) throws {
        self.init(
            json["state"]?.text.flatMap(RemedyState.init) ?? .notified, evidence: json["evidence"]?.text,
            note: json["note"]?.text, doneOn: try json["doneOn"]?.text.map { try CivilDate(parsing: $0) },
            doneBy: json["doneBy"]?.text)
    }
}

extension RemedyAnswer {
    static let schema = ObjectSchema(
        "Remedy",
        [
            .required("campaign", .text(most: 11), "the campaign's number"),
            .required("model", .text(), "the unit's model number"),
            .required("serial", .text(most: 64), "its serial number"),
            .required("state", .word(RemedyState.allCases.map(\.rawValue)), "what has become of it"),
            .required("at", .time, "when that was said"),
            .optional("event", .text(most: 20), "the event of its life that proves it"),
            .optional("evidence", .text(most: 200), "what proves it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("campaign", campaign.number.text)
            json.field("model", model.number.text)
            json.field("serial", entry.unit.serial.text)
            json.field("state", state.rawValue)
            json.field("at", TimeText.text(entry.at))
            json.field("event", entry.event?.description)
            json.field("evidence", entry.evidence)
        }
    }
}

extension CampaignNoticeRun {
    static let schema = ObjectSchema(
        "CampaignNoticeRun",
        [
            .required("due", .count, "owners who are to be told"),
            .required("posted", .count, "those who were told now, or would be"),
            .required("failed", .count, "notices that came back or reached nobody, and were written down"),
            .required("dryRun", .boolean, "whether nothing was written"),
            .required("isCut", .boolean, "whether more are to be told than one run takes"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("due", due)
            json.field("posted", posted)
            json.field("failed", failed)
            json.field("dryRun", isDryRun)
            json.field("isCut", isCut)
        }
    }
}
