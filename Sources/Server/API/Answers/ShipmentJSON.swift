import Identifiers
import Nameplate
import Registry
import SupplyChain

extension Shipment {
    static let members: [ObjectSchema.Property] = [
        .required("path", .text(), "the address of this document"),
        .required("number", .text(most: 11), "its number"),
        .optional("reference", .text(most: 80), "the number of the sender's despatch advice"),
        .required("from", .text(most: 100), "the code of the place that sends"),
        .required("to", .text(most: 100), "the code of the place that receives"),
        .required("state", .word(ShipmentText.states), "how far it is"),
        .optional("expectedAt", .time, "when it is to arrive"),
        .optional("shippedAt", .time, "when it left"),
        .optional("receivedAt", .time, "when the first of it was scanned"),
        .optional("closedAt", .time, "when it was closed or cancelled"),
        .required("createdAt", .time, "when it was announced"),
        .required("rowVersion", .count, "how often it was changed"),
    ]
    static let schema = ObjectSchema("Shipment", members)

    func writeMembers(of slug: String, to json: inout JSONWriter) {
        json.field("path", Address.shipment(slug, number))
        json.field("number", number.text)
        json.field("reference", reference)
        json.field("from", source)
        json.field("to", destination)
        json.field("state", state.rawValue)
        json.field("expectedAt", expectedAt.map(TimeText.text))
        json.field("shippedAt", shippedAt.map(TimeText.text))
        json.field("receivedAt", receivedAt.map(TimeText.text))
        json.field("closedAt", closedAt.map(TimeText.text))
        json.field("createdAt", TimeText.text(createdAt))
        json.field("rowVersion", rowVersion)
    }
}

extension ScanVerdict {
    static let counts = ObjectSchema(
        "ScanCounts", allCases.map { .required($0.rawValue, .count, "how many scans got this verdict") })

    static func write(to json: inout JSONWriter, _ count: (ScanVerdict) -> Int64) {
        json.objectField("verdicts") { json in
            for verdict in allCases { json.field(verdict.rawValue, count(verdict)) }
        }
    }
}

