import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Which units stand at a place.

extension Routes {
    static let stockUnits: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/stock/units"),
            permission: .readStock, summary: "List the units that stand at a place, one by one and as parts of batches",
            query: StockUnitText.query, answer: .json(StockUnitsAnswer.schema, "a page of them")
        ) { call in
            let answer = try await call.registry.stockUnits(
                of: call.segment("manufacturer"), StockUnitsQuestion(call), from: StockUnitPlace(call),
                limit: call.limit, as: call.principal)
            return .json { answer.write(cursor: answer.next.map { Cursor.text($0.text, in: call.path) }, to: &$0) }
        }
    ]
}

enum StockUnitText {
    /// A place in such a list names the containers that are open there.
    static let longestCursor = 8_000
    static let query: [Route.Parameter] = [
        .init("location", .text(most: 120), "the place, by any name of it, with what stands in it"),
        .init("model", .text(most: 120), "only of the model with this number"),
        .init("state", .word(StockState.allCases.map(\.rawValue)), "only those in this state"),
        .init("after", .text(most: longestCursor), "the cursor 'next' of the page before"),
        .init(
            "limit", .integer(1...Int64(Limits.largestPage)),
            "how many lines at most; \(Limits.page) without it; a page may have fewer and yet a next one"),
    ]
}

extension StockUnitsQuestion {
    init(_ call: Call) {
        self.init(at: call.query["location"] ?? "")
        model = call.query["model"].flatMap { $0.isEmpty ? nil : $0 }
        state = call.query["state"].flatMap(StockState.init)
    }
}

extension StockUnitPlace {
    /// - Throws: `cursor.invalid`.
    init?(_ call: Call) throws {
        guard let text = try call.after() else { return nil }
        guard let place = StockUnitPlace(text) else {
            throw RegistryError(
                .cursorInvalid, "This is no cursor of this list; take 'next' of its page before, or begin anew.",
                field: "after")
        }
        self = place
    }
}

extension StockUnitLine {
    static let properties: [ObjectSchema.Property] = [
        .required("model", .text(), "the model's number"),
        .optional("unit", .object(UnitReference.schema), "the unit; none for a part of a batch"),
        .optional("batch", .text(), "the batch's number"),
        .optional("firstSerial", .text(), "the first serial number of a part of a batch"),
        .optional("lastSerial", .text(), "the last one; others between them may stand elsewhere"),
        .required("count", .integer(1 ... .max), "how many units these are"),
        .optional("disposition", .word(Disposition.allCases.map(\.rawValue)), "CBV 2.0; none where nobody has told"),
        .required("state", .word(StockState.allCases.map(\.rawValue)), "what can be done with it"),
        .required("location", .text(), "the code of the place"),
        .optional("container", .object(UnitReference.schema), "the case or pallet in which it is"),
        .required("since", .time, "since when it has been there so"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.field("model", model.number.text)
        if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
        json.field("batch", batch)
        json.field("firstSerial", serials?.first)
        json.field("lastSerial", serials?.last)
        json.field("count", count)
        json.field("disposition", disposition?.rawValue)
        json.field("state", StockState(disposition).rawValue)
        json.field("location", location?.code ?? place)
        if let container { json.objectField("container") { container.writeMembers(to: &$0) } }
        json.field("since", TimeText.text(since))
    }
}

extension StockUnitsAnswer {
    static let schema = ObjectSchema(
        "StockUnits",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods these are"),
            .required("location", .text(), "the code of the place that was asked for"),
            .required(
                "items", .list(.object(ObjectSchema("StockUnit", StockUnitLine.properties)), most: Limits.largestPage),
                "the units"),
            .optional(
                "next", .text(most: StockUnitText.longestCursor), "the cursor of the next page; absent on the last one"),
        ])

    func write(cursor: String?, to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("location", location.code)
            json.listField("items", lines) { json, line in json.object { line.writeMembers(to: &$0) } }
            json.field("next", cursor)
        }
    }
}
