import CBaselines
import Identifiers
import Registry

/// What the loop in C has written into a registry: its plan, and the serial numbers that follow from it.
struct FilledSerials {
    let manufacturer: ID<Manufacturer>
    let model: ID<Model>
    /// How many units an event brings in: as many as the import's.
    var unitsPerEvent = 1000

    static let digits = 11

    func withPlan<T>(_ body: (inout baseline_fill_plan) -> T) -> T {
        var plan = baseline_fill_plan(
            model: model.value, manufacturer: manufacturer.value, rows_per_commit: 10_000,
            units_per_event: Int64(unitsPerEvent), letter: CChar(UInt8(ascii: "N")), digits: Int32(Self.digits),
            time: 1_715_904_000_000_000)
        return body(&plan)
    }

    func text(of ordinal: Int) -> String {
        String(unsafeUninitializedCapacity: Self.digits + 1) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                withPlan { baseline_fill_serial(&$0, Int64(ordinal), buffer.baseAddress) }
            }
            return Self.digits + 1
        }
    }
}
