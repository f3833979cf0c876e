import Identifiers

/// The fixed fields that a format has printed: within them serial numbers differ by their sequence number alone.
struct PrintedSpace: Hashable, Sendable {
    var format: ID<ModelFormat>
    /// See `SerialFormat.printedKey`.
    var key: String
}

/// What lies between two serial numbers. This is the one place that decides the order of serial numbers.
///
/// Where both ends are serial numbers of a format, with the same plant, line and date as printed, the range holds the
/// sequence numbers between theirs, and no unit that was numbered elsewhere. Where no format prints either end, it holds
/// the units numbered elsewhere whose find keys lie between theirs, in plain order of characters. Ends of two formats, or
/// of one whose printed fields differ, have no order: such a range is refused.
enum SerialOrder: Hashable, Sendable {
    case sequences([PrintedSpace: ClosedRange<Int64>])
    /// Both ends belong to it.
    case keys(from: SerialNumber, to: SerialNumber)

    /// - Parameter formats: those of all models that the range can concern.
    /// - Throws: `population.range`, `key.missing`.
    static func between(
        _ first: SerialNumber, _ last: SerialNumber, formats: [ModelFormat]
    ) throws(RegistryError) -> SerialOrder {
        var spaces: [PrintedSpace: ClosedRange<Int64>] = [:]
        var fault: String?
        for format in formats {
            let (from, to) = (try format.decode(first), try format.decode(last))
            guard let from, let to else {
                if from != nil || to != nil {
                    let (its, other) = from != nil ? (first, last) : (last, first)
                    fault = "'\(its)' is a serial number of the format '\(format.format.pattern)' and '\(other)' is not"
                }
                continue
            }
            guard from.printedKey == to.printedKey else {
                fault =
                    "the ends differ in more than their sequence numbers: '\(from.printedKey)' and "
                    + "'\(to.printedKey)', whose numbers count separately"
                continue
            }
            guard from.sequence <= to.sequence else {
                throw refusal(first, last, "it runs backwards: \(from.sequence) comes after \(to.sequence)")
            }
            spaces[PrintedSpace(format: format.id, key: from.printedKey)] = from.sequence...to.sequence
        }
        if !spaces.isEmpty { return .sequences(spaces) }
        if let fault { throw refusal(first, last, fault) }
        guard !precedes(last, first) else {
            throw refusal(first, last, "it runs backwards in the order of characters, and no format prints its ends")
        }
        return .keys(from: first, to: last)
    }

    /// Whether a unit belongs: by its place among the serial numbers of a batch, or by its own where it is of none.
    func contains(_ serial: SerialNumber, in space: PrintedSpace?, at sequence: Int64?) -> Bool {
        switch self {
        case .sequences(let spaces):
            guard let space, let sequence else { return false }
            return spaces[space]?.contains(sequence) ?? false
        case .keys(let first, let last):
            return space == nil && !Self.precedes(serial, first) && !Self.precedes(last, serial)
        }
    }

    /// By find key alone: however an end is written, it belongs to the range.
    private static func precedes(_ left: SerialNumber, _ right: SerialNumber) -> Bool {
        left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }

    private static func refusal(_ first: SerialNumber, _ last: SerialNumber, _ why: String) -> RegistryError {
        RegistryError(
            .populationRange,
            "The range from '\(first)' to '\(last)' has no order: \(why). Give a range for each, or list the numbers.",
            field: "population")
    }
}
