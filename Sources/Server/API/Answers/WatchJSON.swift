import Identifiers
import Nameplate
import Quality
import Registry

// Watched units, as programs read them.

extension WatchedUnit {
    static let properties: [ObjectSchema.Property] = [
        .required("model", .text(most: 120), "its model"), .required("serial", .text(), "its serial number"),
        .required("reason", .text(most: longestReason), "why it is watched"),
        .optional("until", .date, "the last day; absent until further notice"),
        .required("since", .time, "since when"), .required("by", .text(), "who watches it"),
    ]
    static let schema = ObjectSchema("WatchedUnit", properties)

    func writeMembers(to json: inout JSONWriter, model: String) {
        json.field("model", model)
        json.field("serial", unit.serial.text)
        json.field("reason", reason)
        json.field("until", until?.isoText)
        json.field("since", TimeText.text(since))
        json.field("by", by)
    }
}

extension UnitHealth {
    /// How a unit fares, in a line of a list.
    fileprivate static let listed: [ObjectSchema.Property] = [
        .optional("age", .count, "its age in days"),
        .optional("score", .word(Score.allCases.map(\.rawValue)), "how it fares; absent of a unit not in service"),
        .optional("pValue", .number, "the smallest adjusted p-value that counts"),
        .optional("failures", .count, "how often it failed"),
        .optional("expected", .number, "how often a sibling did by its age, on average"),
        .required("readings", .texts(most: UnitReading.mostTypes), "types of readings that make it differ"),
    ]

    fileprivate static func write(_ health: UnitHealth?, to json: inout JSONWriter) {
        json.field("age", health?.age)
        json.field("score", health?.score.rawValue)
        json.field("pValue", health?.pValue)
        json.field("failures", health?.failures.failures.count)
        json.field("expected", health.flatMap { try? $0.failures.expected.get() })
        json.field("readings", health?.telling.map(\.reading.type) ?? [])
    }
}

extension WatchListAnswer {
    static let schema = ObjectSchema(
        "WatchList",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units"),
            .required("mayChange", .boolean, "whether the asker may take units up and let them go"),
            .required("behind", .count, "how many events are not counted yet"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "WatchedUnitHealth",
                            WatchedUnit.properties + UnitHealth.listed + [
                                .required("newFailures", .count, "failures since it is watched"),
                                .required(
                                    "risen",
                                    .list(
                                        .object(
                                            ObjectSchema(
                                                "RisenReading",
                                                [
                                                    .required("type", .text(), "what was read"),
                                                    .optional("then", .text(), "when it was taken up"),
                                                    .required("now", .text(), "the last"),
                                                ])), most: UnitReading.mostTypes), "readings that show more than then"),
                                .optional("lastReading", .time, "when something was read of it last"),
                            ])), most: WatchedUnits.most), "the most conspicuous first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("mayChange", mayChange)
            json.field("behind", behind)
            json.listField("items", items) { json, item in
                json.object { json in
                    item.watched.writeMembers(to: &json, model: item.model.number.text)
                    UnitHealth.write(item.health, to: &json)
                    json.field("newFailures", item.changes.newFailures)
                    json.listField("risen", item.changes.risen) { json, risen in
                        json.object { json in
                            json.field("type", risen.type)
                            json.field("then", risen.then)
                            json.field("now", risen.now)
                        }
                    }
                    json.field("lastReading", item.lastReading.map { TimeText.text($0) })
                }
            }
        }
    }
}

extension WatchProposalsAnswer {
    static let schema = ObjectSchema(
        "WatchProposals",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units"),
            .required("model", .text(most: 120), "of which model"),
            .required("behind", .count, "how many events are not counted yet"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "WatchProposal", [.required("serial", .text(), "the unit")] + UnitHealth.listed)),
                    most: WatchProposals.most), "the most conspicuous first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("model", model.number.text)
            json.field("behind", behind)
            json.listField("items", items) { json, item in
                json.object { json in
                    json.field("serial", item.unit.serial.text)
                    UnitHealth.write(item.health, to: &json)
                }
            }
        }
    }
}
