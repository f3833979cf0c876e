import Foundation
import Identifiers
import Nameplate
import Registry

/// The rates behind docs/scale.md, on the database that `--database` names: units imported from CSV, look-ups and durable
/// events, by one client and by many. The data stay, so that their size can be asked of the engine.
enum MeasureScale {
    private static let lookups = 1920
    private static let clients = 64
    private static let events = 3200
    private static let eventsAlone = 300

    static func run(_ setting: Setting) async throws -> [Finding] {
        let path = setting.directory.path("scale.sqlite")
        let sample = try await SampleRegistry(
            path: path,
            in: RegistryPlace(parsing: setting.database ?? path, stateDirectory: setting.directory.path("state")))
        let file = try UnitFile(
            units: setting.rows, path: setting.directory.path("scale.csv"), serial: sample.serials.text(of:))
        let imported = try await seconds {
            let report = try await sample.registry.importFile(
                .units, syntax: .csv, from: file, dryRun: false, as: .administrator)
            guard report.created == setting.rows else { throw UnequalWork("The import made \(report.created) units.") }
        }
        let keys = SampledKeys(lookups, from: sample.serials, of: setting.rows, seed: 2)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(lookups) { try FindUnits.find(keys, in: sample) },
                Way(lookups) { try await findTogether(keys, in: sample) },
                Way(eventsAlone) { try await record(eventsAlone, of: setting.rows, seed: 5, in: sample) },
                Way(events) { try await recordTogether(of: setting.rows, in: sample) },
            ])
        await sample.registry.close()
        let names = [
            "look up a unit, one client", "the same, \(clients) clients", "durable events, one client",
            "the same, \(clients) clients",
        ]
        return [
            Finding(
                "import \(Figures.count(Double(setting.rows))) units", target: "",
                measured: Figures.rate(Double(setting.rows) / imported), isMet: true)
        ]
            + names.enumerated().map { index, name in
                Finding(
                    name, target: "", measured: Figures.rate(1 / rounds.time(of: index).median), isMet: true)
            }
    }

    private static func seconds(_ work: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        return try await clock.measure(work) / .seconds(1)
    }

    /// As a server does: each look-up on a thread of the system's that may wait.
    private static func findTogether(_ keys: SampledKeys, in sample: SampleRegistry) async throws {
        let share = lookups / clients
        let failed = DispatchQueue(label: "failed")
        nonisolated(unsafe) var failures: [any Error] = []
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            let group = DispatchGroup()
            for client in 0..<clients {
                group.enter()
                Thread.detachNewThread {
                    do {
                        for text in keys.texts[client * share..<(client + 1) * share] {
                            let key = try UnitKey(sample.model.id, SerialNumber(parsing: text))
                            guard try sample.registry.unit(key) != nil else {
                                throw UnequalWork("The registry misses the unit \(text).")
                            }
                        }
                    } catch {
                        failed.sync { failures.append(error) }
                    }
                    group.leave()
                }
            }
            group.notify(queue: failed) { done.resume() }
        }
        if let error = failures.first { throw error }
    }

    private static func recordTogether(of units: Int, in sample: SampleRegistry) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { try await record(events / clients, of: units, seed: UInt64(100 + client), in: sample) }
            }
            try await group.waitForAll()
        }
    }

    /// Records events one after the other, each acknowledged before the next is sent.
    private static func record(_ count: Int, of units: Int, seed: UInt64, in sample: SampleRegistry) async throws {
        var random = RandomNumbers(seed: seed)
        for _ in 0..<count {
            let draft = sample.observation(of: try sample.unit(.random(in: 0..<units, using: &random)))
            _ = try await sample.registry.perform(as: .administrator) {
                try $0.record(draft, of: sample.manufacturer.id)
            }
        }
    }
}
