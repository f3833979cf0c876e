package import Identifiers
package import Registry
package import Storage

/// Several units that were stolen or lost at once.
package struct TheftScope: Hashable, Sendable {
    /// By which the report is listed.
    package var first: UnitKey
    package var units: [UnitKey] = []
    package var ranges: [EventDraft.SequenceRange] = []
    /// How many units there are.
    package var count: Int64

    /// One event names at most so many single units.
    package static let mostUnits = 1_000

    /// A case or a pallet with what is in it now.
    /// - Throws: `value.invalid` where there is too much in it for one report.
    package init(container: UnitKey, _ reader: any SQLReader) throws {
        let tree = try ComponentTree.load(
            of: container, at: Viewpoint(), limit: Self.mostUnits, nested: Self.mostUnits, reader)
        (first, units, count) = (container, [container], 1)
        for component in tree.components {
            switch component.content.subject {
            case .unit(let key):
                units.append(key)
                count += 1
            case .range(let range, let rowless):
                ranges.append(range)
                count = count.addingSaturated(rowless)
            }
        }
        guard tree.isWhole, units.count <= Self.mostUnits, ranges.count <= 100 else {
            throw RegistryError(
                .valueInvalid, "There is too much in it for one report. Report what is in it one by one.",
                field: "serial")
        }
    }

    /// All units of a batch from one to another, in the order of their sequence numbers.
    /// - Throws: `value.invalid` where they are not of one batch, or run backwards.
    package init(from first: UnitRow, to last: UnitRow) throws {
        guard let batch = first.batch, batch == last.batch, let from = first.sequence, let to = last.sequence,
            from <= to
        else {
            throw RegistryError(
                .valueInvalid, "Both serial numbers are of one batch, and the second is not before the first.",
                field: "lastSerial")
        }
        self.first = first.key
        ranges = [EventDraft.SequenceRange(batch: batch, sequences: from...to)]
        count = to.subtractingReportingOverflow(from).partialValue.addingSaturated(1)
    }

    /// A confirmed report of one of the units; of those in ranges, among the newest of the manufacturer.
    func confirmed(
        of manufacturer: ID<Manufacturer>, at now: Int64, _ reader: any SQLReader
    ) throws -> TheftReport? {
        for unit in units {
            let row = try Units.find(unit, reader)
            let known = try row.map { try TheftList.open(of: $0, at: now, reader) } ?? []
            if let found = known.first(where: { $0.state == .confirmed }) { return found }
        }
        guard !ranges.isEmpty else { return nil }
        return try TheftList.confirmed(of: manufacturer, reader).first { try overlaps($0, reader) }
    }

    /// Whether a report speaks of a unit that is in a range.
    private func overlaps(_ report: TheftReport, _ reader: any SQLReader) throws -> Bool {
        var (others, theirs) = ([report.unit], [EventDraft.SequenceRange]())
        if report.unitCount > 1, let event = report.event {
            let mentions = try EventRows.mentions(of: event, reader)
            (others, theirs) = (mentions.units, mentions.ranges)
        }
        let isWithin = theirs.contains { range in
            ranges.contains { $0.batch == range.batch && $0.sequences.overlaps(range.sequences) }
        }
        return try isWithin
            || others.contains { key in
                guard let unit = try Units.find(key, reader), let batch = unit.batch, let sequence = unit.sequence
                else { return false }
                return ranges.contains { $0.batch == batch && $0.sequences.contains(sequence) }
            }
    }
}
