import Identifiers
import Nameplate
import Registry
import Storage

/// A thousand batches of a thousand million serial numbers each, one after the other, each on disk before the next.
/// Beside it as many single-event transactions through SQLite's C interface: what one commit costs on this disk.
enum IssueBatches {
    private static let batches = 1000
    private static let serials: Int64 = 1_000_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let directory = setting.directory
        let bare = try await BareRecorder.make("bare-issue.sqlite", units: 10_000, in: directory)
        let file = "issue.sqlite"
        var sample = try await SampleRegistry(path: directory.path(file))
        try await sample.registry.perform(as: .administrator) { commands in
            _ = try commands.createFormat(
                "FR{seq:13}{check:mod37-36}", of: SampleRegistry.slug, model: SampleRegistry.number)
        }
        await sample.registry.close()
        let before = directory.size(of: file)
        sample = try await sample.reopened()

        let portion = batches / 10
        let issuing = sample
        let rounds = try await Rounds.measure(
            9,
            [
                Way(portion) { try await issue(portion, in: issuing) },
                Way(portion) { try bare.record(portion, time: SQLiteDatabase.currentTime()) },
            ])
        let mean = rounds.time(of: 0).mean
        await sample.registry.close()
        let growth = Double(directory.size(of: file) - before) / Double(batches)
        directory.removeDatabase(file)
        return [
            Finding(
                "issue a batch of 1,000,000,000", target: "< 10 ms, mean of 1,000",
                measured: "\(Figures.time(mean)); a bare commit \(Figures.time(rounds.time(of: 1).mean))",
                ratio: rounds.ratio(of: 0, to: 1), isMet: mean < 0.010),
            Finding(
                "the file's growth by a batch", target: "< 8 KB", measured: Figures.bytes(growth), isMet: growth < 8000),
        ]
    }

    private static func issue(_ count: Int, in sample: SampleRegistry) async throws {
        for _ in 0..<count {
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.issue(
                    BatchDraft(count: serials, fields: .init()), of: SampleRegistry.slug, model: SampleRegistry.number)
            }
        }
    }
}
