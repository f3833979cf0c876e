import Identifiers
import Nameplate
import Registry
import SupplyChain

extension InventoryCount {
    static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number, such as N-7K3M-9TQ1"),
        .required("location", .text(), "the code of the place"),
        .optional("name", .text(), "what the place is called"),
        .required("kind", .word(CountKind.allCases.map(\.rawValue)), "for what it is counted"),
        .optional("model", .text(), "the model that is counted alone"),
        .required("blind", .boolean, "whether what should be there is told only once a round is finished"),
        .required("state", .word(CountState.allCases.map(\.rawValue)), "where it is on its way"),
        .required("round", .count, "1, and one more for each recount"),
        .optional("plannedAt", .time, "when it is to be done"),
        .required("openedAt", .time, "when it was opened"),
        .required("openedPosition", .count, "how far the ledger reached then"),
        .optional("countedAt", .time, "when a round was finished the last time"),
        .optional("closedAt", .time, "when it was closed or cancelled"),
        .optional("expected", .count, "how many units, and models of pieces, should have been there"),
        .optional("correct", .count, "how many of these were there"),
    ]
    static let listedSchema = ObjectSchema("ListedCount", properties)

    func writeMembers(to json: inout JSONWriter, _ place: Location?, _ model: Model?) {
        json.field("number", number.text)
        json.field("location", location)
        json.field("name", place?.details.name)
        json.field("kind", kind.rawValue)
        json.field("model", model?.number.text)
        json.field("blind", isBlind)
        json.field("state", state.rawValue)
        json.field("round", round)
        json.field("plannedAt", plannedAt.map { TimeText.text($0) })
        json.field("openedAt", TimeText.text(openedAt))
        json.field("openedPosition", openedPosition)
        json.field("countedAt", countedAt.map { TimeText.text($0) })
        json.field("closedAt", closedAt.map { TimeText.text($0) })
        guard !hidesExpected else { return }
        json.field("expected", expected)
        json.field("correct", correct)
    }
}

extension CountAnswer {
    private static let number = ObjectSchema(
        "DifferenceCount",
        [
            .required("kind", .word(CountDifference.Kind.allCases.map(\.rawValue)), "how it differs"),
            .required("count", .count, "how many differences"),
        ])
    static let schema = ObjectSchema(
        "Count",
        [.required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods these are")]
            + InventoryCount.properties + [
                .required("scanned", .count, "how many things were scanned, in all rounds"),
                .required("differences", .list(.object(number), most: 10), "what the last finished round has found"),
                .required("open", .count, "how many differences are not resolved"),
                .required("steps", .texts(most: 10, each: 20), "what you may do next"),
            ])

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        manufacturer.writeReference(to: &json)
        count.writeMembers(to: &json, location, model)
        json.field("scanned", scanned)
        let kinds = CountDifference.Kind.allCases.compactMap { kind in differences[kind].map { (kind, $0) } }
        json.listField("differences", kinds) { json, entry in
            json.object { json in
                json.field("kind", entry.0.rawValue)
                json.field("count", entry.1)
            }
        }
        json.field("open", open)
        json.listField("steps", possible) { $0.value($1.rawValue) }
    }
}

extension ScanAnswer {
    private static let properties: [ObjectSchema.Property] = [
        .required("text", .text(), "as it was scanned"),
        .required(
            "result", .word(ScanResult.allCases.map(\.rawValue)),
            "taken; again: scanned before; unread: it names nothing; refused: not of the time of the count"),
        .optional("unit", .object(UnitReference.schema), "the unit, case or pallet"),
        .optional("model", .text(), "the model of pieces"),
        .required("quantity", .count, "how many"), .optional("reason", .text(), "why it names nothing"),
    ]
    static let listedSchema = ObjectSchema(
        "CountScan", properties + [.required("time", .time, "when it was scanned")])
    static let schema = ObjectSchema(
        "CountScans",
        [
            .required(
                "items", .list(.object(ObjectSchema("ScanResult", properties)), most: ScannedText.most),
                "in the order of the request")
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("text", text)
        json.field("result", result.rawValue)
        if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
        json.field("model", model)
        json.field("quantity", quantity)
        json.field("reason", reason)
    }
}

extension CountDifferenceLine {
    static let schema = ObjectSchema(
        "CountDifference",
        [
            .required("ordinal", .count, "by which it is named within its round"),
            .optional(
                "kind", .word(CountDifference.Kind.allCases.map(\.rawValue)),
                "how it differs; not told while a blind recount is under way, as all that follows from it"),
            .optional("unit", .object(UnitReference.schema), "the unit, case or pallet"),
            .optional("model", .text(), "the model of units without a row, or of pieces"),
            .optional("batch", .text(), "the batch of units without a row"),
            .optional("firstSerial", .text(), "the first serial number of these"),
            .optional("lastSerial", .text(), "the last one"),
            .optional("text", .text(), "what was scanned and names nothing"),
            .optional("expected", .integer(.min ... .max), "how many should be there; of a case with what is in it"),
            .optional("found", .integer(.min ... .max), "how many are"),
            .optional("believed", .text(), "where the ledger has it; empty on the way"),
            .optional("container", .text(), "the case or pallet in which the ledger has it"),
            .optional("disposition", .word(Disposition.allCases.map(\.rawValue)), "in which state the ledger has it"),
            .required(
                "resolution", .word(CountDifference.Resolution.allCases.map(\.rawValue)),
                "open; adjusted by an event; noted with a reason alone; settled: the ledger says so by now"),
            .optional("reason", .word(CountReason.allCases.map(\.rawValue)), "why it was so"),
            .optional("event", .id, "the event that says so"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("ordinal", difference.ordinal)
        if !isSubjectOnly { json.field("kind", difference.kind.rawValue) }
        if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
        json.field("model", model?.number.text)
        json.field("batch", batch)
        json.field("firstSerial", serials?.first)
        json.field("lastSerial", serials?.last)
        if case .text(let text) = difference.subject { json.field("text", text) }
        if !isSubjectOnly {
            json.field("expected", difference.expected)
            json.field("found", difference.found)
            json.field("believed", believed?.code ?? difference.believed)
            json.field("container", difference.container)
            json.field("disposition", difference.disposition?.rawValue)
        }
        json.field("resolution", difference.resolution.rawValue)
        json.field("reason", difference.reason?.rawValue)
        json.field("event", difference.event?.description)
    }
}

extension CountAdjustmentAnswer {
    static let schema = ObjectSchema(
        "CountAdjustment",
        [
            .required("count", .object(CountAnswer.schema), "the count"),
            .required(
                "differences", .list(.object(CountDifferenceLine.schema), most: CountOutcome.mostDifferences),
                "what was resolved, and how"),
            .required(
                "events", .list(.object(RecordedEvent.schema), most: CountOutcome.mostDifferences), "what was recorded"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("count") { count.writeMembers(to: &$0) }
            json.listField("differences", differences) { json, line in json.object { line.writeMembers(to: &$0) } }
            json.listField("events", events) { $1.write(path: Address.event($1.id), to: &$0) }
        }
    }
}
