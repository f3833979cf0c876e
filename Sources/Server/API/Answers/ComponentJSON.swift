import Identifiers
import Nameplate
import Registry

extension PartReference {
    private static let units = ObjectSchema(
        "BatchUnits",
        [
            .required("manufacturer", .text(), "the maker's short name"),
            .required("model", .text(), "the model number"),
            .required("count", .count, "how many they are"),
            .required("firstSerial", .text(), "the serial number of the first of them"),
            .required("lastSerial", .text(), "the serial number of the last of them"),
            .optional("batch", .text(), "their batch's number, where one may know"),
            .optional("firstSequence", .count, "the sequence number of the first of them, where one may know"),
            .optional("lastSequence", .count, "the sequence number of the last of them, where one may know"),
        ])

    /// One of the two is there.
    static let properties: [ObjectSchema.Property] = [
        .optional("unit", .object(UnitReference.schema), "a unit"),
        .optional("units", .object(units), "units of a batch that have no history of their own"),
    ]
    static let schema = ObjectSchema("Part", properties)

    func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .unit(let unit): json.objectField("unit") { unit.writeMembers(to: &$0) }
        case .units(let units):
            json.objectField("units") { json in
                json.field("manufacturer", units.manufacturer)
                json.field("model", units.model)
                json.field("count", units.count)
                json.field("firstSerial", units.firstSerial)
                json.field("lastSerial", units.lastSerial)
                json.field("batch", units.batch)
                json.field("firstSequence", units.sequences?.lowerBound)
                json.field("lastSequence", units.sequences?.upperBound)
            }
        }
    }
}

extension ComponentLine {
    static let properties: [ObjectSchema.Property] =
        PartReference.properties + [
            .required("level", .count, "0 for what the unit itself contains, 1 for what that contains, and so on"),
            .required("assembly", .object(UnitReference.schema), "what it is directly part of"),
            .optional("slot", .text(most: 80), "its place within the assembly"),
            .required("since", .time, "when it was put in"),
            .required("zone", .integer(-840...840), "minutes east of UTC at that place"),
            .required("event", .id, "the event that put it in"),
            .optional("businessStep", .text(), "CBV 2.0"),
            .optional("batch", .text(), "its batch's number, where one may know"),
            .optional("origin", .word(Origin.allCases.map(\.rawValue)), "how it stands to what production built"),
            .optional("replaces", .object(PartReference.schema), "what production had built in in its place"),
        ]
    static let schema = ObjectSchema("Component", properties)

    func writeMembers(to json: inout JSONWriter) {
        part.writeMembers(to: &json)
        json.field("level", level)
        json.objectField("assembly") { assembly.writeMembers(to: &$0) }
        json.field("slot", slot)
        json.field("since", TimeText.text(since))
        json.field("zone", zoneOffset)
        json.field("event", event.description)
        json.field("businessStep", businessStep?.rawValue)
        json.field("batch", batch)
        json.field("origin", origin?.rawValue)
        if let replaces { json.objectField("replaces") { replaces.writeMembers(to: &$0) } }
    }
}

extension GoneComponent {
    static let schema = ObjectSchema(
        "GoneComponent",
        ComponentLine.properties + [
            .optional("replacedBy", .object(PartReference.schema), "what is in its place; absent where nothing is")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            component.writeMembers(to: &json)
            if let replacedBy { json.objectField("replacedBy") { replacedBy.writeMembers(to: &$0) } }
        }
    }
}

