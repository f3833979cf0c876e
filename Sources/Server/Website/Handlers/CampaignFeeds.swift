import HTTPTypes
import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Recalls as feeds, for whoever wants to be told of new ones: per manufacturer, and per model.

extension Site {
    var campaignFeedRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/recalls.atom", permission: .look,
                summary: "The recalls of a manufacturer as an Atom feed", query: Self.model,
                answer: .stream(["application/atom+xml"], "the feed (RFC 4287)")
            ) { call in try await feed(call).atom },
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/recalls.json", permission: .look,
                summary: "The recalls of a manufacturer as a JSON Feed", query: Self.model,
                answer: .stream(["application/feed+json"], "the feed (JSON Feed 1.1)")
            ) { call in try await feed(call).json },
        ]
    }

    private static let model: [Route.Parameter] = [
        .init("model", .text(), "only those to which units of this model may belong")
    ]

    private func feed(_ call: Call) async throws -> CampaignFeed {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: .stranger)
        var filter = CampaignFilter()
        filter.model = call.query["model"].flatMap { $0.isEmpty ? nil : $0 }
        // A feed is for everybody: drafts are in none.
        let found = try await call.registry.campaigns(of: slug, filter, limit: CampaignFeed.most, as: .stranger)
        return CampaignFeed(
            manufacturer: manufacturer, model: filter.model, campaigns: found,
            base: call.publicAddress?.text ?? "http://localhost")
    }
}

/// The newest campaigns of a manufacturer as a feed.
struct CampaignFeed: Sendable {
    /// How many entries a feed has.
    static let most = 100

    var manufacturer: Manufacturer
    var model: String?
    var campaigns: [Campaign]
    /// What stands before the paths of this server, such as `https://registry.example`.
    var base: String

    private var title: String {
        "\(Words.text("campaigns.title")): " + [manufacturer.name, model].compactMap(\.self).joined(separator: " ")
    }

    private func address(_ href: Href) -> String { base + href.text }
    private var page: String {
        address(.campaigns(manufacturer.slug, query: model.map { [("model", $0)] } ?? []))
    }

    private static func changed(_ campaign: Campaign) -> Int64 {
        max(campaign.openedAt ?? campaign.createdAt, campaign.closedAt ?? 0)
    }

    private static func summary(_ campaign: Campaign) -> String {
        let details = campaign.details
        let said = [
            campaign.state == .open ? nil : Words.text("campaignState.\(campaign.state.rawValue)") + ".",
            details.doNotUse ? Words.text("campaigns.doNotUse") : nil,
            details.stopSale ? Words.text("campaigns.stopSale") : nil, details.affected, details.hazard,
            details.instructions ?? details.remedyText,
        ]
        return said.compactMap(\.self).joined(separator: "\n")
    }

    private static func heading(_ campaign: Campaign) -> String {
        "\(Words.text("campaignKind.\(campaign.details.kind.rawValue)")): \(campaign.details.title)"
    }

    // MARK: Atom (RFC 4287)

    var atom: Response {
        var lines = [
            #"<?xml version="1.0" encoding="utf-8"?>"#, #"<feed xmlns="http://www.w3.org/2005/Atom">"#,
            "<title>\(Self.escaped(title))</title>", "<id>\(Self.escaped(page))</id>",
            #"<link href="\#(Self.escaped(page))"/>"#,
            "<updated>\(TimeText.text(campaigns.map(Self.changed).max() ?? 0))</updated>",
            "<author><name>\(Self.escaped(manufacturer.name))</name></author>",
        ]
        for campaign in campaigns {
            let link = Self.escaped(address(.campaign(campaign.number)))
            lines += [
                "<entry>", "<title>\(Self.escaped(Self.heading(campaign)))</title>", "<id>\(link)</id>",
                #"<link href="\#(link)"/>"#,
                "<published>\(TimeText.text(campaign.openedAt ?? campaign.createdAt))</published>",
                "<updated>\(TimeText.text(Self.changed(campaign)))</updated>",
                #"<category term="\#(campaign.details.kind.rawValue)"/>"#,
                #"<summary type="text">\#(Self.escaped(Self.summary(campaign)))</summary>"#, "</entry>",
            ]
        }
        lines.append("</feed>\n")
        return .bytes(Array(lines.joined(separator: "\n").utf8), "application/atom+xml; charset=utf-8")
    }

    /// Text as XML has it; characters that XML has not are left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    // MARK: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)

    var json: Response {
        let bytes = JSONWriter.bytes { json in
            json.object { json in
                json.field("version", "https://jsonfeed.org/version/1.1")
                json.field("title", title)
                json.field("home_page_url", page)
                json.listField("items", campaigns) { json, campaign in
                    json.object { json in
                        json.field("id", address(.campaign(campaign.number)))
                        json.field("url", address(.campaign(campaign.number)))
                        json.field("title", Self.heading(campaign))
                        json.field("content_text", Self.summary(campaign))
                        json.field("date_published", TimeText.text(campaign.openedAt ?? campaign.createdAt))
                        json.field("date_modified", TimeText.text(Self.changed(campaign)))
                        json.field("tags", [campaign.details.kind.rawValue])
                    }
                }
            }
        }
        return .bytes(bytes, "application/feed+json; charset=utf-8")
    }
}
