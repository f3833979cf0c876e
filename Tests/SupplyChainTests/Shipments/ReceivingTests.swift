import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

/// Each scan gets its verdict, whatever comes with it, in whatever order.
@Suite struct ReceivingTests {
    @Test(arguments: Engine.available)
    func eachScanGetsItsVerdict(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.announce([
                .unit(dock.unit("S1")), .unit(dock.unit("S2")), .unit(dock.unit("S3")),
                .range(dock.range(1...5), of: dock.numbered),
            ])
            let other = try await dock.announce([.unit(dock.unit("S4"))], to: dock.depot)
            let shipped = try await dock.ship(shipment)
            _ = try await dock.ship(other)
            // One of another model with the number of an announced one; one that stands in the depot; one that is sold.
            let twin = try await dock.registry.write { desk in
                try desk.register("S2", of: try desk.model("M-2", of: try desk.manufacturer()))
            }
            let (stray, sold) = try await dock.registry.write { desk in
                (try desk.register("X1", of: dock.theModel), try desk.register("X2", of: dock.theModel))
            }
            try await dock.record { ($0.units, $0.businessLocation) = ([stray], "depot") }
            try await dock.record {
                ($0.units, $0.businessLocation, $0.businessStep, $0.disposition) = (
                    [sold], "depot", .retailSelling, .retailSold
                )
            }
            dock.registry.clock.advance(by: 3_600_000_000)
            var stolen = dock.scan("S3")
            stolen.isStolen = true
            var recalled = dock.scan("n1", dock.numberedUnit(1))
            (recalled.isRecalled, recalled.isDamaged) = (true, true)
            let scans = [
                dock.scan("S1"), dock.scan("S1", after: 1), dock.scan("twin", twin), dock.scan("S4"),
                dock.scan("X1", stray), dock.scan("X2", sold), stolen, recalled,
                ReceivedScan("N-9999", at: dock.registry.clock.now, .notIssued),
                ReceivedScan("#!", at: dock.registry.clock.now, .unreadable),
                dock.scan("n9", dock.numberedUnit(9)), dock.pieces(3), dock.scan("S2 of M-1", dock.unit("S2")),
            ]
            let expected: [ScanVerdict] = [
                .expected, .alreadyReceived, .wrongModel, .wrongDestination, .unexpected, .duplicateLabel, .stolen,
                .recalled, .notIssued, .unreadable, .unexpected, .unexpected, .expected,
            ]
            let taken = try await dock.receive(shipped, scans)
            #expect(taken.map(\.verdict) == expected)
            // The same list again changes nothing.
            let events = try await dock.read { try Positions.head($0) }
            let discrepancies = try await dock.discrepancies(shipment)
            #expect(try await dock.receive(shipped, scans) == taken)
            let head = try await dock.read { try Positions.head($0) }
            #expect(head == events)
            #expect(try await dock.discrepancies(shipment) == discrepancies)
            #expect(
                discrepancies.sorted() == [
                    "damaged 0/1 \(dock.numberedUnit(1).serial.text) open", "diverted 0/1 S4 open",
                    "diverted 0/1 X1 open", "duplicateLabel 0/1 X2 open", "notIssued 0/1 N-9999 open",
                    "recalled 0/1 \(dock.numberedUnit(1).serial.text) open", "stolen 0/1 S3 open",
                    "unexpected 0/1 \(dock.numberedUnit(9).serial.text) open",
                    "unexpected 0/3 open", "wrongModel 0/1 S2 open",
                ])
            let signals = try await dock.read { reader in
                try Discrepancies.list(of: dock.unit("S4"), reader).map(\.discrepancy)
            }
            #expect(signals == [Discrepancy(code: .diverted, unit: dock.unit("S4"), expected: "depot", found: "shop")])
            let counts = try await dock.read { try ShipmentScans.counts(of: shipment.number, $0) }
            #expect(counts[.expected] == 2)
            #expect(counts.values.reduce(0, +) == Int64(scans.count))
            let levels = try await dock.levels().filter { $0.hasPrefix("shop") }
            #expect(
                levels == [
                    "shop|M-1|in_progress|4", "shop|M-1|non_sellable_other|1", "shop|M-2|in_progress|1",
                    "shop|N-1|damaged|1", "shop|N-1|in_progress|1", "shop|PART|in_progress|3",
                ])
        }
    }

    /// Lists come late and in pieces: what is received, and when, is the same.
    @Test(arguments: Engine.available, 0..<4 as Range<UInt64>)
    func orderOfArrivalDoesNotMatter(_ engine: Engine, _ seed: UInt64) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.ship(
                try await dock.announce([
                    .unit(dock.unit("S1")), .unit(dock.unit("S2")), .range(dock.range(1...5), of: dock.numbered),
                ]))
            let start = dock.registry.clock.now
            dock.registry.clock.advance(by: 36_000_000_000)
            var scans: [ReceivedScan] = []
            for minute in 0..<12 as Range<Int64> {
                let key = [dock.unit("S1"), dock.unit("S2"), dock.numberedUnit(2), dock.numberedUnit(3)][
                    Int(minute % 4)]
                scans.append(ReceivedScan("scan \(minute)", at: start + (minute + 1) * 60_000_000, .things([key])))
            }
            var random = SplitMix64(seed: seed)
            let shuffled = scans.shuffled(using: &random)
            for part in stride(from: 0, to: shuffled.count, by: 5) {
                _ = try await dock.receive(shipment, Array(shuffled[part...].prefix(5)))
            }
            let kept = try await dock.read { try ShipmentScans.latest(of: shipment.number, limit: 100, $0) }
            for scan in kept {
                let isFirst = scan.time <= start + 4 * 60_000_000
                #expect(scan.verdict == (isFirst ? .expected : .alreadyReceived), "\(seed): \(scan.text)")
                #expect(scan.isReceived == isFirst, "\(seed): \(scan.text)")
            }
            let progress = try await dock.read { try ShipmentLines.progress(of: shipment.number, $0) }
            #expect(progress.received == 4)
            let now = try await dock.read { try Shipments.require(shipment.number, $0) }
            #expect(now.receivedAt == start + 60_000_000)
            let levels = try await dock.levels().filter { $0.hasPrefix("shop") }
            #expect(
                levels == [
                    "shop|M-1|in_progress|2", "shop|N-1|in_progress|2",
                ])
        }
    }

    @Test(arguments: Engine.available)
    func aContainerIsReceivedWithAllWithin(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let (pallet, box) = (dock.container("395204710000000122"), dock.container("395204710000000139"))
            try await dock.pack([dock.unit("S1"), dock.unit("S2")], into: box)
            try await dock.pack([dock.unit("S3"), dock.unit("S4")], into: pallet)
            let shipment = try await dock.ship(try await dock.announce([.container(box), .container(pallet)]))
            dock.registry.clock.advance(by: 3_600_000_000)
            let scans = try await dock.receive(
                shipment,
                [dock.scan("box", box), dock.scan("S1", after: 1), dock.scan("S3", after: 2)])
            #expect(scans.map(\.verdict) == [.expected, .alreadyReceived, .expected])
            let levels = try await dock.levels().filter { $0.hasPrefix("shop") }
            #expect(
                levels == [
                    "shop|M-1|in_progress|1", "shop|M-1||2", "shop|SSCC|in_progress|1",
                ])
            let closed = try await dock.registry.write {
                try Shipments.close(
                    try Shipments.require(shipment.number, $0.transaction), expecting: nil, as: .administrator,
                    $0.transaction)
            }
            #expect(closed.raised == [.missing: 1])
            #expect(
                try await dock.discrepancies(shipment) == ["missing 2/1 395204710000000122 open"])
            // The other one comes alone, too.
            _ = try await dock.receive(closed.shipment, [dock.scan("S4", after: 3)])
            #expect(
                try await dock.discrepancies(shipment) == ["missing 2/2 395204710000000122 found"])
        }
    }

    @Test(arguments: Engine.available)
    func discrepanciesAreGivenToSomebodyAndSettled(_ engine: Engine) async throws {
        try await Dock.with(engine) { dock in
            let shipment = try await dock.announce([.unit(dock.unit("S1"))])
            _ = try await dock.receive(
                shipment, [ReceivedScan("Q", at: dock.registry.clock.now, .notIssued)])
            let one = try #require(
                try await dock.read { try StockDiscrepancies.list(of: shipment.number, limit: 10, $0) }.first)
            let owned = try await dock.registry.write {
                try StockDiscrepancies.assign(one, to: ID(7), expecting: 1, as: .administrator, $0.transaction)
            }
            #expect(owned.owner == ID(7))
            let stale = try await refusal {
                try await dock.registry.write {
                    try StockDiscrepancies.resolve(
                        one, as: .accepted, reason: "Ours", expecting: 1, as: .administrator, $0.transaction)
                }
            }
            #expect(stale == .discrepancyChanged)
            let silent = try await refusal {
                try await dock.registry.write {
                    try StockDiscrepancies.resolve(
                        owned, as: .accepted, reason: nil, expecting: 2, as: .administrator, $0.transaction)
                }
            }
            #expect(silent == .reasonInvalid)
            _ = try await dock.registry.write {
                try StockDiscrepancies.resolve(
                    owned, as: .writtenOff, reason: "A copy", expecting: 2, as: .administrator, $0.transaction)
            }
            let (open, all) = try await dock.read { reader in
                (
                    try StockDiscrepancies.page(
                        of: dock.maker, areOpen: true, after: nil, limit: 10, reader, matching: { _ in true }),
                    try StockDiscrepancies.page(
                        of: dock.maker, areOpen: false, after: nil, limit: 10, reader, matching: { _ in true })
                )
            }
            #expect(open.items.isEmpty)
            #expect(all.items.map(\.resolution) == [.writtenOff])
            #expect(all.items.first?.reason == "A copy")
        }
    }

    @Test func scansWithoutNumbersAreToldApartByTimeTextAndOrder() {
        let long = String(repeating: "x", count: 500)
        var numbered = ReceivedScan("a", at: 5, .unreadable)
        numbered.id = "gun-7"
        let keys = Receiving.keyed([
            ReceivedScan("a", at: 5, .unreadable), ReceivedScan("a", at: 5, .unreadable), numbered,
            ReceivedScan(long, at: 6, .unreadable), ReceivedScan("b\0c", at: 7, .unreadable),
        ]).map(\.key)
        #expect(keys == ["5.0 a", "5.1 a", "#gun-7", "6.0 \(long.prefix(400))", "7.0 bc"])
    }
}
