package import Identifiers
package import Storage

/// Units of which an event speaks and that share one history: a single one, or those of a batch that have no row.
package struct EventSubject: Sendable {
    /// The unit; nil for units without a row.
    package var row: UnitRow?
    package var model: ID<Model>
    package var batch: ID<Batch>?
    package var count: Int64
    /// All of its events that are known by now, later ones too.
    package var history: UnitHistory

    package var key: UnitKey? { row?.key }
}

extension EventSubject {
    /// Rows of a batch that are read at once.
    private static let rowsAtOnce = 1_000

    /// Hands on what an event speaks of: its parent first, then the others in their order.
    package static func forEach(
        of event: ID<Event>, _ reader: any SQLReader, _ body: (EventSubject) throws -> Void
    ) throws {
        let mentions = try EventRows.mentions(of: event, reader)
        for key in (mentions.parent.map { [$0] } ?? []) + mentions.units {
            if let subject = try find(key, reader) { try body(subject) }
        }
        for range in mentions.ranges { try forEach(in: range, reader, body) }
    }

    /// A unit that an event has named, which therefore has a row.
    package static func find(_ key: UnitKey, _ reader: any SQLReader) throws -> EventSubject? {
        try UnitRows.find(key, reader).map { EventSubject($0, try Units.history(of: $0, reader)) }
    }

    /// Hands on the units of a part of a batch: those without a row together, as far as the same events speak of them.
    package static func forEach(
        in range: EventDraft.SequenceRange, _ reader: any SQLReader, _ body: (EventSubject) throws -> Void
    ) throws {
        guard let model = try Batches.find(range.batch, reader)?.model else { return }
        var portions = try BatchPortions(of: range, from: .min, reader)
        while let portion = try portions.next(limit: rowsAtOnce, skipping: { _ in false }) {
            if portion.rowless > 0 {
                try body(
                    EventSubject(
                        row: nil, model: model, batch: range.batch, count: portion.rowless,
                        history: UnitHistory(portion.entries)))
            }
            // Where a range begins or ends, a portion does: all of its units share the events of their batch.
            for row in portion.rows {
                let history = UnitHistory(try UnitHistory.own(row.key, reader) + portion.entries)
                try body(EventSubject(row, history))
            }
        }
    }

    /// Hands on the units of a model that were numbered elsewhere, which all have a row, of some batches.
    package static func forEachUnissued(
        of model: ID<Model>, in batches: Set<ID<Batch>?>, _ reader: any SQLReader,
        _ body: (EventSubject) throws -> Void
    ) throws {
        try UnitRows.forEachUnissued(of: model, reader) { row in
            guard batches.contains(row.batch) else { return }
            try body(EventSubject(row, try Units.history(of: row, reader)))
        }
    }

    private init(_ row: UnitRow, _ history: UnitHistory) {
        self.init(row: row, model: row.key.model, batch: row.batch, count: 1, history: history)
    }
}
