import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// The recalled units of a place: what a dealer has to do.

extension Routes {
    static let siteRecalls: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/campaigns/site", permission: .readUnits,
            summary: "List the units of open campaigns that stand at a place or were sold there",
            query: [
                .init("site", .text(most: 200), "the place, as events name it; your only one without it"),
                .init("campaign", .text(most: 20), "only units of this campaign"),
                .init("format", .word(["json", "csv"]), "csv: as a table for spreadsheets"),
            ],
            answer: .jsonOrCSV(SiteRecallAnswer.schema, "by model and serial number")
        ) { call in
            let found = try await call.registry.recalledUnits(
                at: call.query["site"], of: call.segment("manufacturer"),
                only: call.query["campaign"].flatMap { $0.isEmpty ? nil : $0 }, as: call.principal)
            let asksForTable = call.headers[.accept]?.contains("text/csv") ?? false
            guard call.query["format"] ?? (asksForTable ? "csv" : "json") == "csv" else {
                return .json { found.write(to: &$0) }
            }
            return .bytes(
                CSVStream.bytes([SiteRecall.columns] + found.lines.map { $0.cells(of: found.manufacturer) }),
                "text/csv; charset=utf-8")
        }
    ]
}

extension SiteRecallAnswer {
    static let schema = ObjectSchema(
        "SiteRecalls",
        [
            .required("site", .text(most: 200), "the place"),
            .required("isCut", .boolean, "whether more units stand there than are looked at"),
            .required(
                "items", .list(.object(SiteRecall.schema), most: SiteRecalls.mostUnits), "a line for unit and campaign"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("site", site)
            json.field("isCut", isCut)
            json.listField("items", lines) { $1.write(to: &$0) }
        }
    }
}

extension SiteRecall {
    static let schema = ObjectSchema(
        "SiteRecall",
        [
            .required("model", .text(), "the unit's model number"),
            .required("serial", .text(most: 64), "its serial number"),
            .required("campaign", .text(most: 11), "the campaign's number"),
            .required("kind", .word(CampaignKind.allCases.map(\.rawValue)), "what the campaign is for"),
            .required("title", .text(most: CampaignDetails.longestTitle), "what it is about"),
            .required("priority", .word(CampaignPriority.allCases.map(\.rawValue)), "how soon"),
            .required("remedy", .word(RemedyKind.allCases.map(\.rawValue)), "what is done"),
            .required("stopSale", .boolean, "whether it must not be sold any more"),
            .required("doNotUse", .boolean, "whether it must not be used any more"),
            .required("isHere", .boolean, "whether it stands there and nobody has bought it"),
            .optional("soldAt", .time, "when it was last sold there"),
            .optional(
                "state", .word(RemedyState.allCases.map(\.rawValue)),
                "what has become of it; of a unit that is elsewhere only where nothing is left to do"),
        ])
    static let columns = [
        "manufacturer", "model", "serial", "campaign", "kind", "title", "priority", "remedy", "stop_sale", "do_not_use",
        "is_here", "sold_at", "state",
    ]

    func write(to json: inout JSONWriter) {
        let details = campaign.details
        json.object { json in
            json.field("model", model)
            json.field("serial", unit.key.serial.text)
            json.field("campaign", campaign.number.text)
            json.field("kind", details.kind.rawValue)
            json.field("title", details.title)
            json.field("priority", details.priority.rawValue)
            json.field("remedy", details.remedy.rawValue)
            json.field("stopSale", details.stopSale)
            json.field("doNotUse", details.doNotUse)
            json.field("isHere", isHere)
            json.field("soldAt", soldAt.map(TimeText.text))
            json.field("state", state?.rawValue)
        }
    }

    func cells(of manufacturer: Manufacturer) -> [String] {
        let details = campaign.details
        return [
            manufacturer.slug, model, unit.key.serial.text, campaign.number.text, details.kind.rawValue, details.title,
            details.priority.rawValue, details.remedy.rawValue, String(details.stopSale), String(details.doNotUse),
            String(isHere), soldAt.map(TimeText.text) ?? "", state?.rawValue ?? "",
        ]
    }
}
