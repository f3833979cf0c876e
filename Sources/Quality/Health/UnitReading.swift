import Foundation
package import Registry

/// The last that was read of a unit of one type, and some of what was read before.
package struct UnitReading: Hashable, Sendable {
    /// A value at an age.
    package struct Point: Hashable, Sendable {
        /// The unit's age in days.
        package var age: Int64
        /// A decimal, as it was told.
        package var value: String

        package init(age: Int64, value: String) { (self.age, self.value) = (age, value) }

        /// Nil of a decimal that no number of the machine holds.
        package var number: Double? { Double(value).flatMap { $0.isFinite ? $0 : nil } }
    }

    /// So many types are kept of a unit, those that were read last.
    package static let mostTypes = 64
    /// So many earlier values are kept, the last of each stretch of ages a quarter longer than the one before.
    package static let mostEarlier = 12

    package var type: String
    /// UN/CEFACT Recommendation 20 code; nil for a count.
    package var unit: String?
    package var last: Point
    /// When it was read, microseconds since 1970 UTC.
    package var time: Int64
    /// Rising by age, in the same unit of measure.
    package var earlier: [Point] = []

    /// What a history tells of a unit in service, in the order of the types; nothing of one that never was.
    package static func all(
        in history: UnitHistory, _ life: ServiceLife, _ rule: ExposureRule = ExposureRule()
    ) -> [UnitReading] {
        guard let entered = life.enteredAt else { return [] }
        var found: [String: UnitReading] = [:]
        for entry in history.effective()
        where entry.role == .unit && entry.time >= entered && entry.errorReason != .didNotOccur && !entry.isConclusion {
            guard let readings = entry.details.readings, let age = life.age(at: entry.time, rule) else { continue }
            for reading in readings {
                let point = Point(age: age, value: reading.value)
                guard var known = found[reading.type], known.unit == reading.unit else {
                    found[reading.type] = UnitReading(
                        type: reading.type, unit: reading.unit, last: point, time: entry.time)
                    continue
                }
                known.take(point, at: entry.time)
                found[reading.type] = known
            }
        }
        let latest = found.values.sorted { ($1.time, $0.type) < ($0.time, $1.type) }.prefix(mostTypes)
        return latest.sorted { $0.type < $1.type }
    }

    /// Takes in what was read later. Of what was read before, the last of each stretch of ages stays.
    mutating func take(_ point: Point, at time: Int64) {
        if let before = earlier.last, Self.stretch(before.age) == Self.stretch(last.age) { earlier.removeLast() }
        earlier.append(last)
        if earlier.count > Self.mostEarlier { earlier.removeFirst() }
        (last, self.time) = (point, time)
    }

    /// Stretches of ages that grow by a quarter, the first some months long.
    private static func stretch(_ age: Int64) -> Int { Int(log(Double(age) / 120 + 1) / log(1.25)) }

    /// The value that was read nearest to an age; nil where none was within `reach` days.
    package func point(near age: Int64, within reach: Int64) -> Point? {
        guard !earlier.isEmpty else { return abs(last.age - age) <= reach ? last : nil }
        return (earlier + [last]).filter { abs($0.age - age) <= reach }.min {
            (abs($0.age - age), $0.age) < (abs($1.age - age), $1.age)
        }
    }
}
