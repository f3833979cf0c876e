import Identifiers
import Nameplate
import Registry
import SupplyChain

/// How counts are asked for.
enum CountText {
    static let mostAccuracies = 500
    static let filter: [Route.Parameter] = [
        .init("location", .text(most: 120), "only counts of this place, by any name of it"),
        .init("state", .word(CountState.allCases.map(\.rawValue)), "only those in this state"),
    ]
    static let step = ObjectSchema(
        "CountStep",
        [
            .required(
                "step", .word(CountStep.allCases.map(\.rawValue)),
                "finish: end the round and find what differs; recount: another round for that; close; cancel")
        ])
    static let accuracy = ObjectSchema(
        "CountAccuracy",
        [.required("items", .list(.object(InventoryCount.listedSchema), most: mostAccuracies), "the counts")])
}

extension CountOrder {
    static let schema = ObjectSchema(
        "NewCount",
        [
            .required("location", .text(most: 120), "the place, by any name of it; what stands in it is counted too"),
            .optional(
                "kind", .word(CountKind.allCases.map(\.rawValue)),
                "full: for the books; cycle, also without it: in turn"),
            .optional("model", .text(), "the model that is counted alone"),
            .optional("blind", .boolean, "true: what should be there is told once a round is finished"),
            .optional("plannedAt", .time, "when it is to be done (RFC 3339, with a zone)"),
        ])

    /// - Throws: `time.invalid`.
    init(_ json: JSONValue) throws {
        self.init(at: json["location"]?.text ?? "")
        kind = json["kind"]?.text.flatMap(CountKind.init) ?? .cycle
        (model, isBlind) = (json["model"]?.text, json["blind"]?.boolean ?? false)
        plannedAt = try json["plannedAt"]?.text.map { try ZonedTime(parsing: $0, field: "plannedAt") }
    }
}

extension ScannedText {
    private static let item = ObjectSchema(
        "ScannedText",
        [
            .required("text", .text(most: 1_000), "what was scanned; with a quantity the number of a model"),
            .optional(
                "quantity", .integer(0...CountScan.mostPieces), "how many pieces without serial numbers lie there"),
            .optional("location", .text(most: 120), "where the pieces lie, within the place that is counted"),
            .optional("time", .time, "when it was scanned (RFC 3339, with a zone); now without it"),
        ])
    static let schema = ObjectSchema(
        "ScannedTexts", [.required("items", .list(.object(item), most: most), "what was scanned, in any order")])

    /// - Throws: `time.invalid`.
    init(_ json: JSONValue) throws {
        self.init(json["text"]?.text ?? "")
        (quantity, location) = (json["quantity"]?.integer, json["location"]?.text)
        time = try json["time"]?.text.map { try ZonedTime(parsing: $0, field: "time") }
    }
}

extension CountDecision {
    static let schema = ObjectSchema(
        "CountDecision",
        [
            .required("reason", .word(CountReason.allCases.map(\.rawValue)), "why it was not as the ledger has it"),
            .optional(
                "differences",
                .list(.integer(0...Int64(CountOutcome.mostDifferences)), most: CountOutcome.mostDifferences),
                "which, by their ordinals; all that are open without it"),
            .optional("note", .text(most: longestNote), "a remark; it can be erased later"),
            .optional("noteOnly", .boolean, "true: keep the reason alone, and let the ledger go on as it is"),
        ])

    init(_ json: JSONValue) {
        self.init(json["reason"]?.text.flatMap(CountReason.init) ?? .other)
        ordinals = json["differences"].map { Set($0.elements.compactMap(\.integer)) }
        (note, isNoteOnly) = (json["note"]?.text, json["noteOnly"]?.boolean ?? false)
    }
}
