import Identifiers
import Nameplate
import Registry

/// What the requests about components say, and how they are read.
enum ComponentRequests {
    private static let unit = ObjectSchema(
        "UnitName",
        [
            .required("model", .text(), "its model number"),
            .required("serial", .text(), "its serial number"),
        ])

    private static let eventProperties: [ObjectSchema.Property] = [
        .optional("eventTime", .time, "when it happened (RFC 3339, with a zone); now without it"),
        .optional("location", .text(), "where both are afterwards"),
        .optional("notes", .texts(most: 20, each: 4_000), "remarks; they can be erased later"),
    ]
    private static let newProperties: [ObjectSchema.Property] = [
        .optional("slot", .text(most: 80), "the place within the assembly"),
        .optional(
            "register", .boolean,
            "true registers the component where nobody has seen it, if its model has no serial formats"),
        .optional("batch", .text(most: 64), "the batch of a component that is registered"),
        .optional("producedOn", .date, "when a component that is registered was made"),
    ]
    private static let fault = ObjectSchema.Property.optional(
        "faultCode", .text(most: 80), "what was wrong with the one that is taken out; counts as its failure")

    static let installation = ObjectSchema(
        "ComponentInstallation",
        [
            .required("component", .object(unit), "what is put in"),
            .optional(
                "businessStep", .word(Components.installing.map(\.rawValue)),
                "assembling while the unit is made; installing without it"),
        ] + newProperties + eventProperties)
    static let removal = ObjectSchema(
        "ComponentRemoval",
        [
            .required("component", .object(unit), "what is taken out"),
            .optional(
                "businessStep", .word(Components.removing.map(\.rawValue)),
                "disassembling while the unit is made; removing without it"),
            fault,
        ] + eventProperties)
    static let replacement = ObjectSchema(
        "ComponentReplacement",
        [
            .required("old", .object(unit), "what is taken out"),
            .required("new", .object(unit), "what is put in its place"),
            fault,
        ] + newProperties + eventProperties)

    static func name(_ field: String, _ json: JSONValue) throws -> UnitName {
        let text = json[field]?["serial"]?.text ?? ""
        let serial = try reading("\(field).serial") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
        return UnitName(model: json[field]?["model"]?.text ?? "", serial: serial)
    }

    static func newComponent(_ field: String, _ json: JSONValue) throws -> NewComponent {
        var new = NewComponent(try name(field, json))
        new.registers = json["register"]?.boolean ?? false
        new.batch = json["batch"]?.text
        new.producedOn = try json.date("producedOn")
        return new
    }

    /// What the address says of the assembly, and the document of the event.
    static func request(_ call: Call) throws -> ComponentRequest {
        let (json, text) = (call.json, try call.segment("serial"))
        let serial = try reading("serial") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
        var request = ComponentRequest(
            manufacturer: try call.segment("manufacturer"),
            assembly: UnitName(model: try call.segment("model"), serial: serial))
        request.time = try json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
        request.businessStep = json["businessStep"]?.text.flatMap(BusinessStep.init(rawValue:))
        request.slot = json["slot"]?.text
        request.location = json["location"]?.text
        request.faultCode = json["faultCode"]?.text
        request.notes = json.texts("notes")
        return request
    }
}