extension ComponentsAnswer {
    static let schema = ObjectSchema(
        "Components",
        [
            .required("path", .text(most: 1_000), "the address of this document"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made the unit"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "its serial number as marked"),
            .required("view", .word(View.allCases.map(\.rawValue)), "as built or as maintained"),
            .optional(
                "items", .list(.object(ComponentLine.schema), most: 10_000),
                "the components, each followed by its own; absent where one may not know"),
            .optional(
                "gone", .list(.object(GoneComponent.schema), most: 10_000),
                "what production had built in and is not there"),
            .optional("leftProduction", .time, "when the unit left production"),
            .optional("isCut", .boolean, "true where components of components are left out, being too many"),
            .optional("next", .text(most: 1_000), "the cursor of the next page; absent on the last one"),
            .optional("asOf", .time, "the event time up to which this holds"),
            .optional("knownAt", .count, "the ledger position up to which this was known"),
        ])

    func write(next: String?, to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.components(manufacturer.slug, model.number.text, serial.text))
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("view", view.rawValue)
            json.listField("items", components) { json, line in json.object { line.writeMembers(to: &$0) } }
            if components != nil { json.listField("gone", gone) { $1.write(to: &$0) } }
            json.field("leftProduction", leftProduction.map(TimeText.text))
            if isCut { json.field("isCut", true) }
            json.field("next", next)
            json.field("asOf", asOf.map(TimeText.text))
            json.field("knownAt", knownAt)
        }
    }
}

extension WhereaboutsAnswer {
    private static let holder = ObjectSchema(
        "Holder",
        UnitReference.properties + [
            .optional("since", .time, "since when the one before it is in it"),
            .optional("zone", .integer(-840...840), "minutes east of UTC at that place"),
            .optional("event", .id, "the event that put it in"),
            .optional("slot", .text(most: 80), "the place within it"),
        ])

    static let schema = ObjectSchema(
        "Whereabouts",
        [
            .required("path", .text(most: 1_000), "the address of this document"),
            .required("manufacturer", .object(Manufacturer.referenceSchema), "who made the unit"),
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "its serial number as marked"),
            .optional(
                "holders", .list(.object(holder), most: 100),
                "from what it is directly in to the outermost; absent where one may not know"),
            .optional("place", .text(), "where that is"),
            .optional("asOf", .time, "the event time up to which this holds"),
            .optional("knownAt", .count, "the ledger position up to which this was known"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.unit(manufacturer.slug, model.number.text, serial.text) + "/where")
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.listField("holders", holders) { json, holder in
                json.object { json in
                    holder.unit.writeMembers(to: &json)
                    json.field("since", holder.since.map(TimeText.text))
                    if holder.since != nil { json.field("zone", holder.zoneOffset) }
                    json.field("event", holder.event?.description)
                    json.field("slot", holder.slot)
                }
            }
            json.field("place", place)
            json.field("asOf", asOf.map(TimeText.text))
            json.field("knownAt", knownAt)
        }
    }
}

extension PartUseLine {
    static let schema = ObjectSchema(
        "PartUse",
        PartReference.properties + [
            .required(
                "holders", .list(.object(UnitReference.schema), most: 100),
                "from what it is directly part of to the outermost")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            part.writeMembers(to: &json)
            json.listField("holders", holders) { json, unit in json.object { unit.writeMembers(to: &$0) } }
        }
    }
}

extension ComponentChangeAnswer {
    static let schema = ObjectSchema(
        "ComponentChange",
        [
            .required("path", .text(most: 1_000), "the address of the unit's components"),
            .required("assembly", .object(UnitReference.schema), "the unit"),
            .optional("removed", .object(UnitReference.schema), "what was taken out"),
            .optional("installed", .object(UnitReference.schema), "what was put in"),
            .optional("slot", .text(most: 80), "the place within the assembly"),
            .required("events", .list(.object(RecordedEvent.schema), most: 2), "what was recorded; none by a dry run"),
            .required("dryRun", .boolean, "whether it was only a trial"),
        ])

    func write(isDryRun: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.components(assembly.manufacturer, assembly.model, assembly.serial))
            json.objectField("assembly") { assembly.writeMembers(to: &$0) }
            if let removed { json.objectField("removed") { removed.writeMembers(to: &$0) } }
            if let installed { json.objectField("installed") { installed.writeMembers(to: &$0) } }
            json.field("slot", slot)
            json.listField("events", isDryRun ? [] : events) { $1.write(path: Address.event($1.id), to: &$0) }
            json.field("dryRun", isDryRun)
        }
    }
}
