import CBaselines
import Identifiers
import Registry

/// What the loop in C writes into a registry: its plan, which is the import's, and the serial numbers of its units.
struct FilledSerials {
    let manufacturer: ID<Manufacturer>
    let model: ID<Model>

    /// How far apart the numbers are on average; 1 counts in decimal.
    var gap = 1
    static let digits = 11
    /// 2024-05-17, the day of production of all units.
    static let time: Int64 = 1_715_904_000_000_000

    func withPlan<T>(_ body: (inout baseline_fill_plan) -> T) -> T {
        var plan = baseline_fill_plan(
            model: model.value, manufacturer: manufacturer.value, milliseconds_per_commit: 50,
            units_per_event: 1000, letter: CChar(UInt8(ascii: "N")), digits: Int32(digits),
            gap: Int64(gap), time: Self.time)
        return body(&plan)
    }

    /// Seven behind the letter where numbers are scattered, as drives have them.
    private var digits: Int { gap == 1 ? Self.digits : 7 }

    func text(of ordinal: Int) -> String {
        String(unsafeUninitializedCapacity: digits + 1) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                withPlan { baseline_fill_serial(&$0, Int64(ordinal), buffer.baseAddress) }
            }
            return digits + 1
        }
    }
}
