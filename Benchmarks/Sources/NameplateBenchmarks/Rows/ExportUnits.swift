import CBaselines
import Nameplate
import Registry
import Server

/// The table of a registry's units through the route that serves it, into a pipe that somebody empties. Beside it a loop in
/// C that reads the same columns of the same rows and writes nothing: the engine's own rate.
enum ExportUnits {
    private static let columns = """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         ORDER BY model_id, serial_key, serial
        """

    static func run(_ setting: Setting) async throws -> [Finding] {
        let (file, units) = ("export.sqlite", min(setting.rows, 1_000_000))
        let sample = try await SampleRegistry.filled(units: units, path: setting.directory.path(file))
        let caller = InProcessCaller(NameplateResponder(sample.registry))
        let reader = try BareReader(path: setting.directory.path(file))
        var findings: [Finding] = []
        for form in ["csv", "ndjson"] {
            var memory = 0
            let rounds = try await Rounds.measure(
                setting.rounds,
                [
                    Way(units) {
                        let used = try await ResidentMemory.highest { try await export(form, units, caller) }
                        memory = max(memory, used)
                    },
                    Way(units) {
                        guard try reader.scan(columns) == units else { throw UnequalWork("The scan missed units.") }
                    },
                ])
            let ratio = rounds.ratio(of: 1, to: 0)
            findings.append(
                Finding(
                    "export \(Figures.count(Double(units))) units, \(form)",
                    target: "≥ 0.5 × the rate of a C loop that reads",
                    measured: "\(Figures.rate(1 / rounds.time(of: 0).median)); "
                        + "in C \(Figures.rate(1 / rounds.time(of: 1).median)); \(Figures.bytes(Double(memory)))",
                    ratio: ratio, isMet: ratio.median >= 0.5))
        }
        await sample.registry.close()
        setting.directory.removeDatabase(file)
        return findings
    }

    private static func export(_ form: String, _ units: Int, _ caller: InProcessCaller) async throws {
        let pipe = EmptiedPipe()
        try await caller.send("GET", "/api/v1/exports/units?format=\(form)") { head, piece in
            guard head.status == 200 else { throw UnequalWork("The export was refused with status \(head.status).") }
            try pipe.write(piece)
        }
        guard pipe.finish() > units * 20 else { throw UnequalWork("The export is too short.") }
    }
}
