import Identifiers
import Nameplate
import Registry
import Safeguards

extension Campaign {
    private static let text = CampaignDetails.longestText
    /// What a list shows.
    static let properties: [ObjectSchema.Property] = [
        .required("path", .text(most: 200), "its address"),
        .required("number", .text(most: 11), "its number"),
        .required("state", .word(CampaignState.allCases.map(\.rawValue)), "where it is on its way"),
        .required("kind", .word(CampaignKind.allCases.map(\.rawValue)), "what it is for"),
        .required("title", .text(most: CampaignDetails.longestTitle), "what it is about"),
        .required("priority", .word(CampaignPriority.allCases.map(\.rawValue)), "how soon"),
        .required("remedy", .word(RemedyKind.allCases.map(\.rawValue)), "what is done"),
        .required("stopSale", .boolean, "whether these units must not be sold any more"),
        .required("doNotUse", .boolean, "whether they must not be used any more"),
        .optional("ownNumber", .text(most: CampaignDetails.longestNumber), "the manufacturer's own number"),
        .optional("authority", .text(most: CampaignDetails.longestNumber), "where it is reported"),
        .optional("authorityNumber", .text(most: CampaignDetails.longestNumber), "its number there"),
        .optional("announcedOn", .date, "when it was announced"),
        .optional("openedAt", .time, "since when it is public"),
        .optional("closedAt", .time, "when it was closed or withdrawn"),
    ]
    /// What its own page says beside that.
    static let longProperties: [ObjectSchema.Property] = [
        .optional("affected", .text(most: text), "the units, in words"),
        .optional("hazard", .text(most: text), "what may happen to people and things"),
        .optional("defect", .text(most: text), "what is wrong"),
        .optional("consequence", .text(most: text), "what follows from it"),
        .optional("remedyText", .text(most: text), "what is done, in words"),
        .optional("instructions", .text(most: text), "what an owner does now"),
        .required(
            "parts", .list(.object(CampaignDetails.Part.schema), most: CampaignDetails.mostParts),
            "the parts that the remedy takes"),
        .required(
            "countries", .texts(most: CampaignDetails.mostCountries, each: 2),
            "where it is done, ISO 3166-1; empty for everywhere"),
    ]
    static let listedSchema = ObjectSchema("ListedCampaign", properties)

    func writeMembers(to json: inout JSONWriter) {
        json.field("path", Address.campaign(number))
        json.field("number", number.text)
        json.field("state", state.rawValue)
        json.field("kind", details.kind.rawValue)
        json.field("title", details.title)
        json.field("priority", details.priority.rawValue)
        json.field("remedy", details.remedy.rawValue)
        json.field("stopSale", details.stopSale)
        json.field("doNotUse", details.doNotUse)
        json.field("ownNumber", details.ownNumber)
        json.field("authority", details.authority)
        json.field("authorityNumber", details.authorityNumber)
        json.field("announcedOn", details.announcedOn?.isoText)
        json.field("openedAt", openedAt.map(TimeText.text))
        json.field("closedAt", closedAt.map(TimeText.text))
    }

    func writeLongMembers(to json: inout JSONWriter) {
        json.field("affected", details.affected)
        json.field("hazard", details.hazard)
        json.field("defect", details.defect)
        json.field("consequence", details.consequence)
        json.field("remedyText", details.remedyText)
        json.field("instructions", details.instructions)
        json.listField("parts", details.parts) { $1.write(to: &$0) }
        json.field("countries", details.countries)
    }
}

extension CampaignDetails.Part {
    static let schema = ObjectSchema(
        "CampaignPart",
        [
            .required("model", .text(most: 120), "the part's number"),
            .optional("quantity", .integer(1...1_000_000), "so many for one unit; 1 without it"),
            .optional("available", .boolean, "whether it can be had now; true without it"),
        ])

    init(_ json: JSONValue) {
        self.init(
            json["model"]?.text ?? "", quantity: json["quantity"]?.integer ?? 1,
            isAvailable: json["available"]?.boolean ?? true)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("model", model)
            json.field("quantity", quantity)
            json.field("available", isAvailable)
        }
    }
}

extension CampaignAnswer {
    static let schema = ObjectSchema(
        "Campaign",
        Campaign.properties + Campaign.longProperties + [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose it is"),
            .required(
                "versions", .list(.object(CampaignVersion.schema), most: CampaignVersions.most),
                "every text that was public, the present one last"),
            .optional(
                "scope", .text(most: Population.Limit.characters), "the units, as a population; for who manages it"),
            .optional(
                "possible", .list(.word(CampaignStep.allCases.map(\.rawValue)), most: 10), "steps; for who manages it"),
            .optional(
                "steps", .list(.object(CampaignStepEntry.schema), most: CampaignSteps.most),
                "what was done; for who manages it"),
            .optional(
                "snapshots", .list(.object(CampaignSnapshot.schema), most: CampaignSnapshots.most),
                "how many units it was for at each moment that counts; for who manages it"),
            .optional(
                "unknownModels", .texts(most: 10_000, each: 120), "models that the scope names and there are not"),
            .optional("problem", .text(most: 4_000), "why the scope means nothing any more"),
            .required("rowVersion", .count, "for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            campaign.writeMembers(to: &json)
            campaign.writeLongMembers(to: &json)
            manufacturer.writeReference(to: &json)
            json.listField("versions", versions.enumerated()) { json, entry in
                let before = entry.offset > 0 ? versions[entry.offset - 1] : nil
                entry.element.write(since: before, tellsWho: inside != nil, to: &json)
            }
            if let inside {
                json.field("scope", campaign.details.scope)
                json.field("possible", inside.possible.map(\.rawValue))
                json.listField("steps", inside.steps) { $1.write(to: &$0) }
                json.listField("snapshots", inside.snapshots) { $1.write(to: &$0) }
                if !inside.unknownModels.isEmpty { json.field("unknownModels", inside.unknownModels) }
                json.field("problem", inside.problem?.sentence)
            }
            json.field("rowVersion", campaign.rowVersion)
        }
    }
}

extension CampaignVersion {
    static let schema = ObjectSchema(
        "CampaignVersion",
        [
            .required("version", .count, "from 1"),
            .required("at", .time, "since when it was said"),
            .optional("by", .text(most: 80), "who said it, for who manages the campaign"),
            .optional("note", .text(most: 1_000), "why it was amended"),
            .required("changed", .texts(most: 30), "what says otherwise than in the version before"),
            .required("title", .text(most: CampaignDetails.longestTitle), "what it was about"),
        ])

