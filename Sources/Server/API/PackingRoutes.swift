import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Packing goods in cases and on pallets, unpacking and moving them.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(
        GoodsAnswer.schema, status: 201, "what was recorded; 200 for a dry run")

    static let packing: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/packings"), permission: .handleStock,
            summary: "Put units, cases or pallets into one, all or none", query: [dryRun],
            request: .json(GoodsOrder.packing), answer: answer
        ) { call in
            let order = try await GoodsOrder(call)
            return try await call.performOrTry { try $0.pack(order).write(to: &$1) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/unpackings"), permission: .handleStock,
            summary: "Take units, cases or pallets out of one, all or none", query: [dryRun],
            request: .json(GoodsOrder.unpacking), answer: answer
        ) { call in
            let order = try await GoodsOrder(call)
            return try await call.performOrTry { try $0.unpack(order).write(to: &$1) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/moves"), permission: .handleStock,
            summary: "Put units, cases or pallets in another place, all or none", query: [dryRun],
            request: .json(GoodsOrder.moving), answer: answer
        ) { call in
            let order = try await GoodsOrder(call)
            return try await call.performOrTry { try $0.moveGoods(order).write(to: &$1) }
        },
    ]
}

extension GoodsOrder {
    private static let items = Schema.texts(most: Packing.most, each: 1_000)
    private static let what = "what their labels say: an SSCC, a serial number, perhaps with its model number"
    private static let said: [ObjectSchema.Property] = [
        .optional("eventTime", .time, "when it happened (RFC 3339, with a zone); now without it"),
        .optional("notes", .texts(most: 20, each: 4_000), "remarks; they can be erased later"),
    ]
    static let packing = ObjectSchema(
        "Packing",
        [
            .optional("container", .text(most: 120), "the SSCC of the case or pallet; the next free one without it"),
            .required("items", items, what),
            .required("location", .text(most: 120), "in which place, by a name of it"),
        ] + said)
    static let unpacking = ObjectSchema(
        "Unpacking",
        [
            .required("container", .text(most: 120), "the SSCC of the case or pallet"),
            .optional("items", items, "\(what); all that is in it without them"),
            .optional("location", .text(most: 120), "in which place; where the case or pallet is without it"),
        ] + said)
    static let moving = ObjectSchema(
        "Move",
        [
            .required("items", items, what),
            .required("location", .text(most: 120), "to which place, by a name of it"),
        ] + said)

    /// - Throws: what ``NameplateRegistry/goods(_:of:as:)`` throws.
    init(_ call: Call) async throws {
        let (json, slug) = (call.json, try call.segment("manufacturer"))
        self.init(of: slug)
        (container, location) = (json["container"]?.text, json["location"]?.text)
        time = try json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
        notes = json.texts("notes")
        goods = try await call.registry.goods(json.texts("items"), of: slug, as: call.principal)
    }
}

extension GoodsAnswer {
    static let schema = ObjectSchema(
        "GoodsAnswer",
        [
            .optional("container", .object(UnitReference.schema), "the case or pallet"),
            .optional("sscc", .text(most: 18), "its number"),
            .optional("location", .object(Location.schema), "the place"),
            .required("count", .count, "how many things"),
            .required(
                "units", .list(.object(UnitReference.schema), most: Packing.mostLeaving),
                "which; parts of batches are counted alone"),
            .required("events", .list(.object(RecordedEvent.schema), most: 200), "what was recorded"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            if let container { json.objectField("container") { container.writeMembers(to: &$0) } }
            json.field("sscc", container?.serial)
            if let location {
                json.objectField("location") { location.writeMembers(of: manufacturer.slug, to: &$0) }
            }
            json.field("count", count)
            json.listField("units", units) { json, unit in json.object { unit.writeMembers(to: &$0) } }
            json.listField("events", events) { $1.write(path: Address.event($1.id), to: &$0) }
        }
    }
}
