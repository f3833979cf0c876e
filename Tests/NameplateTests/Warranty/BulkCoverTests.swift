import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// What is said of many units at once is what each is told by itself.
@Suite struct BulkCoverTests {
    /// A batch of 500 refrigerators, of which some have a row.
    private func withSample(_ terms: String, _ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setWarrantyTerms(terms, backdated: true, of: "fjordlys")
            }
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static let plain = #"""
        {"name": "fridge", "coverages": [{"months": 14}], "starts": [{"from": "sale"},
         {"from": "production", "plus": {"months": 3}}], "transfer": "never", "pausesInRepair": true}
        """#

    /// Terms whose populations ask for numbers, patterns, the state and components.
    private static func terms(_ serials: [String]) -> String {
        #"""
        {"terms": [\#(plain),
          {"name": "range", "coverages": [{"months": 9}], "population": "serial from \#(serials[100]) to \#(serials[220])"},
          {"name": "pattern", "coverages": [{"months": 20}], "population": "serial like '*7?'"},
          {"name": "state", "coverages": [{"months": 5}], "population": "not disposition = returned"},
          {"name": "market", "coverages": [{"months": 11}], "markets": ["NO"]}]}
        """#
    }

    private static func serials(_ sample: SampleRegistry) async throws -> [String] {
        try await sample.registry.database.read { reader in
            let model = try Models.require(
                "FJ-320", of: try Manufacturers.require("fjordlys", reader), reader)
            let batch = try Batches.require("2025-W10", of: model, reader)
            return try RowlessSerials.page(
                of: EventDraft.SequenceRange(batch: batch.id, sequences: try #require(batch.issue?.sequences)),
                limit: 500, reader
            ).serials
        }
    }

    private static let happenings: [(step: BusinessStep?, disposition: Disposition?)] = [
        (.retailSelling, .retailSold), (.retailSelling, .retailSold), (.receiving, .returned), (.receiving, nil),
        (.repairing, .inProgress), (.repairing, nil), (.shipping, .inTransit), (.installing, nil),
        (.holding, .stolen), (.inspecting, .active), (.storing, .sellableAccessible), (.decommissioning, nil),
    ]

    /// Gives the batch and some of its units a random life.
    private static func live(_ sample: SampleRegistry, _ random: inout SplitMix64, _ serials: [String]) async throws {
        for _ in 0..<Int.random(in: 6...14, using: &random) {
            var draft = EventDraft(
                time: SampleRegistry.now - Int64.random(in: 1...300, using: &random) * SampleRegistry.day)
            (draft.businessStep, draft.disposition) = happenings.randomElement(using: &random) ?? (nil, nil)
            if Int.random(in: 0..<5, using: &random) == 0 {
                draft.details.market = ["NO", "DE"][Int.random(in: 0...1, using: &random)]
            }
            let isRange = Int.random(in: 0..<3, using: &random) > 0
            let first = Int64.random(in: 1...500, using: &random)
            let last = Int64.random(in: first...500, using: &random)
            let serial = serials[Int.random(in: 0..<500, using: &random)]
            let wanted = draft
            _ = try await sample.registry.perform(as: .administrator) { commands in
                guard !isRange else {
                    var report = EventReport(manufacturer: "fjordlys")
                    (report.model, report.batch) = ("FJ-320", "2025-W10")
                    (report.firstSequence, report.lastSequence) = (first, last)
                    report.draft = wanted
                    report.time = ZonedTime(microseconds: wanted.time, offsetMinutes: 0)
                    return try commands.record(report)
                }
                let maker = try Manufacturers.require("fjordlys", commands.transaction)
                let model = try Models.require("FJ-320", of: maker, commands.transaction)
                var draft = wanted
                draft.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                return try commands.record(draft, of: maker.id)
            }
            if Int.random(in: 0..<6, using: &random) == 0 {
                let number = serials[Int.random(in: 0..<500, using: &random)]
                try await extend(sample, number)
            }
        }
    }

    private static func extend(_ sample: SampleRegistry, _ serial: String) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            try commands.extendWarranty(
                ofUnit: serial, model: "FJ-320", of: "fjordlys", by: #"{"reference": "K-1", "coverage": {"months": 7}}"#
            )
        }
    }

    @Test(arguments: 0..<12)
    func manyAtOnceAreJudgedAsOneByOne(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        try await withSample(Self.plain) { sample in
            let serials = try await Self.serials(sample)
            if seed % 2 == 1 {
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.setWarrantyTerms(Self.terms(serials), backdated: true, of: "fjordlys")
                }
            }
            try await Self.live(sample, &random, serials)
            let today = sample.registry.today
            let differences = try await sample.registry.database.read { reader in
                try Self.differences(on: today, serials, reader)
            }
            #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
            let counts = try await sample.registry.coverCounts(
                of: "FJ-320", "fjordlys", asOf: today, as: .administrator)
            #expect(counts.values.reduce(0, +) == 500, "seed \(seed)")
        }
    }

    /// Units whose own verdict is another than that of the scan, and units that the scan leaves out or names twice.
    private static func differences(
        on today: CivilDate, _ serials: [String], _ reader: any SQLReader
    ) throws -> [String] {
        let maker = try Manufacturers.require("fjordlys", reader)
        let model = try Models.require("FJ-320", of: maker, reader)
        let (desk, scan) = (CoverDesk(on: today, reader), try CoverScan(of: model, on: today, reader))
        var found: [String: [CoverVerdict]] = [:]
        try scan.forEach(asOf: today) { key, verdict in
            found[key.serial.text, default: []].append(verdict)
            return true
        }
        // Units with a row or an extension lie within parts and belong to none.
        var apart = Set(found.keys)
        var parts: [(RowlessPart, CoverVerdict)] = []
        try scan.forEachRowless(asOf: today) { units, verdict in
            switch units {
            case .unit(let key):
                apart.insert(key.serial.text)
                found[key.serial.text, default: []].append(verdict)
            case .part(let part): parts.append((part, verdict))
            }
            return true
        }
        var differences: [String] = []
        for (part, verdict) in parts {
            let first = try #require(part.batch.issue?.sequences.lowerBound)
            let inside = serials[Int(part.first - first)...Int(part.last - first)].filter { !apart.contains($0) }
            if Int64(inside.count) != part.count { differences.append("\(part.sequences) has \(inside.count) units") }
            for serial in inside { found[serial, default: []].append(verdict) }
        }
        for serial in serials {
            let unit = try #require(try Units.find(UnitKey(model.id, SerialNumber(parsing: serial)), reader))
            let expected = try desk.verdict(on: unit, asOf: today)
            if found[serial] != [expected] {
                differences.append("\(serial): \(found[serial] ?? []), alone \(expected)")
            }
        }
        return differences
    }

    private static func time(daysAgo: Int64) -> ZonedTime {
        ZonedTime(microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
    }

    @Test func aBatchThatWasSoldAtOnceIsOneEntry() async throws {
        try await withSample(Self.plain) { sample in
            let serials = try await Self.serials(sample)
            _ = try await sample.registry.perform(as: .administrator) { commands in
                var report = EventReport(manufacturer: "fjordlys")
                (report.model, report.batch, report.firstSequence, report.lastSequence) = ("FJ-320", "2025-W10", 1, 500)
                report.time = Self.time(daysAgo: 60)
                (report.draft.businessStep, report.draft.disposition) = (.retailSelling, .retailSold)
                return try commands.record(report)
            }
            // Two ranges that the same happened to are told as one.
            for range in [1...200, 201...500] as [ClosedRange<Int64>] {
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    var report = EventReport(manufacturer: "fjordlys")
                    (report.model, report.batch) = ("FJ-320", "2025-W10")
                    (report.firstSequence, report.lastSequence) = (range.lowerBound, range.upperBound)
                    report.time = Self.time(daysAgo: 50)
                    report.draft.businessStep = .inspecting
                    return try commands.record(report)
                }
            }
            try await Self.extend(sample, serials[2])
            let soon = try await sample.registry.expiringCovers(
                of: "FJ-320", "fjordlys", within: 700, limit: 10, as: .administrator)
            let (first, last) = (try SerialNumber(parsing: serials[0]), try SerialNumber(parsing: serials[499]))
            #expect(
                soon.map(\.units) == [
                    .range(first: first, last: last, count: 499), .one(try SerialNumber(parsing: serials[2])),
                ])
            #expect(soon.map(\.until.isoText) == ["2027-01-01", "2027-08-01"])
            let one = try await sample.registry.expiringCovers(
                of: "FJ-320", "fjordlys", within: 700, limit: 1, as: .administrator)
            #expect(one == [soon[0]])
        }
    }
}