extension ShipmentAnswer {
    static let schema = ObjectSchema(
        "ShipmentWithProgress",
        Shipment.members + [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods they are"),
            .optional("fromName", .text(most: 120), "what the place that sends is called"),
            .optional("toName", .text(most: 120), "what the place that receives is called"),
            .required("lines", .count, "lines of the announcement"),
            .required("announced", .count, "units and pieces; a case or pallet is one"),
            .required("received", .count, "how many of these have come"),
            .required("verdicts", .object(ScanVerdict.counts), "what the scans turned out to be"),
            .required("scans", .list(.object(ScanLine.schema), most: mostScans), "the latest, newest first"),
            .required(
                "discrepancies", .list(.object(DiscrepancyLine.schema), most: mostDiscrepancies),
                "in the order in which they were raised"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            shipment.writeMembers(of: manufacturer.slug, to: &json)
            manufacturer.writeReference(to: &json)
            json.field("fromName", source?.details.name)
            json.field("toName", destination?.details.name)
            json.field("lines", lines)
            json.field("announced", announced)
            json.field("received", received)
            ScanVerdict.write(to: &json) { verdicts[$0] ?? 0 }
            json.listField("scans", scans) { $1.write(to: &$0) }
            json.listField("discrepancies", discrepancies) { json, line in
                json.object { line.writeMembers(of: manufacturer.slug, to: &$0) }
            }
        }
    }
}

extension AnnouncedLine {
    static let schema = ObjectSchema(
        "AnnouncedLine",
        [
            .required("line", .count, "its place in the announcement, from 0"),
            .optional("unit", .object(UnitReference.schema), "the unit, case or pallet"),
            .required("model", .text(most: 120), "the number of the model"),
            .optional("first", .text(most: 64), "of a part of a batch: the first serial number"),
            .optional("last", .text(most: 64), "and the last"),
            .optional("batch", .text(most: 120), "the batch"),
            .required("quantity", .count, "how many"),
            .required("received", .count, "how many of these have come"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("line", line.ordinal)
            if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
            json.field("model", model?.number.text ?? "")
            json.field("first", first)
            json.field("last", last)
            json.field("batch", batch?.number)
            json.field("quantity", line.quantity)
            json.field("received", line.received)
        }
    }
}

extension ScanLine {
    static let schema = ObjectSchema(
        "TakenScan",
        [
            .required("text", .text(most: ReceivedScan.longestText), "what the scanner read"),
            .required("time", .time, "when"),
            .required("verdict", .word(ScanVerdict.allCases.map(\.rawValue)), "what it turned out to be"),
            .optional("reason", .text(most: 1_000), "what there is to say beyond that"),
            .optional("unit", .object(UnitReference.schema), "the unit, case or pallet"),
            .optional("model", .text(most: 120), "of pieces: the number of their model"),
            .required("quantity", .count, "how many"),
            .optional("line", .count, "the line of the announcement, from 0"),
            .required("received", .boolean, "whether it is by this scan that it is received"),
            .required("damaged", .boolean, "whether it has come damaged"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("text", scan.text)
            json.field("time", TimeText.text(scan.time))
            json.field("verdict", scan.verdict.rawValue)
            json.field("reason", scan.reason)
            if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
            json.field("model", model?.number.text)
            json.field("quantity", scan.quantity)
            json.field("line", scan.line)
            json.field("received", scan.isReceived)
            json.field("damaged", scan.isDamaged)
        }
    }
}

extension ReceivingAnswer {
    static let schema = ObjectSchema(
        "ReceivingAnswer",
        [
            .required("shipment", .object(Shipment.schema), "the shipment"),
            .required("verdicts", .object(ScanVerdict.counts), "how many of these scans got which verdict"),
            .required(
                "scans", .list(.object(ScanLine.schema), most: ShipmentText.mostScans), "in the order of the request"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("shipment") { shipment.writeMembers(of: manufacturer.slug, to: &$0) }
            ScanVerdict.write(to: &json) { Int64(self[$0]) }
            json.listField("scans", scans) { $1.write(to: &$0) }
        }
    }
}

extension DiscrepancyLine {
    static let schema = ObjectSchema(
        "StockDiscrepancy",
        [
            .required("path", .text(), "the address of this document"),
            .required("id", .id, "its id"),
            .required("kind", .word(DiscrepancyText.kinds), "what is not as it should be"),
            .optional("shipment", .text(most: 11), "the number of the shipment"),
            .optional("line", .count, "the line of its announcement, from 0"),
            .optional("unit", .object(UnitReference.schema), "the unit, case or pallet"),
            .optional("model", .text(most: 120), "the number of the model"),
            .optional("batch", .text(most: 120), "the batch"),
            .optional("text", .text(most: ReceivedScan.longestText), "what was scanned, where nothing has that number"),
            .required("expected", .count, "how many were announced"),
            .required("actual", .count, "how many have come"),
            .required("place", .text(most: 100), "the code of the place"),
            .optional("otherPlace", .text(most: 100), "where it comes from, or should have been"),
            .optional("owner", .text(most: 120), "the account of whoever looks into it"),
            .optional("reason", .text(most: 1_000), "why"),
            .optional("resolution", .word(DiscrepancyText.resolutions), "how it was settled"),
            .required("openedAt", .time, "when it was raised"),
            .optional("resolvedAt", .time, "when it was settled"),
            .required("rowVersion", .count, "how often it was changed"),
        ])

    func writeMembers(of slug: String, to json: inout JSONWriter) {
        json.field("path", Address.discrepancy(slug, discrepancy.id))
        json.field("id", discrepancy.id.description)
        json.field("kind", discrepancy.kind.rawValue)
        json.field("shipment", discrepancy.shipment?.text)
        json.field("line", discrepancy.line)
        if let unit { json.objectField("unit") { unit.writeMembers(to: &$0) } }
        json.field("model", model?.number.text)
        json.field("batch", batch?.number)
        json.field("text", discrepancy.text)
        json.field("expected", discrepancy.expected)
        json.field("actual", discrepancy.actual)
        json.field("place", discrepancy.place)
        json.field("otherPlace", discrepancy.otherPlace)
        json.field("owner", ownerName)
        json.field("reason", discrepancy.reason)
        json.field("resolution", discrepancy.resolution?.rawValue)
        json.field("openedAt", TimeText.text(discrepancy.openedAt))
        json.field("resolvedAt", discrepancy.resolvedAt.map(TimeText.text))
        json.field("rowVersion", discrepancy.rowVersion)
    }
}
