import Identifiers
import Nameplate
import Registry
import SupplyChain

extension PickList {
    static let properties: [ObjectSchema.Property] = [
        .required("path", .text(), "the address of this document"),
        .required("number", .text(most: 11), "its number, such as P-7K3M-9TQ1"),
        .optional("reference", .text(most: 80), "the number of the order"),
        .optional("for", .text(most: 200), "for whom"),
        .required("location", .text(), "the code of the place"),
        .optional("name", .text(), "what the place is called"),
        .required("state", .word(PickText.states), "how far it is"),
        .required("createdAt", .time, "when the goods were set aside"),
        .optional("closedAt", .time, "when all had left, or it was cancelled"),
    ]
    static let listedSchema = ObjectSchema("ListedPickList", properties)

    func writeMembers(of slug: String, _ place: Location?, to json: inout JSONWriter) {
        json.field("path", Address.pick(slug, number))
        json.field("number", number.text)
        json.field("reference", reference)
        json.field("for", recipient)
        json.field("location", location)
        json.field("name", place?.details.name)
        json.field("state", state.rawValue)
        json.field("createdAt", TimeText.text(createdAt))
        json.field("closedAt", closedAt.map { TimeText.text($0) })
    }
}

extension PickAnswer {
    private static let line = ObjectSchema(
        "PickLine",
        [
            .required("line", .count, "its place in the list, from 0"),
            .optional("model", .text(), "the model"), .optional("unit", .object(UnitReference.schema), "the one unit"),
            .optional("batch", .text(), "the batch"),
            .required("quantity", .count, "how many are wanted"),
            .required("strategy", .word(PickStrategy.allCases.map(\.rawValue)), "in which order they are chosen"),
            .required("reserved", .count, "how many are set aside and not picked"),
            .required("picked", .count, "how many are picked and still there"),
            .required("gone", .count, "how many have left"),
            .required("shortage", .count, "how many cannot be had, or were not picked"),
            .required(
                "containers", .texts(most: mostContainers, each: 64),
                "the cases and pallets in which some of it still is"),
        ])
    static let schema = ObjectSchema(
        "PickList",
        [.required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods these are")]
            + PickList.properties + [
                .required("lines", .list(.object(line), most: Picks.mostLines), "what is wanted, and how far it is"),
                .required("scans", .list(.object(PickedScan.schema), most: mostScans), "the latest, newest first"),
                .required("steps", .texts(most: 10, each: 20), "what you may do next, besides scanning"),
                .required("takesScans", .boolean, "whether you may scan"),
            ])

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        manufacturer.writeReference(to: &json)
        list.writeMembers(of: manufacturer.slug, location, to: &json)
        json.listField("lines", lines) { json, line in
            json.object { json in
                json.field("line", line.line.ordinal)
                json.field("model", line.model?.number.text)
                if let unit = line.unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
                json.field("batch", line.batch)
                json.field("quantity", line.line.quantity)
                json.field("strategy", line.line.strategy.rawValue)
                json.field("reserved", line.progress.reserved)
                json.field("picked", line.progress.picked)
                json.field("gone", line.progress.gone)
                json.field("shortage", line.shortage)
                json.listField("containers", line.containers) { $0.value($1) }
            }
        }
        json.listField("scans", scans) { $1.write(to: &$0) }
        json.listField("steps", possible) { $0.value($1.rawValue) }
        json.field("takesScans", mayScan)
    }
}

extension PickedScan {
    static let schema = ObjectSchema(
        "PickedScan",
        [
            .required("text", .text(), "as it was scanned"), .required("time", .time, "when it was scanned"),
            .required(
                "result", .word(PickResult.allCases.map(\.rawValue)),
                "picked; swapped: it takes the place of another one, which is free again; again: picked before; notAsked; "
                    + "notHere; notAvailable: held, expired, or set aside for somebody else; unread: it names nothing"),
            .optional("unit", .object(UnitReference.schema), "the unit, or the case or pallet"),
            .optional("model", .text(), "the model of pieces"),
            .required("quantity", .count, "how many; of a case or pallet, how many units in it are picked by this"),
            .optional("line", .count, "the line that it belongs to"),
            .optional("reason", .text(), "what there is to say beyond the result"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("text", scan.text)
            json.field("time", TimeText.text(scan.time))
            json.field("result", scan.result.rawValue)
            if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
            json.field("model", model?.number.text)
            json.field("quantity", scan.quantity)
            json.field("line", scan.line)
            json.field("reason", scan.reason)
        }
    }
}

extension PickingAnswer {
    static let schema = ObjectSchema(
        "Picking",
        [
            .required("pick", .object(PickAnswer.schema), "the pick list as it is then"),
            .required(
                "scans", .list(.object(PickedScan.schema), most: PickScan.most + PickScan.mostInside),
                "in the order in which they were sent; after a case or pallet that was not scanned before the units in it"
            ),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("pick") { pick.writeMembers(to: &$0) }
            json.listField("scans", scans) { $1.write(to: &$0) }
        }
    }
}

extension PickedItem {
    static let schema = ObjectSchema(
        "PickedItem",
        [
            .required("line", .count, "the line that it is for"),
            .required("state", .word(PickItem.State.allCases.map(\.rawValue)), "how far it is"),
            .optional("unit", .object(UnitReference.schema), "the unit"),
            .optional("model", .text(), "the model of a part of a batch, or of pieces"),
            .optional("batch", .text(), "the batch"),
            .optional("firstSerial", .text(), "the first serial number of a part of a batch"),
            .optional("lastSerial", .text(), "the last one"), .required("quantity", .count, "how many"),
            .required("location", .text(), "where it stood"),
            .optional("container", .text(), "the case or pallet in which it was"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("line", item.line)
            json.field("state", item.state.rawValue)
            if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
            json.field("model", model?.number.text)
            json.field("batch", batch)
            json.field("firstSerial", serials?.first)
            json.field("lastSerial", serials?.last)
            json.field("quantity", item.count)
            json.field("location", location?.code ?? item.place)
            json.field("container", item.container?.serial.text)
        }
    }
}
