import Registry
import Server

/// A recall or another campaign: what is wrong, with which units, and what is done.
enum CampaignCard {
    static func lines(_ campaign: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(campaign.number.asText ?? "")  \(campaign.title.asText ?? "")")
        if campaign.doNotUse.isTrue { card.field("Beware", "do not use these units", .warning) }
        if campaign.stopSale.isTrue { card.field("Beware", "do not sell these units", .warning) }
        card.field("Maker", campaign.manufacturer.name.asText)
        card.field("State", campaign.state.asText)
        card.field("Kind", campaign.kind.asText.map(words))
        card.field("Priority", campaign.priority.asText)
        card.field("Remedy", campaign.remedy.asText)
        card.field("Own number", campaign.ownNumber.asText)
        card.field(
            "Reported to",
            [campaign.authority.asText, campaign.authorityNumber.asText].compactMap(\.self).joined(separator: " "))
        card.field("Announced", campaign.announcedOn.asText)
        card.field("Open since", Figures.time(campaign.openedAt.asText))
        card.field("Closed", Figures.time(campaign.closedAt.asText))
        card.field("Countries", campaign.countries.asArray.compactMap(\.asText).joined(separator: ", "))
        card.field("Scope", campaign.scope.asText)
        card.field("Scope means nothing", campaign.problem.asText, .warning)
        for model in campaign.unknownModels.asArray.compactMap(\.asText).prefix(5) {
            card.text("There is no model \(model) of this manufacturer.", .warning)
        }
        for (heading, text) in [
            ("Affected", campaign.affected), ("Hazard", campaign.hazard), ("Defect", campaign.defect),
            ("Consequence", campaign.consequence), ("Remedy", campaign.remedyText),
            ("What to do", campaign.instructions),
        ] {
            guard let text = text.asText else { continue }
            card.heading(heading)
            card.text(text)
        }
        addLists(campaign, to: &card)
        return card.lines(for: terminal)
    }

    private static func addLists(_ campaign: JSON, to card: inout Card) {
        if !campaign.parts.asArray.isEmpty { card.heading("Parts") }
        for part in campaign.parts.asArray {
            let availability = part.available.isTrue ? "" : ", not available now"
            card.text("  \(part.quantity.asText ?? "1") x \(part.model.asText ?? "")\(availability)")
        }
        if campaign.versions.asArray.count > 1 { card.heading("Amendments") }
        for version in campaign.versions.asArray.dropFirst() {
            let changed = version.changed.asArray.compactMap(\.asText).joined(separator: ", ")
            card.text(
                "  " + [version.at.asText, changed, version.note.asText].compactMap(\.self).joined(separator: "  "))
        }
        if !campaign.steps.asArray.isEmpty { card.heading("What happened") }
        for step in campaign.steps.asArray {
            card.text(
                "  " + [step.at.asText, step.step.asText, step.note.asText].compactMap(\.self).joined(separator: "  "))
        }
        if !campaign.snapshots.asArray.isEmpty { card.heading("Counted") }
        for snapshot in campaign.snapshots.asArray {
            let units = "\(snapshot.total.asText ?? "0") units"
            card.text(
                "  " + [snapshot.at.asText, snapshot.occasion.asText, units].compactMap(\.self).joined(separator: "  "))
        }
        let possible = campaign.possible.asArray.compactMap(\.asText)
        if !possible.isEmpty { card.field("Possible", possible.joined(separator: ", ")) }
    }

    /// A campaign that a unit is one of.
    static func add(_ campaign: JSON, to card: inout Card) {
        let name = campaign.kind.asText.map(words) ?? "campaign"
        card.field("Recall", "\(campaign.number.asText ?? "") (\(name)): \(campaign.title.asText ?? "")", .warning)
        if campaign.doNotUse.isTrue { card.field("", "Do not use it.", .warning) }
        if campaign.stopSale.isTrue { card.field("", "Do not sell it.", .warning) }
        card.field("", campaign.instructions.asText)
        card.field("", campaign.state.asText.map { "State: \(words($0))" })
    }

    /// How many units a campaign is for.
    static func counts(_ count: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.title("\(count.number.asText ?? "")  \(Numbers.count(Int(count.total.asInteger ?? 0), "unit", "units"))")
        card.heading("Where they are")
        for (name, heading) in [
            ("inStock", "In stock"), ("shipped", "On the way"), ("sold", "Sold"),
            ("exported", "Exported"), ("scrapped", "Scrapped"),
        ] {
            card.field(heading, count.places[dynamicMember: name].asText)
        }
        card.field("Owner known", count.ownersKnown.asText)
        card.field("Never touched", count.untouched.asText)
        card.heading("What has become of them")
        for state in states { card.field(words(state), shown(count.states[dynamicMember: state])) }
        return card.lines(for: terminal)
    }

    private static let states = [
        "notNotified", "notified", "bounced", "unreachable", "appointment", "inspectedFine", "remedied", "refused",
        "exported", "stolen", "scrapped", "neverSold",
    ]

    /// Nothing for none.
    private static func shown(_ count: JSON) -> String? { count.asInteger == 0 ? nil : count.asText }

    /// `safetyRecall` as 'safety recall'.
    static func words(_ word: String) -> String {
        word.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }
}
