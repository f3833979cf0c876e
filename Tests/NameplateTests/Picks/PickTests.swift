import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Goods, as people set them aside, pick them by what labels say, and send or sell them.
@Suite struct PickTests {
    private static let maker = "fjordlys"

    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                for (code, kind) in [("WH", LocationKind.warehouse), ("SHOP", .shop)] {
                    var place = LocationDraft()
                    place.kind = kind
                    _ = try commands.addLocation(code, place, of: maker)
                }
                var rack = LocationDraft()
                rack.parent = "WH"
                _ = try commands.addLocation("WH-A", rack, of: maker)
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "WF-2")), supersedes: nil, of: maker)
                var report = EventReport(manufacturer: maker)
                (report.model, report.batch) = ("FJ-320", "2025-W10")
                (report.firstSequence, report.lastSequence) = (1, 5)
                let yesterday = ZonedTime(
                    microseconds: SampleRegistry.now - SampleRegistry.day, offsetMinutes: 0)
                report.time = yesterday
                (report.draft.businessStep, report.draft.businessLocation) = (.receiving, "WH-A")
                _ = try commands.record(report)
                var pieces = PiecesReport(40, of: "WF-2")
                (pieces.place, pieces.time) = ("WH", yesterday)
                _ = try commands.recordPieces(pieces, of: maker)
            }
            try await sample.registry.catchUp()
            try await body(sample)
            await sample.close()
        } catch {
            await sample.close()
            throw error
        }
    }

    private static func line(
        serial: String? = nil, _ model: String? = nil, _ quantity: Int64? = nil, batch: String? = nil
    ) -> PickOrder.Line {
        var line = PickOrder.Line()
        (line.serial, line.model, line.quantity, line.batch) = (serial, model, quantity, batch)
        return line
    }

    private static func reserve(
        _ sample: SampleRegistry, _ lines: [PickOrder.Line], at place: String = "WH", reference: String? = nil,
        isPartial: Bool = false, as principal: Principal = .administrator
    ) async throws -> PickAnswer {
        var order = PickOrder(at: place)
        (order.lines, order.reference, order.isPartial) = (lines, reference, isPartial)
        order.recipient = "SHOP"
        let plan = try await sample.registry.plan(order, of: maker, as: principal)
        return try await sample.registry.perform(as: principal) { commands in
            try #require(try commands.reserve(plan, of: maker))
        }
    }

    private static func scan(
        _ sample: SampleRegistry, _ entries: [ScanEntry], _ name: String, as principal: Principal = .administrator
    ) async throws -> PickingAnswer {
        let scans = try await sample.registry.picked(entries, inPick: name, of: maker, as: principal)
        return try await sample.registry.perform(as: principal) { try $0.pick(scans, inPick: name, of: maker) }
    }

    private static func serials(_ sample: SampleRegistry, _ count: Int64) async throws -> [String] {
        let run = try await sample.registry.serials(
            of: "2025-W10", model: "FJ-320", of: maker, as: .administrator)
        let first = run.sequences.lowerBound
        return try (first..<(first + count)).map { try run.writer.text(of: $0) }
    }

    @Test func badLinesRejectNoOthers() async throws {
        try await Self.with { sample in
            let pick = try await Self.reserve(
                sample, [Self.line("FJ-320", 3), Self.line("WF-2", 10)], reference: "4711")
            #expect(pick.lines.map(\.progress.reserved) == [3, 10] && pick.possible == [.cancel] && pick.mayScan)
            let serials = try await Self.serials(sample, 6)
            var pieces = ScanEntry("WF-2")
            pieces.quantity = 4
            var broken = ScanEntry(serials[1])
            broken.fault = "'yesterday' is no time."
            let texts = [
                "FJ-320 \(serials[0])", serials[0], "", "\u{202E}?\u{0}", "395204710000000122", "FJ-320", serials[5],
                "ST4000DM000 Z300ABCD", serials[4],
            ]
            let answer = try await Self.scan(sample, texts.map { ScanEntry($0) } + [pieces, broken], "4711")
            #expect(
                answer.scans.map(\.scan.result) == [
                    .picked, .again, .unread, .unread, .unread, .unread, .notHere, .unread, .swapped, .picked, .unread,
                ])
            #expect(answer.pick.list.state == .picking && answer.pick.scans.count == 11)
            #expect(answer.pick.lines.map(\.progress.picked) == [2, 4])
            let items = try await sample.registry.items(
                ofPick: "4711", of: Self.maker, limit: 100, as: .administrator)
            #expect(items.compactMap(\.unit?.serial).sorted() == [serials[0], serials[4]].sorted())
            #expect(items.contains { $0.serials?.first == serials[1] && $0.item.count == 1 && $0.batch == "2025-W10" })
            try await sample.registry.catchUp()
            var question = StockQuestion()
            question.location = "WH"
            let stock = try await sample.registry.stock(of: Self.maker, question, as: .administrator)
            #expect(stock.lines.reduce(0) { $0 + ($1.dispositions["reserved"] ?? 0) } == 13)
        }
    }

    @Test func aCaseIsScannedForWhatIsInIt() async throws {
        try await Self.with { sample in
            let serials = try await Self.serials(sample, 5)
            let goods = try await sample.registry.goods(
                Array(serials.prefix(3)), of: Self.maker, as: .administrator)
            let packed = "395204710000000122"
            _ = try await sample.registry.perform(as: .administrator) { commands in
                var order = GoodsOrder(of: Self.maker)
                (order.goods, order.location, order.container) = (goods, "WH-A", packed)
                return try commands.pack(order)
            }
            let pick = try await Self.reserve(sample, [Self.line("FJ-320", 4)])
            let answer = try await Self.scan(
                sample, [ScanEntry("(00)\(packed)"), ScanEntry(serials[3])], pick.list.number.text)
            // What stands loose was set aside first: one of the case takes the place of one of these.
            #expect(answer.scans.map(\.scan.result) == [.picked, .picked, .picked, .swapped, .picked])
            #expect(answer.scans.map(\.scan.quantity) == [3, 1, 1, 1, 1])
            #expect(answer.scans.map(\.unit?.serial) == [packed] + serials.prefix(4))
            #expect(answer.pick.lines.map(\.progress.picked) == [4])
        }
    }

    @Test func aShipmentTakesWhatIsPicked() async throws {
        try await Self.with { sample in
            let serials = try await Self.serials(sample, 5)
            let number = try await Self.reserve(
                sample, [Self.line("FJ-320", 2), Self.line("WF-2", 10)]
            ).list.number.text
            _ = try await Self.scan(sample, [ScanEntry(serials[0]), ScanEntry(serials[1])], number)
            var order = ShipmentOrder(of: Self.maker, from: "WH", to: "SHOP")
            (order.pick, order.reference) = (number, "LS-9")
            let said = order
            let shipment = try await sample.registry.perform(as: .administrator) { commands in
                let announced = try commands.announceShipment(said)
                return try commands.ship(announced.shipment.number.text, of: Self.maker, expecting: nil)
            }
            #expect(shipment.announced == 2 && shipment.shipment.state == .shipped)
            let ended = try await sample.registry.perform(as: .administrator) { commands in
                try commands.movePick(number, by: .finish, of: Self.maker, expecting: nil)
            }
            #expect(ended.list.state == .fulfilled && ended.lines.map(\.shortage) == [0, 10])
        }
    }

    @Test func aSaleNamesItsList() async throws {
        try await Self.with { sample in
            let serial = try await Self.serials(sample, 1)[0]
            _ = try await Self.reserve(sample, [Self.line(serial: serial)], reference: "4711")
            let goods = try await sample.registry.goods([serial], of: Self.maker, as: .administrator)
            var order = GoodsOrder(of: Self.maker)
            (order.goods, order.location) = (goods, "WH")
            let said = order
            func sell(_ pick: String?) async -> RegistryError.Code? {
                await ClaimStage.refusal {
                    _ = try await sample.registry.perform(as: .administrator) { commands in
                        try commands.sell(said, SaleTerms(), pick: pick)
                    }
                }
            }
            #expect(await sell(nil) == .unitState)
            #expect(await sell("4711") == .pickState)
            #expect(await sell("P-0000-0001") == .pickUnknown)
            _ = try await Self.scan(sample, [ScanEntry(serial)], "4711")
            #expect(await sell("4711") == nil)
            let pick = try await sample.registry.pick("4711", of: Self.maker, as: .administrator)
            #expect(pick.list.state == .fulfilled && pick.possible.isEmpty && !pick.mayScan)
        }
    }

    @Test func badOrdersAreRefusedByTheirPlace() async throws {
        try await Self.with { sample in
            let cases: [([PickOrder.Line], RegistryError.Code, String?)] = [
                ([], .valueInvalid, "lines"), ([Self.line("FJ-320", 6)], .pickShort, "lines[0]"),
                ([Self.line("FJ-320", 1), Self.line("WF-2", 41)], .pickShort, "lines[1]"),
                ([Self.line("FJ-320")], .valueInvalid, "lines[0]"),
                ([Self.line("MOON", 1)], .modelUnknown, "lines[0]"),
                ([Self.line("FJ-320", batch: "2025-W10")], .valueInvalid, "lines[0]"),
                ([Self.line("FJ-320", 1, batch: "?")], .batchUnknown, "lines[0]"),
                ([Self.line(serial: "NOTHING-77")], .unitUnknown, "lines[0]"),
                ([Self.line("FJ-320", 0)], .valueInvalid, "lines[0]"),
            ]
            for (lines, code, field) in cases {
                var found: RegistryError?
                do { _ = try await Self.reserve(sample, lines) } catch let error as RegistryError { found = error }
                #expect(found?.code == code && found?.field == field, "\(lines) \(String(describing: found))")
            }
            let short = try await Self.reserve(sample, [Self.line("FJ-320", 9)], isPartial: true)
            #expect(short.lines.map(\.shortage) == [4])
            #expect(throws: RegistryError.self) { try PickOrder.table("model,quantity\nFJ-320,many\n") }
            #expect(throws: RegistryError.self) { try PickOrder.table("model,quantity,strategy\nFJ-320,1,lifo\n") }
            let table = try PickOrder.table("model,quantity,strategy\nFJ-320,2,FEFO\n")
            #expect(table.map(\.strategy) == [.fefo] && table.map(\.quantity) == [2])
        }
    }

    @Test func whoHandlesAnotherSiteKnowsNothingOfIt() async throws {
        try await Self.with { sample in
            let number = try await Self.reserve(sample, [Self.line("FJ-320", 1)]).list.number.text
            let maker = try await sample.registry.manufacturer(Self.maker, as: .administrator)
            func principal(_ role: Role, _ site: String?) -> Principal {
                Principal(.account(ID(31)), grants: [Grant(role, manufacturer: maker.id, site: site)])
            }
            let (shop, auditor) = (principal(.warehouse, "SHOP"), principal(.auditor, nil))
            func refusals(_ principal: Principal) async -> [RegistryError.Code?] {
                [
                    await ClaimStage.refusal {
                        _ = try await sample.registry.pick(number, of: Self.maker, as: principal)
                    },
                    await ClaimStage.refusal {
                        _ = try await Self.scan(sample, [ScanEntry("x")], number, as: principal)
                    },
                    await ClaimStage.refusal {
                        _ = try await sample.registry.perform(as: principal) { commands in
                            try commands.movePick(number, by: .cancel, of: Self.maker, expecting: nil)
                        }
                    },
                    await ClaimStage.refusal {
                        _ = try await Self.reserve(sample, [Self.line("FJ-320", 1)], as: principal)
                    },
                ]
            }
            #expect(await refusals(shop) == [.pickUnknown, .pickUnknown, .pickUnknown, .locationUnknown])
            #expect(await refusals(auditor) == [nil, .forbidden, .forbidden, .forbidden])
            #expect(await refusals(.stranger) == [.forbidden, .forbidden, .forbidden, .forbidden])
            #expect(try await sample.registry.picks(of: Self.maker, limit: 10, as: shop).isEmpty)
            #expect(try await sample.registry.picks(of: Self.maker, at: "WH", limit: 10, as: auditor).count == 1)
            let other = await ClaimStage.refusal {
                _ = try await sample.registry.pick(number, of: "seagate", as: .administrator)
            }
            #expect(other == .pickUnknown)
        }
    }

    @Test func aBatchIsGoodUntilItsLastDay() async throws {
        try await Self.with { sample in
            func set(_ date: String?) async throws -> BatchAnswer {
                let day = try date.map { try CivilDate(parsing: $0) }
                return try await sample.registry.perform(as: .administrator) { commands in
                    try commands.setExpiry(day, of: "2025-W10", model: "FJ-320", of: Self.maker)
                }
            }
            #expect(try await set("2026-01-01").batch.expiresOn?.isoText == "2026-01-01")
            #expect(try await Self.reserve(sample, [Self.line("FJ-320", 1)]).lines[0].line.strategy == .fefo)
            _ = try await set("2025-12-31")
            let expired = await ClaimStage.refusal { _ = try await Self.reserve(sample, [Self.line("FJ-320", 1)]) }
            #expect(expired == .pickShort)
            #expect(await ClaimStage.refusal { _ = try await set("2026-01") } == .valueInvalid)
            #expect(try await set(nil).batch.expiresOn == nil)
            #expect(try await Self.reserve(sample, [Self.line("FJ-320", 1)]).lines[0].line.strategy == .fifo)
        }
    }
}
