import CBaselines
import Nameplate
import Registry

/// Records events of units through SQLite's C interface, each in a transaction of its own.
final class BareRecorder {
    private let recorder: OpaquePointer
    private let serials: FilledSerials
    private let units: Int
    private var random = RandomNumbers(seed: 4)

    /// - Parameter path: a registry that nobody else has open, filled with so many units.
    init(path: String, serials: FilledSerials, units: Int) throws {
        var recorder: OpaquePointer?
        try SQLiteFailure.check(baseline_recorder_open(path, &recorder))
        guard let recorder else { throw SQLiteFailure(code: 7) }
        self.recorder = recorder
        self.serials = serials
        self.units = units
    }

    deinit { baseline_recorder_close(recorder) }

    /// Records `count` events, each on disk before the next.
    func record(_ count: Int, time: Int64) throws {
        for _ in 0..<count {
            let serial = serials.text(of: Int.random(in: 0..<units, using: &random))
            try SQLiteFailure.check(
                baseline_recorder_record(recorder, serials.model.value, serials.manufacturer.value, serial, time))
        }
    }

    /// One in a filled registry of its own.
    static func make(_ name: String, units: Int, in directory: TemporaryDirectory) async throws -> BareRecorder {
        let path = directory.path(name)
        let sample = try await SampleRegistry.filled(units: units, path: path)
        await sample.registry.close()
        return try BareRecorder(path: path, serials: sample.serials, units: units)
    }
}
