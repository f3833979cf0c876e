import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Shipments as people handle them: by what labels say, and where their rights hold.
@Suite struct ShipmentDeskTests {
    private static func with(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            for (table, text) in [
                (ImportTable.manufacturers, "slug,name,gs1_prefixes\nacme,Acme,9520471\nother,Other,\n"),
                (
                    .locations,
                    "manufacturer,code,kind\nacme,works,plant\nacme,shop,shop\nacme,depot,warehouse\nother,shed,shop\n"
                ),
                (.models, "manufacturer,number,gtin\nacme,M1,\nacme,PART,09520471000008\nacme,N1,\nother,T1,\n"),
                (.formats, "manufacturer,model,pattern\nacme,N1,N{seq:5}\n"),
                (.batches, "manufacturer,model,batch,count\nacme,N1,B1,50\n"),
                (
                    .units,
                    "manufacturer,model,serial,location\nacme,M1,S1,works\nacme,M1,S2,works\nacme,M1,S3,works\n"
                        + "other,T1,FOREIGN-1,shed\n"
                ),
            ] {
                let report = try await registry.importing(table, text)
                try #require(report.errors.isEmpty, "\(table): \(report.errors)")
            }
            try await body(registry)
        }
    }

    private static func announce(
        _ registry: NameplateRegistry, _ table: String, reference: String? = nil, from source: String = "works",
        to destination: String = "shop", as principal: Principal = .administrator
    ) async throws -> ShipmentAnswer {
        var order = ShipmentOrder(of: "acme", from: source, to: destination)
        order.reference = reference
        order.goods = try await registry.announced(AnnouncedItem.table(table), of: "acme", as: principal)
        let said = order
        return try await registry.perform(as: principal) { try $0.announceShipment(said) }
    }

    private static func receive(
        _ registry: NameplateRegistry, _ texts: [String], in shipment: String, as principal: Principal = .administrator
    ) async throws -> ReceivingAnswer {
        try await registry.receive(
            texts.enumerated().map { place, text in
                var entry = ScanEntry(text)
                entry.id = "\(place) \(text)"
                return entry
            }, in: shipment, of: "acme", as: principal)
    }

    private static func refusal(_ body: () async throws -> Void) async -> RegistryError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? RegistryError
        }
    }

    private static let advice = """
        sscc,serial,model,first,last,quantity,batch
        395204710000000122,,,,,,
        ,S1,M1,,,,
        ,S2,,,,,
        ,,N1,N00001,N00020,,
        ,,PART,,,100,
        """

    @Test func labelsAreReadAsScannersHaveThem() async throws {
        try await Self.with { registry in
            let announced = try await Self.announce(registry, Self.advice, reference: "LS-1")
            #expect(announced.lines == 5 && announced.announced == 123)
            let shipped = try await registry.perform(as: .administrator) {
                try $0.ship("LS-1", of: "acme", expecting: 1)
            }
            #expect(shipped.shipment.state == .shipped)
            let answer = try await Self.receive(
                registry,
                [
                    "(00)395204710000000122", "S1", "M1 S2", "N00003", "N00021", "N99999", "09520471000008", "S3",
                    "FOREIGN-1", "", "S1",
                ], in: announced.shipment.number.text)
            let verdicts: [ScanVerdict] = [
                .expected, .expected, .expected, .expected, .unexpected, .notIssued, .expected, .unexpected,
                .unreadable, .unreadable, .alreadyReceived,
            ]
            #expect(answer.scans.map(\.scan.verdict) == verdicts)
            #expect(answer.scans[1].unit?.serial == "S1")
            #expect(answer.scans[6].model?.number.text == "PART")
            let shown = try await registry.shipment("LS-1", of: "acme", as: .administrator)
            #expect(shown.received == 5 && shown.verdicts[.expected] == 5)
            #expect(shown.scans.count == verdicts.count)
            let lines = try await registry.lines(ofShipment: "LS-1", of: "acme", limit: 10, as: .administrator)
            #expect(lines.map(\.first) == [nil, nil, nil, "N00001", nil])
            #expect(lines.map(\.line.received) == [1, 1, 1, 1, 1])
            let closed = try await registry.perform(as: .administrator) {
                try $0.closeShipment("LS-1", of: "acme", expecting: nil)
            }
            #expect(
                closed.discrepancies.map(\.discrepancy.kind).sorted { $0.rawValue < $1.rawValue } == [
                    .missing, .missing, .notIssued, .unexpected, .unexpected,
                ])
            #expect(try await registry.audit(as: .administrator).findings.isEmpty)
        }
    }

    @Test(arguments: [
        ("sscc\n395204710000000123\n", RegistryError.Code.valueInvalid, "lines[0]"),
        ("serial,model\nS1,M1\nS9,M1\n", .unitUnknown, "lines[1]"), ("serial\nFOREIGN-1\n", .unitUnknown, "lines[0]"),
        ("serial,quantity\nS1,3\n", .valueInvalid, "lines[0]"), ("model\nM1\n", .valueInvalid, "lines[0]"),
        ("model,quantity\nM9,3\n", .modelUnknown, "lines[0]"), ("model,quantity\nPART,x\n", .valueInvalid, "lines[0]"),
        ("model,first,last\nN1,N00009,N00003\n", .valueInvalid, "lines[0]"),
        ("model,first,last\nN1,N00001,N77777\n", .serialNotIssued, "lines[0]"),
        ("model,batch\nN1,B9\n", .batchUnknown, "lines[0]"), ("colour\nred\n", .listInvalid, "table"),
        ("sscc\n", .valueInvalid, "lines"),
    ])
    func whatIsWrongIsNamed(_ table: String, _ code: RegistryError.Code, _ field: String) async throws {
        try await Self.with { registry in
            let error = await Self.refusal { _ = try await Self.announce(registry, table) }
            #expect(error?.code == code && error?.field == field, "\(String(describing: error))")
        }
    }

    @Test func whoMayDoWhatDependsOnThePlace() async throws {
        try await Self.with { registry in
            let acme = try await registry.manufacturer("acme", as: .administrator).id
            func worker(_ id: Int64, _ site: String) -> Principal {
                Principal(.account(ID(id)), grants: [Grant(.warehouse, manufacturer: acme, site: site)])
            }
            let (shop, depot) = (worker(7, "shop"), worker(8, "depot"))
            let maker = Principal(.account(ID(9)), grants: [Grant(.production, manufacturer: acme)])
            let number = try await Self.announce(registry, "serial,model\nS1,M1\n", as: maker).shipment.number.text
            // The works are not for the shop.
            let other = await Self.refusal { _ = try await Self.announce(registry, "serial\nS2\n", as: shop) }
            #expect(other?.code == .locationUnknown && other?.field == "source")
            let early = await Self.refusal {
                _ = try await registry.perform(as: shop) { try $0.ship(number, of: "acme", expecting: nil) }
            }
            #expect(early?.code == .forbidden)
            _ = try await registry.perform(as: maker) { try $0.ship(number, of: "acme", expecting: nil) }
            // Production sends from the works, and receives nothing in the shop.
            let far = await Self.refusal { _ = try await Self.receive(registry, ["S1"], in: number, as: maker) }
            #expect(far?.code == .forbidden)
            let hidden = await Self.refusal { _ = try await registry.shipment(number, of: "acme", as: depot) }
            #expect(hidden?.code == .shipmentUnknown)
            let stranger = await Self.refusal { _ = try await registry.shipment(number, of: "acme", as: .stranger) }
            #expect(stranger?.code == .forbidden || stranger?.code == .signInNeeded)
            #expect(try await Self.receive(registry, ["S1", "S2"], in: number, as: shop)[.expected] == 1)

            func listed(_ principal: Principal) async throws -> Int {
                try await registry.shipments(
                    of: "acme", ShipmentFilter(), after: nil, limit: 10, as: principal
                ).items.count
            }
            let counts = (try await listed(shop), try await listed(depot), try await listed(.administrator))
            #expect(counts == (1, 0, 1))
            func raised(_ principal: Principal) async throws -> [DiscrepancyLine] {
                try await registry.discrepancies(
                    of: "acme", DiscrepancyFilter(), limit: 10, as: principal
                ).items
            }
            let one = try #require(try await raised(shop).first)
            #expect(try await raised(depot).isEmpty)
            let denied = await Self.refusal {
                _ = try await registry.perform(as: depot) {
                    try $0.resolveDiscrepancy(
                        one.discrepancy.id, as: .other, reason: "?", of: "acme", expecting: nil)
                }
            }
            #expect(denied?.code == .discrepancyUnknown)
            let nobody = await Self.refusal {
                _ = try await registry.perform(as: shop) {
                    try $0.assignDiscrepancy(one.discrepancy.id, to: "nobody", of: "acme", expecting: nil)
                }
            }
            #expect(nobody?.code == .accountUnknown)
            let settled = try await registry.perform(as: shop) {
                try $0.resolveDiscrepancy(
                    one.discrepancy.id, as: .other, reason: "A slip", of: "acme", expecting: nil)
            }
            #expect(settled.discrepancy.resolution == .other)
            #expect(try await raised(shop).isEmpty)
        }
    }

    @Test func aTrialAnnouncesNothingAndClosedShipmentsLeaveTheList() async throws {
        try await Self.with { registry in
            var order = ShipmentOrder(of: "acme", from: "works", to: "shop")
            order.goods = try await registry.announced(
                AnnouncedItem.table("serial\nS1\n"), of: "acme", as: .administrator)
            let said = order
            _ = try await registry.rehearse(as: .administrator) { try $0.announceShipment(said) }
            for (number, place) in [(1, "shop"), (2, "depot"), (3, "shop")] {
                _ = try await Self.announce(
                    registry, "serial\nS\(number)\n", reference: "LS-\(number)", to: place)
            }
            _ = try await registry.perform(as: .administrator) {
                try $0.cancelShipment("LS-3", of: "acme", expecting: nil)
            }
            func listed(_ change: (inout ShipmentFilter) -> Void) async throws -> Set<String> {
                var filter = ShipmentFilter()
                change(&filter)
                var (found, place): (Set<String>, RecordPlace?) = ([], nil)
                repeat {
                    let page = try await registry.shipments(
                        of: "acme", filter, after: place, limit: 1, as: .administrator)
                    found.formUnion(page.items.compactMap(\.reference))
                    place = page.next
                } while place != nil
                return found
            }
            #expect(try await listed { _ in } == ["LS-1", "LS-2", "LS-3"])
            #expect(try await listed { $0.isOpen = true } == ["LS-1", "LS-2"])
            #expect(try await listed { $0.state = .cancelled } == ["LS-3"])
            #expect(try await listed { $0.place = "shop" } == ["LS-1", "LS-3"])
            #expect(try await listed { ($0.place, $0.areArriving) = ("works", true) } == [])
            #expect(try await listed { ($0.place, $0.isOpen) = ("works", true) } == ["LS-1", "LS-2"])
        }
    }
}
