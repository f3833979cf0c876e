import Hummingbird
import Nameplate
import Registry
import SupplyChain

// How full places are.

extension Routes {
    static let storageUse: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/stock/storage"),
            permission: .readStock,
            summary: "How much room and load what stands at places takes, by the packaging of the models",
            query: [
                .init("location", .text(most: 120), "only this place and what stands in it, by any name of it"),
                .init("asOf", .time, "what stood there then (RFC 3339, with a zone)"),
            ], answer: .json(StorageAnswer.schema, "the places with something in them or a capacity")
        ) { call in
            let answer = try await call.registry.storageUse(
                of: call.segment("manufacturer"), at: call.query["location"].flatMap { $0.isEmpty ? nil : $0 },
                asOf: call.asOf(), as: call.principal)
            return .json { answer.write(to: &$0) }
        }
    ]
}

extension StorageAnswer {
    static let schema = ObjectSchema(
        "StorageUse",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose places these are"),
            .required("behind", .count, "how many events are not counted yet"),
            .required("places", .list(.object(PlaceUse.schema), most: 1_000_000), "in the order of the tree"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("behind", behind)
            json.listField("places", places) { json, place in place.write(to: &json) }
        }
    }
}

extension PlaceUse {
    static let schema = ObjectSchema(
        "PlaceUse",
        [
            .required("location", .text(), "the code of the place"),
            .optional("name", .text(), "what it is called"),
            .required("depth", .count, "how deep it stands in the tree: 0 for a site"),
            .required("units", .count, "how many units and pieces stand there and in what stands in it"),
            .required("volume", .count, "the room that those take whose packaging says it, cm³"),
            .required("withoutVolume", .count, "units whose packaging says no size"),
            .optional("capacityVolume", .count, "what fits in, cm³"),
            .optional(
                "shareOfVolume", .number, "the share of that which is taken; above 1 where too much stands there"),
            .required("weight", .count, "the load of those whose packaging says it, g"),
            .required("withoutWeight", .count, "units whose packaging says no weight"),
            .optional("capacityWeight", .count, "what it bears, g"),
            .optional("shareOfWeight", .number, "the share of that"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("location", location.code)
            json.field("name", location.details.name)
            json.field("depth", location.path.depth)
            json.field("units", use.units)
            json.field("volume", use.volume)
            json.field("withoutVolume", use.withoutVolume)
            json.field("capacityVolume", location.details.capacityVolume)
            json.field("shareOfVolume", shareOfVolume)
            json.field("weight", use.weight)
            json.field("withoutWeight", use.withoutWeight)
            json.field("capacityWeight", location.details.capacityWeight)
            json.field("shareOfWeight", shareOfWeight)
        }
    }
}
