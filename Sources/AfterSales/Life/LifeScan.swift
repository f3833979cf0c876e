package import Identifiers
package import Registry
package import Storage

/// Reads the lives of all units of a model that have a row, in the order of their find keys: units and their events are
/// each read in one pass by index.
package final class LifeScan {
    private let model: ID<Model>
    private let reader: any SQLReader
    private var ranges: [ID<Batch>: [BatchEvent]] = [:]
    private var batches: [ID<Batch>: Batch?] = [:]
    private let words = LifeWords()

    /// Units that are read at once.
    private static let pageSize: Int64 = 2_000

    package init(of model: ID<Model>, _ reader: any SQLReader) {
        self.model = model
        self.reader = reader
    }

    /// A find key in the middle of the model's units, so that two can share the work; nil where there are few.
    package static func middle(of model: ID<Model>, _ reader: any SQLReader) throws -> String? {
        let units = try reader.first(LifeScanSQL.count, [.integer(model.value)]) { $0.integer(0) } ?? 0
        guard units >= pageSize * 4 else { return nil }
        return try reader.first(LifeScanSQL.middle, [.integer(model.value), .integer(units / 2)]) { $0.text(0) }
    }

    /// A unit and what its own events and those of its batch tell.
    package struct Unit {
        package var key: UnitKey
        /// Nil where it takes more than these events to tell: corrections, exchanges, components, events at the same moment.
        package var life: UnitLife?
        /// Whether parts were built into it.
        package var holdsParts: Bool
    }

    /// Hands the units to `body`, so many at once, until it answers `false`.
    /// - Parameters:
    ///   - after: The find key after which units are read; nil for all from the first.
    ///   - last: The last find key; nil for all to the end.
    package func forEachPage(after: String? = nil, last: String? = nil, _ body: ([Unit]) throws -> Bool) throws {
        var (key, serial) = (after ?? "", after == nil ? "" : "\u{10FFFF}")
        while true {
            let page = try page(after: key, serial, last: last)
            guard let end = page.last else { return }
            let units = try zip(page, events(of: page)).map { row, events in
                Unit(
                    key: UnitKey(model, try SerialNumber(parsing: row.serial.isEmpty ? row.key : row.serial)),
                    life: events.isIntricate ? nil : try life(of: row, events), holdsParts: events.holdsParts)
            }
            guard try body(units) else { return }
            (key, serial) = (end.key, end.serial)
        }
    }

    // MARK: Units

    private struct UnitLine {
        var key: String
        var serial: String
        var batch: ID<Batch>?
        var sequence: Int64?
        var producedOn: String?
    }

    private func page(after key: String, _ serial: String, last: String?) throws -> [UnitLine] {
        func unit(_ row: borrowing Row) -> UnitLine {
            UnitLine(
                key: row.text(0), serial: row.text(1), batch: row.optionalInteger(2).map { ID($0) },
                sequence: row.optionalInteger(3), producedOn: row.optionalText(4))
        }
        let place: [SQLValue] = [.integer(model.value), .text(key), .text(serial)]
        guard let last else { return try reader.all(LifeScanSQL.page, place + [.integer(Self.pageSize)], unit) }
        return try reader.all(LifeScanSQL.pageUpTo, place + [.text(last), .integer(Self.pageSize)], unit)
    }

    private func life(of unit: UnitLine, _ own: Events) throws -> UnitLife {
        var produced = try unit.producedOn.map { try words.date($0) }
        var events = own.events
        if let id = unit.batch {
            if produced == nil { produced = try batch(id)?.producedOn }
            if let sequence = unit.sequence {
                let shared = try batchEvents(of: id).filter { $0.sequences.contains(sequence) }
                if !shared.isEmpty { events = (events + shared.map(\.event)).sorted { $0.time < $1.time } }
            }
        }
        var fold = LifeFold(producedOn: produced, market: nil)
        for event in events { fold.apply(event) }
        return fold.facts
    }

    private func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = .some(found)
        return found
    }

    // MARK: Events

    /// What happened to one unit.
    private struct Events {
        var events: [LifeEvent] = []
        var isIntricate = false
        var holdsParts = false
    }

    private func events(of page: [UnitLine]) throws -> [Events] {
        var lives = Array(repeating: Events(), count: page.count)
        guard let first = page.first, let last = page.last else { return lives }
        var place = 0
        try reader.forEachRow(LifeScanSQL.events, [.integer(model.value), .text(first.key), .text(last.key)]) {
            row in
            while place < page.count, !row.isOf(page[place].key, page[place].serial) {
                // Events of another spelling of the first or last find key are of another page.
                guard row.isAfter(page[place].key, page[place].serial) else { return true }
                place += 1
            }
            guard place < page.count else { return false }
            try note(row, in: &lives[place])
            return true
        }
        for (index, unit) in page.enumerated() where !lives[index].isIntricate {
            guard let batch = unit.batch, let sequence = unit.sequence else { continue }
            var times = Set(lives[index].events.map(\.time))
            // Which of two events at the same moment came first, their places in the ledger tell.
            lives[index].isIntricate = try batchEvents(of: batch).contains {
                $0.sequences.contains(sequence) && ($0.isIntricate || !times.insert($0.event.time).inserted)
            }
        }
        return lives
    }

    private func note(_ row: borrowing Row, in life: inout Events) throws {
        guard !life.isIntricate else { return }
        let time = row.integer(2)
        let step = try words.step(row, 6)
        guard row.text(4) == HistoryEntry.Role.unit.rawValue else {
            // A component counts from the sale of what it was in. A market may be told of what is in something.
            if row.text(4) == HistoryEntry.Role.child.rawValue, row.text(11) == EventType.association.rawValue {
                life.isIntricate = true
            }
            if row.text(4) == HistoryEntry.Role.parent.rawValue, row.text(11) == EventType.association.rawValue {
                life.holdsParts = true
            }
            if !row.isNull(8) || !row.isNull(9) { life.isIntricate = true }
            if !row.isNull(10), try words.details(row, 10).market != nil { life.isIntricate = true }
            return
        }
        guard row.isNull(8), row.isNull(9), step != .replacing, life.events.last?.time != time else {
            life.isIntricate = true
            return
        }
        life.events.append(
            LifeEvent(
                event: ID(row.integer(3)), time: time, zoneOffset: Int(row.integer(5)), step: step,
                disposition: try words.disposition(row, 7), details: try words.details(row, 10)))
    }

    /// An event of a part of a batch.
    private struct BatchEvent {
        var sequences: ClosedRange<Int64>
        var event: LifeEvent
        /// It takes more than this event to judge: a correction, or something that is built into something.
        var isIntricate: Bool
    }

    private func batchEvents(of batch: ID<Batch>) throws -> [BatchEvent] {
        if let known = ranges[batch] { return known }
        let events = try reader.all(LifeScanSQL.ranges, [.integer(batch.value)]) { row -> BatchEvent? in
            let event = LifeEvent(
                event: ID(row.integer(3)), time: row.integer(2), zoneOffset: Int(row.integer(5)),
                step: try words.step(row, 6), disposition: try words.disposition(row, 7),
                details: try words.details(row, 10))
            let isChild = !row.isNull(11)
            let isIntricate =
                !row.isNull(8) || !row.isNull(9) || event.step == .replacing
                || isChild && (row.text(12) == EventType.association.rawValue || event.details.market != nil)
            // What was only packed into something says nothing of its cover.
            guard isIntricate || !isChild else { return nil }
            return BatchEvent(
                sequences: row.integer(0)...max(row.integer(0), row.integer(1)), event: event,
                isIntricate: isIntricate)
        }.compactMap(\.self)
        // That units were made says nothing about their cover that their production date does not say.
        let telling = Array(
            events.drop {
                $0.event.step == .commissioning && !$0.isIntricate && $0.event.details.market == nil
                    && $0.event.details.readings == nil
            })
        ranges[batch] = telling
        return telling
    }
}

