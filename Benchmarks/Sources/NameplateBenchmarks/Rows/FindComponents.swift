import Foundation
import Identifiers
import Nameplate
import Registry
import Storage

/// A million components of one batch, ten in each unit: which units contain parts of the batch, and what a unit contains.
/// Beside it what a bare statement reads: a join of the parts with what they are in, and of a unit's parts with their
/// events.
enum FindComponents {
    private static let perUnit = 10
    private static let page = 500
    private static let pages = 40
    private static let units = 2_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let file = "components.sqlite"
        let sample = try await SampleRegistry(path: setting.directory.path(file))
        let batch = try await fill(sample, units: setting.rows / perUnit)
        var random = RandomNumbers(seed: 6)
        let serials = (0..<units).map { _ in serial(of: Int.random(in: 0..<(setting.rows / perUnit), using: &random)) }
        let bare = try BareParts(path: sample.path)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(page * pages) { try await readUses(of: batch, in: sample) },
                Way(page * pages) {
                    guard try bare.uses(of: batch.id.value, page: page, pages: pages) == page * pages else {
                        throw UnequalWork("The bare join misses parts.")
                    }
                },
                Way(units) { try await readContents(of: serials, in: sample) },
                Way(units) {
                    guard try bare.contents(of: serials, model: sample.model.id.value) == units * perUnit else {
                        throw UnequalWork("The bare SELECT misses parts.")
                    }
                },
            ])
        await sample.registry.close()
        setting.directory.removeDatabase(file)
        let (uses, contents) = (rounds.ratio(of: 0, to: 1), rounds.ratio(of: 2, to: 3))
        return [
            Finding(
                "units that contain parts of a batch of \(Figures.count(Double(setting.rows))), each part",
                target: "≤ 4 × a bare join",
                measured: "\(Figures.time(rounds.time(of: 0).median)); bare \(Figures.time(rounds.time(of: 1).median))",
                ratio: uses, isMet: uses.median <= 4),
            Finding(
                "the \(perUnit) components of a unit, compared with what was built", target: "≤ 10 × a bare SELECT",
                measured: "\(Figures.time(rounds.time(of: 2).median)); bare \(Figures.time(rounds.time(of: 3).median))",
                ratio: contents, isMet: contents.median <= 10),
        ]
    }

    private static func serial(of unit: Int) -> String { "F" + String(10_000_000 + unit) }

    /// Registers the units and builds ten parts of one batch into each, by one event a unit.
    private static func fill(_ sample: SampleRegistry, units: Int) async throws -> Batch {
        let (parts, batch) = try await sample.registry.perform(as: .administrator) { commands in
            let parts = try commands.createModel(
                ModelDetails(number: try ModelNumber(parsing: "PART-1")), supersedes: nil, of: SampleRegistry.slug)
            let batch = try Batches.findOrCreate("L-1", of: parts, producedOn: nil, commands.transaction)
            return (parts, batch)
        }
        let time = SQLiteDatabase.currentTime()
        for start in stride(from: 0, to: units, by: 200) {
            try await sample.registry.database.write { transaction in
                let recorder = EventRecorder(as: .administrator, projectors: [], transaction)
                recorder.registration = EventRecorder.Registration(batch: batch.id)
                for unit in start..<min(start + 200, units) {
                    var draft = EventDraft(time: time)
                    (draft.type, draft.action, draft.businessStep) = (.association, .add, .assembling)
                    draft.parent = UnitKey(sample.model.id, try SerialNumber(parsing: serial(of: unit)))
                    draft.units = try (0..<perUnit).map {
                        UnitKey(parts.id, try SerialNumber(parsing: "P" + String(100_000_000 + unit * perUnit + $0)))
                    }
                    draft.registersUnits = true
                    _ = try recorder.record(draft, of: sample.manufacturer.id)
                }
            }
        }
        return batch
    }

    private static func readUses(of batch: Batch, in sample: SampleRegistry) async throws {
        var (found, place): (Int, PartUses.Place?) = (0, nil)
        for _ in 0..<pages {
            let page = try await sample.registry.uses(
                of: batch.number, model: "PART-1", of: SampleRegistry.slug, after: place, limit: page,
                as: .administrator)
            found += page.items.count
            place = page.next
        }
        guard found == page * pages else { throw UnequalWork("The registry misses parts.") }
    }

    private static func readContents(of serials: [String], in sample: SampleRegistry) async throws {
        for serial in serials {
            let answer = try await sample.registry.components(
                of: serial, model: SampleRegistry.number, of: SampleRegistry.slug, limit: 100, as: .administrator)
            guard answer.components?.count == perUnit else { throw UnequalWork("The registry misses components.") }
        }
    }
}
