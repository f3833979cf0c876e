import Identifiers
import Nameplate
import Registry
import SupplyChain

/// What people do in a chain.
extension SimulatedChain {
    func makeCatalogue() async throws {
        try await registry.perform(as: .administrator) { commands in
            _ = try commands.createManufacturer(
                ManufacturerDraft(slug: ChainPlan.maker, name: "Simulated Works", gs1Prefixes: ["9520471"]))
            for number in [ChainPlan.cased, ChainPlan.loose, ChainPlan.single, ChainPlan.twin, ChainPlan.piece] {
                var details = ModelDetails(number: try ModelNumber(parsing: number))
                if number == ChainPlan.piece { details.gtins = [ChainPlan.pieceLabel] }
                _ = try commands.createModel(details, supersedes: nil, of: ChainPlan.maker)
            }
            for (pattern, number) in [("C{seq:7}", ChainPlan.cased), ("L{seq:7}", ChainPlan.loose)] {
                _ = try commands.createFormat(pattern, of: ChainPlan.maker, model: number)
            }
            for place in ChainPlan.places {
                var draft = LocationDraft()
                draft.kind =
                    place == ChainPlan.plant ? .plant : place.hasPrefix("warehouse") ? .warehouse : .shop
                _ = try commands.addLocation(place, draft, of: ChainPlan.maker)
            }
        }
    }

    /// Issues so many serial numbers as a batch, all of which are at the plant.
    func make(_ count: Int64, of model: String, from first: Int64, as batch: String) async throws {
        try await registry.perform(as: .administrator) { commands in
            let made = try commands.issue(
                BatchDraft(number: batch, count: count, firstSequence: first, fields: .init()), of: ChainPlan.maker,
                model: model)
            var draft = EventDraft(time: commands.now)
            (draft.businessStep, draft.disposition, draft.businessLocation) = (.commissioning, .active, ChainPlan.plant)
            draft.ranges = [EventDraft.SequenceRange(batch: made.id, sequences: first...(first + count - 1))]
            _ = try commands.record(draft, of: made.manufacturer)
        }
    }

    /// Registers units one by one at a place; nil where nobody says where they are.
    func register(_ serials: [String], of model: String, at place: String?) async throws {
        for start in stride(from: 0, to: serials.count, by: 1_000) {
            let part = Array(serials[start...].prefix(1_000))
            try await registry.perform(as: .administrator) { commands in
                for serial in part {
                    var draft = EventDraft(time: commands.now)
                    (draft.businessStep, draft.disposition, draft.businessLocation) = (.commissioning, .active, place)
                    _ = try commands.register(
                        try SerialNumber(parsing: serial), of: ChainPlan.maker, model: model, event: draft)
                }
            }
        }
    }

    func record(_ reports: [EventReport]) async throws {
        for start in stride(from: 0, to: reports.count, by: 100) {
            let part = Array(reports[start...].prefix(100))
            try await registry.perform(as: .administrator) { commands in
                for report in part { _ = try commands.record(report) }
            }
        }
    }

    /// Puts what labels name into a case.
    func pack(_ labels: [String], into code: String, at place: String) async throws {
        var order = GoodsOrder(of: ChainPlan.maker)
        order.goods = try await registry.goods(labels, of: ChainPlan.maker, as: .administrator)
        (order.container, order.location) = (code, place)
        let said = order
        _ = try await registry.perform(as: .administrator) { try $0.pack(said) }
    }

    /// Takes all out of a case or pallet, wherever it is.
    func unpack(_ code: String) async throws {
        var order = GoodsOrder(of: ChainPlan.maker)
        order.container = code
        let said = order
        _ = try await registry.perform(as: .administrator) { try $0.unpack(said) }
    }

    func sell(_ labels: [String], at place: String) async throws {
        var order = GoodsOrder(of: ChainPlan.maker)
        order.goods = try await registry.goods(labels, of: ChainPlan.maker, as: .administrator)
        order.location = place
        let said = order
        _ = try await registry.perform(as: .administrator) { try $0.sell(said, SaleTerms()) }
    }

    /// A shop that tells of its sales later than of nothing: an event, not a command.
    func reportSale(_ labels: [String], of model: String, at place: String) async throws {
        var report = EventReport(manufacturer: ChainPlan.maker)
        (report.model, report.serials) = (model, try labels.map { try SerialNumber(parsing: $0) })
        (report.draft.businessStep, report.draft.disposition) = (.retailSelling, .retailSold)
        report.draft.businessLocation = place
        try await record([report])
    }

    func announce(_ shipment: ChainShipment) async throws {
        let began = ContinuousClock.now
        var order = ShipmentOrder(of: ChainPlan.maker, from: shipment.source, to: shipment.destination)
        order.reference = shipment.reference
        order.goods = try await registry.announced(shipment.items, of: ChainPlan.maker, as: .administrator)
        let said = order
        _ = try await registry.perform(as: .administrator) { try $0.announceShipment(said) }
        report.announcing += Self.seconds(since: began)
        report.announced += shipment.units
    }

    func ship(_ shipment: ChainShipment) async throws {
        let (began, reference) = (ContinuousClock.now, shipment.reference)
        _ = try await registry.perform(as: .administrator) {
            try $0.ship(reference, of: ChainPlan.maker, expecting: nil)
        }
        report.shipping += Self.seconds(since: began)
        report.shipped += shipment.units
    }

    func receive(_ entries: [ScanEntry], in shipment: ChainShipment) async throws {
        let began = ContinuousClock.now
        _ = try await registry.receive(
            entries, in: shipment.reference, of: ChainPlan.maker, as: .administrator)
        report.receiving += Self.seconds(since: began)
        report.scans += Int64(entries.count)
    }

    func close(_ shipment: ChainShipment) async throws {
        let reference = shipment.reference
        _ = try await registry.perform(as: .administrator) {
            try $0.closeShipment(reference, of: ChainPlan.maker, expecting: nil)
        }
    }
}
