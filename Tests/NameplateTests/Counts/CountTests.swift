import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Counts, as people open, scan, finish and adjust them.
@Suite struct CountTests {
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
                (report.firstSequence, report.lastSequence) = (1, 3)
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

    private static func open(
        _ sample: SampleRegistry, at place: String = "WH", isBlind: Bool = false,
        as principal: Principal = .administrator
    ) async throws -> CountAnswer {
        var order = CountOrder(at: place)
        order.isBlind = isBlind
        let said = order
        return try await sample.registry.perform(as: principal) { try $0.openCount(said, of: maker) }
    }

    private static func scan(
        _ sample: SampleRegistry, _ texts: [ScannedText], _ number: String, as principal: Principal = .administrator
    ) async throws -> [ScanAnswer] {
        let scans = try await sample.registry.scans(texts, inCount: number, of: maker, as: principal)
        return try await sample.registry.perform(as: principal) { try $0.scan(scans, inCount: number, of: maker) }
    }

    private static func finish(
        _ sample: SampleRegistry, _ number: String, as principal: Principal = .administrator
    ) async throws -> CountAnswer {
        try await sample.registry.catchUp()
        let outcome = try await sample.registry.outcome(ofCount: number, of: maker, as: principal)
        return try await sample.registry.perform(as: principal) { commands in
            try #require(try commands.finishCount(number, outcome, of: maker, expecting: nil))
        }
    }

    private static func pieces(_ quantity: Int64, at place: String? = nil) -> ScannedText {
        var text = ScannedText("WF-2")
        (text.quantity, text.location) = (quantity, place)
        return text
    }

