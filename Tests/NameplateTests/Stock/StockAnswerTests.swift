import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// What stands where, as people ask for it.
@Suite struct StockAnswerTests {
    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                var warehouse = LocationDraft()
                (warehouse.name, warehouse.kind) = ("Warehouse", .warehouse)
                _ = try commands.addLocation("WH", warehouse, of: "fjordlys")
                var rack = LocationDraft()
                (rack.name, rack.parent) = ("Rack", "WH")
                _ = try commands.addLocation("WH-A", rack, of: "fjordlys")
                var shop = LocationDraft()
                (shop.name, shop.kind) = ("Shop", .shop)
                _ = try commands.addLocation("SHOP", shop, of: "fjordlys")
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "WF-2")), supersedes: nil, of: "fjordlys")
            }
            try await receive(100, at: "WH-A", daysAgo: 10, sample)
            try await body(sample)
            await sample.close()
        } catch {
            await sample.close()
            throw error
        }
    }

    private static func receive(
        _ count: Int64, from first: Int64 = 1, at place: String, _ disposition: Disposition = .sellableAccessible,
        daysAgo: Int64, _ sample: SampleRegistry
    ) async throws {
        var report = EventReport(manufacturer: "fjordlys")
        (report.model, report.batch) = ("FJ-320", "2025-W10")
        (report.firstSequence, report.lastSequence) = (first, first + count - 1)
        report.time = ZonedTime(
            microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
        (report.draft.businessStep, report.draft.disposition) = (.receiving, disposition)
        report.draft.businessLocation = place
        let made = report
        _ = try await sample.registry.perform(as: .administrator) { try $0.record(made) }
    }

    private static func lines(
        _ sample: SampleRegistry, as principal: Principal = .administrator, _ change: (inout StockQuestion) -> Void
    ) async throws -> [String] {
        var question = StockQuestion()
        change(&question)
        // Where a database gives events their positions afterwards, they are counted afterwards.
        try await sample.registry.catchUp()
        let answer = try await sample.registry.stock(of: "fjordlys", question, as: principal)
        #expect(answer.behind == 0)
        return answer.lines.map { line in
            let name = line.version.map { "\($0)" } ?? line.place ?? line.model?.number.text ?? "?"
            return "\(name) \(line.total)"
                + StockState.allCases.map { " \(line[$0])" }.joined()
        }
    }

    @Test func aPlaceHoldsWhatStandsInIt() async throws {
        try await Self.with { sample in
            try await Self.receive(30, from: 1, at: "SHOP", daysAgo: 5, sample)
            try await Self.receive(10, from: 31, at: "WH", .nonSellableOther, daysAgo: 4, sample)
            #expect(
                try await Self.lines(sample) { _ in } == ["SHOP 30 30 0 0 0", "WH 10 0 0 10 0", "WH-A 60 60 0 0 0"])
            #expect(try await Self.lines(sample) { $0.location = "WH" } == ["FJ-320 70 60 0 10 0"])
            #expect(
                try await Self.lines(sample) { ($0.location, $0.grouping) = ("WH", .location) }
                    == ["WH 10 0 0 10 0", "WH-A 60 60 0 0 0"])
            #expect(try await Self.lines(sample) { $0.location = "WH-A" } == ["FJ-320 60 60 0 0 0"])
            #expect(try await Self.lines(sample) { $0.model = "WF-2" } == [])
            let then = SampleRegistry.now - 7 * SampleRegistry.day
            #expect(try await Self.lines(sample) { $0.time = then } == ["WH-A 100 100 0 0 0"])
            #expect(
                try await Self.lines(sample) { ($0.time, $0.location) = (then, "SHOP") } == [])
        }
    }

    @Test func whatStandsThereIsToldByVersion() async throws {
        try await Self.with { sample in
            let format = try SerialFormat(parsing: "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}")
            let writer = try format.writer(
                for: SerialFormat.Fields(plant: "TR", date: try CivilDate(parsing: "2025-03-05")))
            let (first, last, next) = (try writer.text(of: 1), try writer.text(of: 40), try writer.text(of: 41))
            try await sample.registry.perform(as: .administrator) { commands in
                for version in [
                    ModelVersion("A", population: "batch = \"2025-W10\""),
                    ModelVersion(
                        "B", releasedOn: try CivilDate(parsing: "2025-03-10"),
                        population: "serial from \(first) to \(last)"),
                    ModelVersion(
                        "C", releasedOn: try CivilDate(parsing: "2031-01-01"), population: "serial = \(next)"),
                    ModelVersion("D", releasedOn: try CivilDate(parsing: "2025-04-01")),
                ] { _ = try commands.set(version, of: "FJ-320", "fjordlys") }
            }
            try await Self.receive(30, from: 91, at: "SHOP", daysAgo: 5, sample)
            func byVersion(
                as principal: Principal = .administrator, at place: String? = nil, _ time: Int64? = nil
            ) async throws -> [String] {
                try await Self.lines(sample, as: principal) { question in
                    (question.model, question.grouping, question.location) = ("FJ-320", .version, place)
                    question.time = time
                }
            }
            // The batch is of A, its first forty are of B, but for the next one after them, which is of C.
            #expect(
                try await byVersion() == [
                    "version(\"A\") 79 79 0 0 0", "version(\"B\") 40 40 0 0 0", "version(\"C\") 1 1 0 0 0",
                ])
            #expect(try await byVersion(at: "SHOP") == ["version(\"A\") 30 30 0 0 0"])
            let then = SampleRegistry.now - 7 * SampleRegistry.day
            #expect(
                try await byVersion(at: "WH", then) == [
                    "version(\"A\") 59 59 0 0 0", "version(\"B\") 40 40 0 0 0", "version(\"C\") 1 1 0 0 0",
                ])
            // Who works at one place knows of no version that is not out yet.
            let maker = try await sample.registry.manufacturer("fjordlys", as: .administrator)
            let picker = Principal(.account(ID(32)), grants: [Grant(.warehouse, manufacturer: maker.id, site: "WH")])
            #expect(
                try await byVersion(as: picker) == [
                    "version(\"A\") 49 49 0 0 0", "version(\"B\") 40 40 0 0 0", "unnamed 1 1 0 0 0",
                ])
            #expect(
                await ClaimStage.refusal { _ = try await Self.lines(sample) { $0.grouping = .version } }
                    == .valueInvalid)
        }
    }

    @Test func aPlaceWhereGoodsStandIsNotRetired() async throws {
        try await Self.with { sample in
            var rack = LocationDraft()
            (rack.name, rack.parent, rack.isRetired) = ("Rack", "WH", true)
            let retired = rack
            func retire() async throws {
                try await sample.registry.catchUp()
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.updateLocation("WH-A", retired, of: "fjordlys", expecting: nil)
                }
            }
            #expect(await ClaimStage.refusal { try await retire() } == .locationInUse)
            try await Self.receive(100, at: "SHOP", daysAgo: 2, sample)
            try await retire()
        }
    }

    @Test func piecesAreCountedWhereTheyAreSaidToBe() async throws {
        try await Self.with { sample in
            func record(_ quantity: Int64, _ change: (inout PiecesReport) -> Void) async throws {
                var report = PiecesReport(quantity, of: "WF-2")
                change(&report)
                let made = report
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.recordPieces(made, of: "fjordlys")
                }
            }
            try await record(40) { $0.place = "WH-A" }
            try await record(15) { ($0.source, $0.disposition) = ("WH-A", .inTransit) }
            #expect(
                try await Self.lines(sample) { $0.model = "WF-2" } == ["WH-A 25 25 0 0 0", " 15 0 0 0 15"])
            try await record(15) { ($0.place, $0.sourceDisposition) = ("SHOP", .inTransit) }
            try await record(2) { ($0.source, $0.disposition) = ("SHOP", .retailSold) }
            #expect(
                try await Self.lines(sample) { $0.model = "WF-2" } == ["SHOP 13 13 0 0 0", "WH-A 25 25 0 0 0"])
            #expect(await ClaimStage.refusal { try await record(1) { _ in } } == .valueInvalid)
            #expect(
                await ClaimStage.refusal { try await record(1) { ($0.source, $0.place) = ("WH", "WH") } }
                    == .valueInvalid)
            #expect(await ClaimStage.refusal { try await record(1) { $0.place = "MOON" } } == .locationUnknown)
            #expect(await ClaimStage.refusal { try await record(0) { $0.place = "WH" } } == .eventInvalid)
        }
    }

    @Test func whoHasOneSiteSeesThatAlone() async throws {
        try await Self.with { sample in
            try await Self.receive(30, at: "SHOP", daysAgo: 5, sample)
            let maker = try await sample.registry.manufacturer("fjordlys", as: .administrator)
            let shopkeeper = Principal(
                .account(ID(31)), grants: [Grant(.warehouse, manufacturer: maker.id, site: "SHOP")])
            #expect(try await Self.lines(sample, as: shopkeeper) { _ in } == ["SHOP 30 30 0 0 0"])
            #expect(
                await ClaimStage.refusal { _ = try await Self.lines(sample, as: shopkeeper) { $0.location = "WH" } }
                    == .locationUnknown)
            #expect(
                await ClaimStage.refusal { _ = try await Self.lines(sample, as: .stranger) { _ in } } == .forbidden)
            let report = PiecesReport(1, of: "WF-2")
            let elsewhere = await ClaimStage.refusal {
                var report = report
                report.place = "WH"
                let made = report
                _ = try await sample.registry.perform(as: shopkeeper) { try $0.recordPieces(made, of: "fjordlys") }
            }
            #expect(elsewhere == .locationUnknown)
        }
    }
}
