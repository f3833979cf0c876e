import CBaselines
import Identifiers
import Nameplate
import Registry

/// A CSV file of units into an empty registry: received, checked and written, against a loop in C that writes the same
/// rows into the same tables and indexes. Meanwhile another client records events and waits for each.
///
/// It comes before all that fills the memory with something else.
enum ImportUnits {
    static func run(_ setting: Setting) async throws -> [Finding] {
        let directory = setting.directory
        let plan = try await SampleRegistry(path: directory.path("plan.sqlite"))
        await plan.registry.close()
        let file = try UnitFile(units: setting.rows, path: directory.path("units.csv"), serial: plan.serials.text(of:))
        let latencies = Latencies()
        var memory = 0
        let rounds = try await Rounds.measure(
            max(1, min(setting.rounds, 3_000_000 / setting.rows)), warmsUp: false,
            [
                Way(setting.rows) {
                    let used = try await ResidentMemory.highest {
                        try await importFile(file, units: setting.rows, latencies, in: directory)
                    }
                    memory = max(memory, used)
                },
                Way(setting.rows) { try await fill(setting.rows, in: directory) },
            ])
        let share = rounds.ratio(of: 1, to: 0)
        let latency = latencies.percentile(0.99) ?? .infinity
        return [
            Finding(
                "import \(Figures.count(Double(setting.rows))) units from CSV", target: "≥ 0.5 × the rate of a C loop",
                measured: "\(Figures.rate(1 / rounds.time(of: 0).median)); "
                    + "in C \(Figures.rate(1 / rounds.time(of: 1).median))",
                ratio: share, isMet: share.median >= 0.5),
            Finding(
                "the import's resident memory", target: "≤ 300 MB", measured: Figures.bytes(Double(memory)),
                isMet: memory <= 300_000_000),
            Finding(
                "another writer meanwhile", target: "p99 < 200 ms",
                measured: "p99 \(Figures.time(latency)) of \(latencies.count) events", isMet: latency < 0.2),
        ]
    }

    private static func importFile(
        _ file: UnitFile, units: Int, _ latencies: Latencies, in directory: TemporaryDirectory
    ) async throws {
        let name = "import.sqlite"
        let sample = try await SampleRegistry(path: directory.path(name))
        let other = try await sample.registerOther()
        let writer = Task {
            let clock = ContinuousClock()
            while !Task.isCancelled {
                let draft = sample.observation(of: other)
                let start = clock.now
                _ = try await sample.registry.perform(as: .administrator) {
                    try $0.record(draft, of: sample.manufacturer.id)
                }
                latencies.add(clock.now - start)
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
        let report = try await sample.registry.importFile(
            .units, syntax: .csv, from: file, dryRun: false, as: .administrator)
        writer.cancel()
        try await writer.value
        guard report.created == units else { throw UnequalWork("The import made \(report.created) units.") }
        await sample.registry.close()
        directory.removeDatabase(name)
    }

    private static func fill(_ units: Int, in directory: TemporaryDirectory) async throws {
        let name = "fill.sqlite"
        let sample = try await SampleRegistry(path: directory.path(name))
        await sample.registry.close()
        try sample.fill(units: units)
        directory.removeDatabase(name)
    }
}
