import Identifiers
import Nameplate
import Registry

extension EventReport {
    static let schema = ObjectSchema("EventReport", whatProperties + howProperties + EventDetails.properties)

    private static let whatProperties: [ObjectSchema.Property] = [
        .required("manufacturer", .text(most: 80), "the short name of the units' manufacturer"),
        .optional("model", .text(), "the units' model number"),
        .optional("serials", .texts(most: 1_000, each: 200), "the units' serial numbers"),
        .optional("batch", .text(), "a batch, of which a part is meant"),
        .optional("firstSequence", .count, "the first sequence number of that part"),
        .optional("lastSequence", .count, "the last one"),
        .optional("container", .text(most: 120), "the case or pallet, by its SSCC"),
        .optional(
            "parent",
            .object(
                ObjectSchema(
                    "Parent",
                    [
                        .required("model", .text(), "its model number"),
                        .required("serial", .text(), "its serial number"),
                    ])), "the unit that the units are part of"),
        .optional("owner", .text(), "the reference of the party that owns the units from here on"),
        .optional("corrects", .id, "the event that this one corrects"),
        .optional("errorReason", .word(ErrorReason.allCases.map(\.rawValue)), "why that one was wrong"),
        .optional(
            "expect",
            .object(
                ObjectSchema(
                    "Expectation",
                    [
                        .required(
                            "dispositions", .list(.word(Disposition.allCases.map(\.rawValue)), most: 34),
                            "in which state the units must be"),
                        .optional(
                            "mode", .word(["command", "report"]),
                            "command refuses the event otherwise, report (without it) keeps it with a discrepancy"),
                    ])), "what is expected of the units"),
    ]
    private static let howProperties: [ObjectSchema.Property] = [
        .optional("eventTime", .time, "when it happened (RFC 3339, with a zone); now without it"),
        .optional("type", .word(EventType.allCases.map(\.rawValue)), "EPCIS 2.0; follows from container and parent"),
        .optional("action", .word(EventAction.allCases.map(\.rawValue)), "OBSERVE without it"),
        .optional("businessStep", .word(BusinessStep.allCases.map(\.rawValue)), "what was being done (CBV 2.0)"),
        .optional(
            "disposition", .word(Disposition.allCases.map(\.rawValue)), "the state afterwards (CBV 2.0, and exported)"),
        .optional("location", .text(), "where the units are afterwards"),
        .optional("readPoint", .text(), "where they were observed"),
        .optional("notes", .texts(most: 20, each: 4_000), "remarks; they can be erased later"),
    ]

    init(_ json: JSONValue) throws {
        self.init(manufacturer: json["manufacturer"]?.text ?? "")
        model = json["model"]?.text
        serials = try json.texts("serials").enumerated().map { index, text in
            try reading("serials[\(index)]") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
        }
        batch = json["batch"]?.text
        firstSequence = json["firstSequence"]?.integer
        lastSequence = json["lastSequence"]?.integer
        container = json["container"]?.text
        if let json = json["parent"], let model = json["model"]?.text, let text = json["serial"]?.text {
            let serial = try reading("parent.serial") { () throws(IdentifierError) in try SerialNumber(parsing: text) }
            parent = (model, serial)
        }
        owner = json["owner"]?.text
        if let text = json["eventTime"]?.text { time = try ZonedTime(parsing: text, field: "eventTime") }
        try readDraft(json)
    }

    private mutating func readDraft(_ json: JSONValue) throws {
        type = json["type"]?.text.flatMap(EventType.init(rawValue:))
        draft.action = json["action"]?.text.flatMap(EventAction.init(rawValue:)) ?? .observe
        draft.businessStep = json["businessStep"]?.text.flatMap(BusinessStep.init(rawValue:))
        draft.disposition = json["disposition"]?.text.flatMap(Disposition.init(rawValue:))
        draft.businessLocation = json["location"]?.text
        draft.readPoint = json["readPoint"]?.text
        draft.notes = json.texts("notes")
        draft.details = EventDetails(json)
        draft.errorReason = json["errorReason"]?.text.flatMap(ErrorReason.init(rawValue:))
        if let text = json["corrects"]?.text {
            guard let id = Int64(text), id > 0 else {
                throw RegistryError(.eventUnknown, "An event's id is a positive number.", field: "corrects")
            }
            draft.corrects = ID(id)
        }
        if let expected = json["expect"] {
            let dispositions = Set(expected.texts("dispositions").compactMap(Disposition.init(rawValue:)))
            draft.expectation =
                expected["mode"]?.text == "command" ? .required(dispositions) : .reported(dispositions)
        }
    }
}

extension EventDetails {
    fileprivate init(_ json: JSONValue) {
        self.init()
        faultCode = json["faultCode"]?.text
        readings = json["readings"]?.elements.map { json in
            Reading(type: json["type"]?.text ?? "", value: json["value"]?.decimal ?? "", unit: json["unit"]?.text)
        }
        fitted = json["fitted"]?.elements.map(Self.part)
        removed = json["removed"]?.elements.map(Self.part)
        slot = json["slot"]?.text
        set = json["set"].map { _ in json.texts("set") }
        unset = json["unset"].map { _ in json.texts("unset") }
        market = json["market"]?.text
        transactions = json["transactions"]?.elements.map { json in
            BusinessTransaction(type: json["type"]?.text ?? "", id: json["id"]?.text ?? "")
        }
    }

    private static func part(_ json: JSONValue) -> PartNote {
        PartNote(part: json["part"]?.text ?? "", serial: json["serial"]?.text)
    }
}
