import Identifiers
import Storage

/// Containers stand in containers, at most ``UnitPlaces/maximumDepth`` deep, and never in themselves.
enum Containment {
    /// Refuses an event that would put a container into itself.
    /// - Throws: `event.invalid`.
    static func check(_ event: RecordedEvent, _ transaction: any SQLTransaction) throws {
        let changed = event.changes.filter { $0.after.parent != $0.before?.parent }
        // Two that each look fine may close a circle together.
        if changed.contains(where: { $0.after.parent != nil }) {
            try transaction.claim(Claim("containment", event.manufacturer), .exclusive)
        }
        for parent in Set(changed.compactMap(\.after.parent)) {
            // A new circle would lead back to a parent that the event has changed.
            var above: UnitKey? = parent
            for _ in 0..<UnitPlaces.maximumDepth where above != nil {
                above = try above.flatMap { try Units.find($0, transaction)?.state.parent }
                if above == parent { break }
            }
            guard above == nil else {
                throw RegistryError(
                    .eventInvalid,
                    "\(parent.serial.text) would contain itself, or stand more than \(UnitPlaces.maximumDepth) deep.",
                    field: "parent")
            }
        }
    }
}
