package import Registry
package import Storage

/// What a round of a count comes to.
package struct CountOutcome: Sendable {
    /// How many units, and models of pieces, should be there.
    package var expected: Int64 = 0
    /// How many of these are there.
    package var correct: Int64 = 0
    package var differences: [CountDifference] = []
    /// By which scans: how many there were, and when the last came in.
    var scans: CountScans.Mark

    /// So much is counted at once.
    package static let mostThings = 200_000
    package static let mostDifferences = 20_000

    /// Compares what was scanned with the ledger as it is known now.
    ///
    /// A unit that was scanned is right where the ledger has it at the place at the time of its scan, or by now. One that was not
    /// scanned is missing where it has stood there ever since the count was opened; what came later or left meanwhile is not
    /// asked for. What is in a case or on a pallet was scanned with that, if it was in it then. Pieces are compared with
    /// what the figures had at the time of their scan; without a scan, with what they have now, if they had some at the opening.
    /// - Throws: `value.invalid` where it is more than can be counted at once.
    package static func find(_ count: InventoryCount, _ reader: any SQLReader) throws -> CountOutcome {
        guard let location = try Locations.find(code: count.location, of: count.manufacturer, reader) else {
            throw Locations.unknown
        }
        var comparison = CountComparison(count, try CountedPlaces(location, reader), reader)
        return try comparison.run()
    }

    static let tooLarge = RegistryError(
        .valueInvalid, "That is too much for one count; count the places within it one by one.", field: "location")
}

/// The scans of a count that hold: a recount asks anew for what differed.
struct CountScans {
    struct Mark: Hashable, Sendable {
        var number: Int64
        var latest: Int64
    }
    private(set) var scans: [CountScan.Subject: CountScan] = [:]
    let mark: Mark

    private static let atOnce = 1_000

    static func mark(of count: ID<InventoryCount>, _ reader: any SQLReader) throws -> Mark {
        Mark(
            number: try CountScanRows.number(of: count, reader), latest: try CountScanRows.latest(of: count, reader))
    }

    init(of count: InventoryCount, _ reader: any SQLReader) throws {
        let id = count.number.id
        mark = try Self.mark(of: id, reader)
        guard mark.number <= Int64(CountOutcome.mostThings) else { throw CountOutcome.tooLarge }
        for round in 1...max(1, count.round) {
            var found: [CountScan] = []
            var after = ""
            while true {
                let page = try CountScanRows.list(of: id, round: round, after: after, limit: Self.atOnce, reader)
                found += page.map(\.scan)
                guard page.count == Self.atOnce, let last = page.last else { break }
                after = last.key
            }
            if round > 1 { try forget(differencesOf: id, round: round - 1, besides: found, reader) }
            for scan in found { scans[scan.subject] = scan }
        }
    }

    private mutating func forget(
        differencesOf count: ID<InventoryCount>, round: Int64, besides found: [CountScan], _ reader: any SQLReader
    ) throws {
        let recounted = Set(
            found.compactMap { scan in if case .pieces(let model, _) = scan.subject { model } else { nil } })
        let differing = try CountDifferenceRows.list(
            of: count, round: round, limit: CountOutcome.mostDifferences, reader)
        for difference in differing {
            switch difference.subject {
            case .unit(let key): scans[.unit(key)] = nil
            case .text(let text): scans[.unread(text)] = nil
            case .range: break
            case .pieces(let model):
                // Pieces of which nobody says anything again stay as they were counted.
                guard recounted.contains(model) else { continue }
                for subject in scans.keys {
                    if case .pieces(model, _) = subject { scans[subject] = nil }
                }
            }
        }
    }
}