    func write(since before: CampaignVersion?, tellsWho: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.field("version", version)
            json.field("at", TimeText.text(at))
            if tellsWho { json.field("by", by) }
            json.field("note", note)
            json.field("changed", before.map { details.differences(from: $0.details) } ?? [])
            json.field("title", details.title)
        }
    }
}

extension CampaignStepEntry {
    static var schema: ObjectSchema {
        ObjectSchema(
            "CampaignStepEntry",
            [
                .required("step", .word(CampaignStep.allCases.map(\.rawValue)), "what was done"),
                .required("state", .word(CampaignState.allCases.map(\.rawValue)), "where that led"),
                .required("at", .time, "when"),
                .required("by", .text(most: 80), "who, as the audit trail names them"),
                .optional("note", .text(most: 1_000), "what was said"),
            ])
    }
}

extension CampaignSnapshot {
    static let schema = ObjectSchema(
        "CampaignSnapshot",
        [
            .required("occasion", .word(Occasion.allCases.map(\.rawValue)), "when it was counted"),
            .required("at", .time, "when it was kept"),
            .required("by", .text(most: 80), "who, as the audit trail names them"),
            .required("position", .count, "the ledger's last entry that was counted"),
        ] + CampaignFunnel.properties)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("occasion", occasion.rawValue)
            json.field("at", TimeText.text(at))
            json.field("by", by)
            json.field("position", position)
            funnel.writeMembers(to: &json)
        }
    }
}

extension CampaignFunnel {
    static let properties: [ObjectSchema.Property] =
        [.required("total", .count, "all units")]
        + [
            .required("states", .object(states), "by what has become of them: together all units"),
            .required("places", .object(places), "by where they are: together all units"),
            .required("ownersKnown", .count, "units whose owner is known"),
            .required("untouched", .count, "units to which nothing has happened but that they were issued"),
        ]
    private static let states = ObjectSchema(
        "CampaignStates", RemedyState.allCases.map { .required($0.rawValue, .count, "how many of them") })
    private static let places = ObjectSchema(
        "CampaignPlaces", Whereabouts.allCases.map { .required($0.rawValue, .count, "how many of them") })

    func writeMembers(to json: inout JSONWriter) {
        json.field("total", total)
        json.objectField("states") { json in
            for state in RemedyState.allCases { json.field(state.rawValue, self[state]) }
        }
        json.objectField("places") { json in
            for place in Whereabouts.allCases { json.field(place.rawValue, self[at: place]) }
        }
        json.field("ownersKnown", ownersKnown)
        json.field("untouched", untouched)
    }
}

extension CampaignCountAnswer {
    static let schema = ObjectSchema(
        "CampaignCount",
        [
            .required("number", .text(most: 11), "the campaign's number"),
            .required("at", .time, "when it was counted"),
            .required("position", .count, "the ledger's last entry that was counted"),
        ] + CampaignFunnel.properties + [
            .required("counters", .object(RecallCounters.schema), "what regulators ask for")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", campaign.number.text)
            json.field("at", TimeText.text(at))
            json.field("position", counted.position)
            counted.funnel.writeMembers(to: &json)
            json.objectField("counters") { RecallCounters(counted.funnel).writeMembers(to: &$0) }
        }
    }
}

extension RecallCounters {
    /// The names of the counters, with their values.
    var all: [(name: String, value: Int64)] {
        [
            ("affected", affected), ("notified", notified), ("inspected", inspected), ("needingRepair", needingRepair),
            ("repaired", repaired), ("exported", exported), ("stolen", stolen), ("scrapped", scrapped),
            ("otherwiseUnavailable", otherwiseUnavailable),
        ]
    }
    static let schema = ObjectSchema(
        "RecallCounters",
        [
            .required("affected", .count, "units in the campaign"),
            .required("notified", .count, "units whose owners were told"),
            .required("inspected", .count, "units that were inspected"),
            .required("needingRepair", .count, "those of them that needed the remedy"),
            .required("repaired", .count, "units that have got it"),
            .required("exported", .count, "units that cannot be had: they are elsewhere"),
            .required("stolen", .count, "units that cannot be had: stolen"),
            .required("scrapped", .count, "units that cannot be had: scrapped or destroyed"),
            .required("otherwiseUnavailable", .count, "owners who cannot be reached, or refuse"),
        ])

    func writeMembers(to json: inout JSONWriter) { for (name, value) in all { json.field(name, value) } }
}
