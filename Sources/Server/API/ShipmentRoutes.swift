import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Shipments: announced, sent, received scan by scan, closed.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/shipments"
    private static let oneShipment = "\(ofMaker)/{shipment}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(ShipmentAnswer.schema, headers: ["ETag"], "the shipment")

    static let shipments: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "List the shipments of a manufacturer that are for you",
            query: ShipmentText.filter + Route.pageParameters,
            answer: .json(Route.page(of: Shipment.schema), "the newest first")
        ) { call in
            let slug = try call.segment("manufacturer")
            let found = try await call.registry.shipments(
                of: slug, call.shipmentFilter, after: call.recordPlace(),
                limit: call.limit, as: call.principal)
            return call.page(found.items, next: found.next?.text) { json, shipment in
                json.object { shipment.writeMembers(of: slug, to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleStock,
            summary: "Announce goods that go from a place to another, all or none", query: [dryRun],
            request: .json(ShipmentText.announcement),
            answer: .json(ShipmentAnswer.schema, status: 201, "the shipment; 200 for a dry run")
        ) { call in
            let order = try await ShipmentOrder(call)
            return try await call.performOrTry { try $0.announceShipment(order).write(to: &$1) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneShipment), permission: .readStock,
            summary: "Read a shipment by its number or its reference: how much of it has come", answer: answer
        ) { call in
            let answer = try await call.registry.shipment(
                call.segment("shipment"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.shipment.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneShipment)/lines"), permission: .readStock,
            summary: "Read what a shipment announces, line by line", query: Route.pageParameters,
            answer: .json(Route.page(of: AnnouncedLine.schema), "in the order of the announcement")
        ) { call in
            let found = try await call.registry.lines(
                ofShipment: call.segment("shipment"), of: call.segment("manufacturer"),
                after: call.after().flatMap { Int64($0) } ?? -1, limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { String($0.line.ordinal) }) { $1.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneShipment)/scans"), permission: .readStock,
            summary: "Read what was scanned of a shipment", query: Route.pageParameters,
            answer: .json(Route.page(of: ScanLine.schema), "the newest first")
        ) { call in
            let place = try call.after().flatMap { text -> (time: Int64, key: String)? in
                guard let space = text.firstIndex(of: " "), let time = Int64(text[..<space]) else { return nil }
                return (time, String(text[text.index(after: space)...]))
            }
            let found = try await call.registry.scans(
                ofShipment: call.segment("shipment"), of: call.segment("manufacturer"), before: place,
                limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { "\($0.scan.time) \($0.scan.key)" }) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneShipment)/scans"), permission: .handleStock,
            summary: "Receive goods: each scan gets a verdict, and none keeps another from being taken",
            request: .json(ShipmentText.scans),
            answer: .json(ReceivingAnswer.schema, "the verdicts, in the order of the scans")
        ) { call in
            let answer = try await call.registry.receive(
                call.json["scans"]?.elements.map { ScanEntry($0) } ?? [], in: call.segment("shipment"),
                of: call.segment("manufacturer"), as: call.principal, from: call.source)
            return .json { answer.write(to: &$0) }
        },
        step("shipping", "Say that all that a shipment announces has left", ShipmentText.shipping) {
            let time = try $0.json["eventTime"]?.text.map { try ZonedTime(parsing: $0, field: "eventTime") }
            let notes = $0.json.texts("notes")
            return { try $0.ship($1, of: $2, at: time, notes: notes, expecting: $3) }
        },
        step("closing", "Say that nothing more of a shipment is awaited: what has not come is missing", nil) { _ in
            { try $0.closeShipment($1, of: $2, expecting: $3) }
        },
        step("cancelling", "Say that nothing of a shipment is sent", nil) { _ in
            { try $0.cancelShipment($1, of: $2, expecting: $3) }
        },
    ]

    private typealias Step = @Sendable (Commands, String, String, Int64?) throws -> ShipmentAnswer

    private static func step(
        _ name: String, _ summary: String, _ request: ObjectSchema?,
        _ step: @escaping @Sendable (Call) throws -> Step
    ) -> Route {
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneShipment)/\(name)"), permission: .handleStock,
            summary: summary, query: [dryRun], request: .json(request ?? ObjectSchema(nil, [])), answer: answer,
            needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("shipment"))
            let (expected, step) = (try call.expectedVersion(), try step(call))
            return try await call.performOrTry(status: 200) { commands, answer in
                try step(commands, number, slug, expected).write(to: &answer)
            }
        }
    }
}

/// How shipments are asked for and told of.
enum ShipmentText {
    static let states = ShipmentState.allCases.map(\.rawValue)
    static let filter: [Route.Parameter] = [
        .init("state", .word(states), "only those in this state"),
        .init("open", .boolean, "true: only those that are neither closed nor cancelled"),
        .init("place", .text(most: 120), "only those from or to this place and what stands in it"),
        .init("arriving", .boolean, "true: only those to the place, or to one that is for you"),
    ]