extension Row {
    fileprivate func isOf(_ key: String, _ serial: String) -> Bool { text(0) == key && text(1) == serial }

    /// In the order of the index: by bytes.
    fileprivate func isAfter(_ key: String, _ serial: String) -> Bool {
        let (ownKey, ownSerial) = (text(0), text(1))
        guard ownKey == key else { return key.utf8.lexicographicallyPrecedes(ownKey.utf8) }
        return serial.utf8.lexicographicallyPrecedes(ownSerial.utf8)
    }
}

private enum LifeScanSQL {
    static let count = Statement(
        """
        SELECT count(*)
          FROM units
         WHERE model_id = $1
        """)
    static let middle = Statement(
        """
        SELECT serial_key
          FROM units
         WHERE model_id = $1
         ORDER BY serial_key, serial
         LIMIT 1
        OFFSET $2
        """)
    static let page = Statement(
        """
        SELECT serial_key, serial, batch_id, sequence, produced_on
          FROM units
         WHERE model_id = $1
           AND (serial_key, serial) > ($2, $3)
         ORDER BY serial_key, serial
         LIMIT $4
        """)
    static let pageUpTo = Statement(
        """
        SELECT serial_key, serial, batch_id, sequence, produced_on
          FROM units
         WHERE model_id = $1
           AND (serial_key, serial) > ($2, $3)
           AND serial_key <= $4
         ORDER BY serial_key, serial
         LIMIT $5
        """)
    static let events = Statement(
        """
        SELECT serial_key, serial, event_time, event_id, role, zone_offset, business_step, disposition,
               corrects_event_id, error_reason, details, type
          FROM unit_events
         WHERE model_id = $1
           AND serial_key BETWEEN $2 AND $3
         ORDER BY serial_key, serial, event_time, event_id
        """)
    static let ranges = Statement(
        """
        SELECT first_sequence, last_sequence, event_time, event_id, ordinal, zone_offset, business_step, disposition,
               corrects_event_id, error_reason, details, parent_model_id, type
          FROM batch_ranges
         WHERE batch_id = $1
         ORDER BY event_time, event_id, ordinal
        """)
}
