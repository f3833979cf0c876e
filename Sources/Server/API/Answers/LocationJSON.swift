import Identifiers
import Nameplate
import Registry
import SupplyChain

extension Location {
    static let members: [ObjectSchema.Property] = [
        .required("path", .text(), "the address of this document"),
        .required("code", .text(most: longestCode), "by which events call it"),
        .required("depth", .count, "how deep it stands; 0 for a site"),
        .required("createdAt", .time, "when it was added"),
        .optional("retiredAt", .time, "since when it is not used any more"),
        .required("rowVersion", .count, "how often it was changed"),
    ]
    static let schema = ObjectSchema("Location", members + LocationText.properties)

    func writeMembers(of slug: String, to json: inout JSONWriter) {
        json.field("path", Address.location(slug, code))
        json.field("code", code)
        json.field("depth", Int64(path.depth))
        json.field("createdAt", TimeText.text(createdAt))
        json.field("retiredAt", retiredAt.map(TimeText.text))
        json.field("rowVersion", rowVersion)
        json.field("name", details.name)
        json.field("level", details.level.rawValue)
        json.field("kind", details.kind.rawValue)
        json.field("parent", details.parent)
        json.field("gln", details.number?.gln.text)
        json.field("glnExtension", details.number?.suffix)
        json.field("country", details.country)
        json.field("capacityVolume", details.capacityVolume)
        json.field("capacityWeight", details.capacityWeight)
        json.field("retired", details.isRetired)
    }
}

extension LocationAnswer {
    static let schema = ObjectSchema(
        "LocationWithNeighbours",
        Location.members + LocationText.properties + [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods stand there"),
            .required("names", .texts(most: 20), "the texts by which events name it"),
            .required("above", .list(.object(Location.schema), most: 400), "from the site down to what it stands in"),
            .required("below", .list(.object(Location.schema), most: mostBelow), "what stands right in it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            location.writeMembers(of: manufacturer.slug, to: &json)
            manufacturer.writeReference(to: &json)
            json.field("names", names)
            for (name, list) in [("above", above), ("below", below)] {
                json.listField(name, list) { json, location in
                    json.object { location.writeMembers(of: manufacturer.slug, to: &$0) }
                }
            }
        }
    }
}