    /// Scans of one request.
    static let mostScans = 10_000

    static let item = ObjectSchema(
        "AnnouncedItem",
        [
            .optional("sscc", .text(most: 120), "a case or pallet"),
            .optional("serial", .text(most: 400), "a unit: its serial number, or what its label says"),
            .optional("model", .text(most: 120), "the number of the model; a serial number needs none if it is alone"),
            .optional("first", .text(most: 64), "of a part of a batch: its first serial number"),
            .optional("last", .text(most: 64), "and its last"),
            .optional("quantity", .integer(1...1_000_000_000_000), "of a model without serial numbers: how many"),
            .optional("batch", .text(most: 120), "of which batch; all of it without more"),
        ])
    static let announcement = ObjectSchema(
        "ShipmentAnnouncement",
        [
            .required("from", .text(most: 120), "the place that sends, by a name of it"),
            .required("to", .text(most: 120), "the place that receives, by a name of it"),
            .optional("reference", .text(most: 80), "the number of the sender's despatch advice; given once"),
            .optional("expectedAt", .time, "when it is to arrive"),
            .optional(
                "pick", .text(most: 80),
                "the pick list whose goods it takes, by its number or its reference: those that are picked where no lines are "
                    + "sent"),
            .optional("lines", .list(.object(item), most: Shipments.mostLines), "what is to come"),
            .optional(
                "table", .text(most: HeadedTable.mostBytes),
                "the same as CSV with the columns \(AnnouncedItem.columns.joined(separator: ", "))"),
        ])
    static let shipping = ObjectSchema(
        "Shipping",
        [
            .optional("eventTime", .time, "when it left (RFC 3339, with a zone); now without it"),
            .optional("notes", .texts(most: 20, each: 4_000), "remarks; they can be erased later"),
        ])
    static let scans = ObjectSchema(
        "Scans",
        [
            .required(
                "scans",
                .list(
                    .object(
                        ObjectSchema(
                            "Scan",
                            [
                                .required("text", .text(most: 4_000), "what the scanner read"),
                                .optional("time", .text(most: 40), "when (RFC 3339, with a zone); now without it"),
                                .optional(
                                    "id", .text(most: ReceivedScan.longestID),
                                    "the scanner's number of it; without one time and text tell it from others"),
                                .optional(
                                    "quantity", .integer(1...1_000_000_000_000), "of pieces: how many; 1 without it"),
                                .optional("damaged", .boolean, "true: it has come damaged"),
                            ])), most: mostScans),
                "in any order; what was sent before keeps its verdict")
        ])
}

extension Call {
    var shipmentFilter: ShipmentFilter {
        var filter = ShipmentFilter()
        filter.state = query["state"].flatMap(ShipmentState.init)
        filter.isOpen = flag("open")
        filter.place = query["place"].flatMap { $0.isEmpty ? nil : $0 }
        filter.areArriving = flag("arriving")
        return filter
    }
}

extension ShipmentOrder {
    /// - Throws: `list.invalid`, `value.invalid`, and what ``NameplateRegistry/announced(_:of:as:)`` throws.
    init(_ call: Call) async throws {
        let (json, slug) = (call.json, try call.segment("manufacturer"))
        self.init(of: slug, from: json["from"]?.text ?? "", to: json["to"]?.text ?? "")
        reference = json["reference"]?.text
        expectedAt = try json["expectedAt"]?.text.map { try ZonedTime(parsing: $0, field: "expectedAt").microseconds }
        var items = json["lines"]?.elements.map { AnnouncedItem($0) } ?? []
        if let table = json["table"]?.text {
            guard items.isEmpty else {
                throw RegistryError(.valueInvalid, "Send 'lines' or a 'table', not both.", field: "table")
            }
            items = try AnnouncedItem.table(table)
        }
        pick = json["pick"]?.text
        guard pick == nil || !items.isEmpty else { return }
        goods = try await call.registry.announced(items, of: slug, as: call.principal)
    }
}

extension AnnouncedItem {
    init(_ json: JSONValue) {
        self.init()
        (sscc, serial, model) = (json["sscc"]?.text, json["serial"]?.text, json["model"]?.text)
        (first, last, batch) = (json["first"]?.text, json["last"]?.text, json["batch"]?.text)
        quantity = json["quantity"]?.integer
    }
}

extension ScanEntry {
    /// A time that is none makes one scan unreadable, and leaves the others.
    init(_ json: JSONValue) {
        self.init(json["text"]?.text ?? "")
        (id, quantity) = (json["id"]?.text, json["quantity"]?.integer ?? 1)
        isDamaged = json["damaged"]?.boolean ?? false
        guard let text = json["time"]?.text else { return }
        do {
            time = try ZonedTime(parsing: text, field: "time").microseconds
        } catch {
            fault = "'\(text)' is no time; write it as 2026-03-02T14:00:00+01:00."
            id = id ?? "\(text) \(self.text)"
        }
    }
}
