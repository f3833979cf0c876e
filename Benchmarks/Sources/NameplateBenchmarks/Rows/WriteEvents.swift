import Nameplate
import Registry
import Storage

/// Durable single events: 64 clients who each wait for the answer before they send the next, against one client whose
/// every event is a transaction of its own, synced before the next: through the registry, and through SQLite's C
/// interface.
enum WriteEvents {
    private static let clients = 64
    private static let units = 100_000
    private static let eventsPerClient = 50
    /// Written alone in one round: enough that the spread of single syncs evens out.
    private static let eventsAlone = 200

    static func run(_ setting: Setting) async throws -> [Finding] {
        let bare = try await BareRecorder.make("bare-write.sqlite", units: units, in: setting.directory)
        let sample = try await SampleRegistry.filled(units: units, path: setting.directory.path("write.sqlite"))
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(eventsAlone) { try await record(eventsAlone, seed: 5, in: sample) },
                Way(clients * eventsPerClient) { try await recordTogether(in: sample) },
                Way(eventsAlone) { try bare.record(eventsAlone, time: SQLiteDatabase.currentTime()) },
            ])
        await sample.registry.close()
        let gain = rounds.ratio(of: 0, to: 1)
        let bareGain = rounds.ratio(of: 2, to: 1)
        return [
            Finding(
                "durable events of \(clients) clients, in process", target: "≥ 8 × one alone",
                measured: "\(Figures.rate(1 / rounds.time(of: 1).median)); "
                    + "alone \(Figures.rate(1 / rounds.time(of: 0).median))",
                ratio: gain, isMet: gain.median >= 8),
            Finding(
                "the same against bare SQLite", target: "≥ 8 × one alone",
                measured: "bare, alone \(Figures.rate(1 / rounds.time(of: 2).median))",
                ratio: bareGain, isMet: bareGain.median >= 8),
        ]
    }

    private static func recordTogether(in sample: SampleRegistry) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { try await record(eventsPerClient, seed: UInt64(100 + client), in: sample) }
            }
            try await group.waitForAll()
        }
    }

    /// Records events one after the other, each acknowledged before the next is sent.
    private static func record(_ count: Int, seed: UInt64, in sample: SampleRegistry) async throws {
        var random = RandomNumbers(seed: seed)
        let manufacturer = sample.manufacturer.id
        for _ in 0..<count {
            let draft = sample.observation(of: try sample.unit(.random(in: 0..<units, using: &random)))
            _ = try await sample.registry.perform(as: .administrator) { try $0.record(draft, of: manufacturer) }
        }
    }
}