    @Test func badLinesRejectNoOthers() async throws {
        try await Self.with { sample in
            let number = try await Self.open(sample).count.number.text
            var old = ScannedText(sample.issuedSerial)
            old.time = ZonedTime(microseconds: SampleRegistry.now - SampleRegistry.day, offsetMinutes: 0)
            var twice = [ScannedText("FJ-320 \(sample.issuedSerial)"), ScannedText(sample.issuedSerial)]
            twice += [ScannedText(""), ScannedText("\u{202E}?\u{0}"), ScannedText("395204710000000122"), old]
            var wrong = Self.pieces(3)
            wrong.text = "FJ-320"
            twice += [Self.pieces(7), Self.pieces(5, at: "WH-A"), Self.pieces(5, at: "SHOP"), wrong]
            let results = try await Self.scan(sample, twice, number).map(\.result)
            #expect(
                results == [
                    .taken, .again, .unread, .unread, .unread, .refused, .taken, .taken, .unread, .unread,
                ])
            // The same list again changes nothing.
            let again = try await Self.scan(sample, twice, number).map(\.result)
            #expect(!again.contains(.taken))
            let listed = try await sample.registry.scans(
                inCount: number, of: Self.maker, limit: 100, as: .administrator)
            #expect(listed.count { $0.scan.unit != nil } == 1 && listed.reduce(0) { $0 + $1.scan.quantity } > 12)
            let counted = try await Self.finish(sample, number)
            #expect(counted.differences[.missing] == 1 && counted.differences[.short] == 1)
            let lines = try await sample.registry.differences(
                inCount: number, of: Self.maker, limit: 100, as: .administrator)
            #expect(lines.first { $0.difference.kind == .short }?.difference.found == 12)
            let missing = try #require(lines.first { $0.difference.kind == .missing })
            #expect(missing.difference.expected == 2 && missing.batch == "2025-W10" && missing.serials != nil)
        }
    }

    @Test func aBlindCountTellsNothingBeforeItsRoundIsFinished() async throws {
        try await Self.with { sample in
            let number = try await Self.open(sample, isBlind: true).count.number.text
            func expected() async throws -> Int {
                try await sample.registry.expected(
                    inCount: number, of: Self.maker, limit: 100, as: .administrator
                ).lines.count
            }
            #expect(await ClaimStage.refusal { _ = try await expected() } == .countState)
            _ = try await Self.scan(sample, [Self.pieces(39)], number)
            #expect(try await Self.finish(sample, number).differences[.short] == 1)
            #expect(try await expected() == 1)
            let again = try await sample.registry.perform(as: .administrator) { commands in
                try commands.moveCount(number, by: .recount, of: Self.maker, expecting: nil)
            }
            #expect(again.differences.isEmpty && again.open == 0)
            let lines = try await sample.registry.differences(
                inCount: number, of: Self.maker, limit: 100, as: .administrator)
            #expect(!lines.isEmpty && lines.allSatisfy(\.isSubjectOnly))
        }
    }

    @Test func adjustmentsAreEventsOfTheLedger() async throws {
        try await Self.with { sample in
            let number = try await Self.open(sample).count.number.text
            _ = try await Self.scan(sample, [ScannedText(sample.issuedSerial), Self.pieces(41)], number)
            _ = try await Self.finish(sample, number)
            var decision = CountDecision(.loss)
            decision.note = "Nowhere to be seen."
            let said = decision
            let tried = try await sample.registry.rehearse(as: .administrator) { commands in
                try commands.adjustCount(number, said, of: Self.maker, expecting: nil)
            }
            #expect(tried.events.count == 2 && tried.count.open == 0)
            #expect(try await sample.registry.count(number, of: Self.maker, as: .administrator).open == 2)
            let made = try await sample.registry.perform(as: .administrator) { commands in
                try commands.adjustCount(number, said, of: Self.maker, expecting: nil)
            }
            #expect(Set(made.differences.compactMap(\.difference.event)) == Set(made.events.map(\.id)))
            #expect(made.events.allSatisfy { $0.draft.businessStep == .cycleCounting })
            try await sample.registry.catchUp()
            var question = StockQuestion()
            question.location = "WH"
            let stock = try await sample.registry.stock(of: Self.maker, question, as: .administrator)
            #expect(stock.lines.map(\.total) == [1, 41])
            let empty = await ClaimStage.refusal {
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.adjustCount(number, said, of: Self.maker, expecting: nil)
                }
            }
            #expect(empty == .valueInvalid)
            let closed = try await sample.registry.perform(as: .administrator) { commands in
                try commands.moveCount(number, by: .close, of: Self.maker, expecting: nil)
            }
            #expect(closed.possible.isEmpty)
            let listed = try await sample.registry.counts(of: Self.maker, at: "WH", limit: 10, as: .administrator)
            #expect(listed.map(\.count.expected) == [4] && listed.map(\.count.correct) == [1])
            #expect(try await sample.registry.counts(of: Self.maker, at: "SHOP", limit: 10, as: .administrator).isEmpty)
        }
    }

    @Test func whoHandlesAnotherSiteKnowsNothingOfIt() async throws {
        try await Self.with { sample in
            let number = try await Self.open(sample).count.number.text
            let maker = try await sample.registry.manufacturer(Self.maker, as: .administrator)
            func principal(_ role: Role, _ site: String?) -> Principal {
                Principal(.account(ID(31)), grants: [Grant(role, manufacturer: maker.id, site: site)])
            }
            let (shop, auditor) = (principal(.warehouse, "SHOP"), principal(.auditor, nil))
            func refusal(_ principal: Principal) async -> RegistryError.Code? {
                await ClaimStage.refusal { _ = try await Self.finish(sample, number, as: principal) }
            }
            #expect(await refusal(shop) == .countUnknown)
            #expect(await refusal(auditor) == .forbidden)
            #expect(await refusal(.stranger) == .forbidden)
            #expect(await ClaimStage.refusal { _ = try await Self.open(sample, as: shop) } == .locationUnknown)
            #expect(await ClaimStage.refusal { _ = try await Self.open(sample, as: auditor) } == .forbidden)
            #expect(try await sample.registry.counts(of: Self.maker, limit: 10, as: shop).isEmpty)
            #expect(try await sample.registry.counts(of: Self.maker, limit: 10, as: auditor).count == 1)
            #expect(try await sample.registry.count(number, of: Self.maker, as: auditor).possible.isEmpty)
            let rack = principal(.warehouse, "WH")
            #expect(try await Self.open(sample, at: "WH-A", as: rack).possible == [.finish, .cancel])
            let other = await ClaimStage.refusal {
                _ = try await sample.registry.count(number, of: "seagate", as: .administrator)
            }
            #expect(other == .countUnknown)
        }
    }

    @Test func theUnitsOfAPlaceAreListed() async throws {
        try await Self.with { sample in
            func lines(_ place: String, as principal: Principal = .administrator) async throws -> [StockUnitLine] {
                try await sample.registry.stockUnits(
                    of: Self.maker, StockUnitsQuestion(at: place), limit: 100, as: principal
                ).lines
            }
            let line = try #require(try await lines("WH").first)
            #expect(line.count == 3 && line.serials?.first == sample.issuedSerial && line.place == "WH-A")
            #expect(try await lines("SHOP").isEmpty)
            #expect(await ClaimStage.refusal { _ = try await lines("MOON") } == .locationUnknown)
            #expect(await ClaimStage.refusal { _ = try await lines("WH", as: .stranger) } == .forbidden)
        }
    }
}
