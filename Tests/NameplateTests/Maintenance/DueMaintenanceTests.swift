import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// What is listed as due on many units is what each is told by itself.
@Suite struct DueMaintenanceTests {
    private static func plans(_ serials: [String]) -> String {
        #"""
        {"plans": [
          {"name": "care", "starts": ["sale", "delivery"], "tasks": [
            {"name": "coil", "every": {"months": 2}, "tolerance": {"days": 10}},
            {"name": "seal", "schedule": "fixed", "every": {"days": 45}}]},
          {"name": "some", "starts": ["sale"], "population": "serial from \#(serials[50]) to \#(serials[300])",
           "tasks": [{"name": "hose", "first": {"months": 3}}]}
        ]}
        """#
    }

    /// What is due, as the list tells it, for each unit alone.
    private static func told(
        _ items: [DueMaintenance], _ serials: [String], _ rows: Set<String>
    ) -> [String: Set<String>] {
        var told: [String: Set<String>] = [:]
        for item in items {
            let words =
                "\(item.plan)/\(item.task) \(item.state.rawValue) \(item.occurrence) \(item.due.on?.isoText ?? "")"
            switch item.units {
            case .one(let serial): told[serial.text, default: []].insert(words)
            case .range(let first, let last, let count):
                let (from, to) = (serials.firstIndex(of: first.text) ?? 0, serials.firstIndex(of: last.text) ?? -1)
                let meant = serials[from...max(from, to)].filter { !rows.contains($0) }
                #expect(meant.count == Int(count), "\(first.text)…\(last.text)")
                for serial in meant { told[serial, default: []].insert(words) }
            }
        }
        return told
    }

    @Test(arguments: 0..<8)
    func manyAtOnceAreToldAsOneByOne(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let sample = try await SampleRegistry()
        do {
            try await check(sample, seed, &random)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private func check(_ sample: SampleRegistry, _ seed: UInt64, _ random: inout SplitMix64) async throws {
        let serials = try await Self.serials(sample)
        _ = try await sample.registry.perform(as: .administrator) { commands in
            try commands.setMaintenancePlans(Self.plans(serials), of: "fjordlys")
        }
        for _ in 0..<Int.random(in: 4...9, using: &random) { try await happen(sample, serials, &random) }
        let today = sample.registry.today
        let items = try await sample.registry.dueMaintenance(
            of: "FJ-320", "fjordlys", within: 20, limit: 10_000, as: .administrator)
        let (rows, expected) = try await sample.registry.database.read { reader in
            try Self.oneByOne(serials, today, reader)
        }
        let told = Self.told(items, serials, rows)
        for serial in serials {
            #expect(told[serial] ?? [] == expected[serial] ?? [], "seed \(seed), \(serial)")
        }
    }

    private static func oneByOne(
        _ serials: [String], _ today: CivilDate, _ reader: any SQLReader
    ) throws -> (rows: Set<String>, due: [String: Set<String>]) {
        let maker = try Manufacturers.require("fjordlys", reader)
        let model = try Models.require("FJ-320", of: maker, reader)
        let desk = MaintenanceDesk(on: today, reader)
        let last = today.adding(days: 20)
        var (rows, due): (Set<String>, [String: Set<String>]) = ([], [:])
        for serial in serials {
            let key = UnitKey(model.id, try SerialNumber(parsing: serial))
            if try UnitRows.find(key, reader) != nil { rows.insert(serial) }
            let unit = try #require(try Units.find(key, reader))
            for task in try desk.due(of: unit, model, asOf: today)
            where task.state == .due || task.state == .overdue
                || task.state == .later && (task.expectedOn.map { $0 <= last } ?? false)
            {
                due[serial, default: []].insert(
                    "\(task.name) \(task.state.rawValue) \(task.occurrence) \(task.due.on?.isoText ?? "")")
            }
        }
        return (rows, due)
    }

    /// A sale of a part of the batch or of one unit, a job, or something that takes a look at the whole history.
    private func happen(
        _ sample: SampleRegistry, _ serials: [String], _ random: inout SplitMix64
    ) async throws {
        let time = SampleRegistry.now - Int64.random(in: 1...250, using: &random) * SampleRegistry.day
        let serial = serials[Int.random(in: 0..<500, using: &random)]
        let first = Int64.random(in: 1...500, using: &random)
        let last = Int64.random(in: first...500, using: &random)
        let kind = Int.random(in: 0..<4, using: &random)
        let task = ["coil", "seal"][Int.random(in: 0...1, using: &random)]
        _ = try await sample.registry.perform(as: .administrator) { commands in
            let zoned = ZonedTime(microseconds: time, offsetMinutes: 0)
            if kind < 2 {
                var report = EventReport(manufacturer: "fjordlys")
                (report.model, report.batch, report.time) = ("FJ-320", "2025-W10", zoned)
                (report.firstSequence, report.lastSequence) = (first, last)
                (report.draft.businessStep, report.draft.disposition) =
                    kind == 0 ? (.retailSelling, .retailSold) : (.receiving, .sellableNotAccessible)
                return try commands.record(report)
            }
            let name = UnitName(model: "FJ-320", serial: try SerialNumber(parsing: serial))
            var report = MaintenanceReport(manufacturer: "fjordlys", unit: name, task: task)
            report.time = zoned
            report.kind = kind == 2 ? .done : .skipped
            report.note = "As the plan says."
            return try commands.recordMaintenance(report)
        }
    }

    private static func serials(_ sample: SampleRegistry) async throws -> [String] {
        try await sample.registry.database.read { reader in
            let model = try Models.require("FJ-320", of: try Manufacturers.require("fjordlys", reader), reader)
            let batch = try Batches.require("2025-W10", of: model, reader)
            return try RowlessSerials.page(
                of: EventDraft.SequenceRange(batch: batch.id, sequences: try #require(batch.issue?.sequences)),
                limit: 500, reader
            ).serials
        }
    }
}
