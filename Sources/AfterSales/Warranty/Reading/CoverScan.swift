package import Identifiers
package import Registry
package import Storage

/// Judges the cover of all units of a model: those that have a row in the order of their find keys, where units and their
/// events are each read in one pass by index and terms are made ready once; the others by parts of their batches (see
/// ``forEachRowless(asOf:_:)``).
///
/// Lives that take more than their own events to judge (corrections, exchanges, components, events at the same moment) are
/// handed to a ``CoverDesk``.
package final class CoverScan {
    private let model: Model
    private let terms: ModelTerms
    private let desk: CoverDesk
    private let reader: any SQLReader
    private var ranges: [ID<Batch>: [BatchEvent]] = [:]
    private var batches: [ID<Batch>: Batch?] = [:]
    private let words = CoverWords()
    private let namesComponents: Bool

    /// Units that are read at once.
    private static let pageSize: Int64 = 2_000

    package init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        self.model = model
        self.reader = reader
        terms = try ModelTerms(of: model, on: today, reader)
        namesComponents = !terms.components.isEmpty
        desk = CoverDesk(on: today, reader)
    }

    /// A find key in the middle of the model's units, so that two can share the work; nil where there are few.
    package static func middle(of model: ID<Model>, _ reader: any SQLReader) throws -> String? {
        let units = try reader.first(CoverScanSQL.count, [.integer(model.value)]) { $0.integer(0) } ?? 0
        guard units >= pageSize * 4 else { return nil }
        return try reader.first(CoverScanSQL.middle, [.integer(model.value), .integer(units / 2)]) { $0.text(0) }
    }

    /// Units without a row.
    package enum Rowless {
        /// One that has extensions of its own.
        case unit(UnitKey)
        /// So many of a batch, from the first to the last one, which nothing tells apart.
        case part(RowlessPart)

        package var count: Int64 { if case .part(let part) = self { part.count } else { 1 } }
    }

    /// Hands the verdicts on the units that have no row to `body` until it answers `false`: each part of a batch is judged
    /// once.
    package func forEachRowless(asOf: CivilDate, _ body: (Rowless, CoverVerdict) throws -> Bool) throws {
        var apart: [ID<Batch>: [Int64]] = [:]
        for unit in try CoverExtensions.rowlessUnits(of: model.id, reader) {
            guard let batch = unit.batch, let sequence = unit.sequence else { continue }
            apart[batch, default: []].append(sequence)
            guard try body(.unit(unit.key), try desk.verdict(on: unit, asOf: asOf)) else { return }
        }
        try terms.rowlessParts(of: model.id, reader).forEach(leavingOut: apart.mapValues { $0.sorted() }) { part in
            try body(.part(part), try desk.verdict(on: part, terms, asOf: asOf))
        }
    }

    /// Hands the verdicts on the units that have a row to `body` until it answers `false`.
    /// - Parameters:
    ///   - after: The find key after which units are judged; nil for all from the first.
    ///   - last: The last find key; nil for all to the end.
    package func forEach(
        after: String? = nil, last: String? = nil, asOf: CivilDate,
        _ body: (UnitKey, CoverVerdict) throws -> Bool
    ) throws {
        var (key, serial) = (after ?? "", after == nil ? "" : "\u{10FFFF}")
        while true {
            let page = try page(after: key, serial, last: last)
            guard let first = page.first, let end = page.last else { return }
            let extensions = try CoverExtensions.list(of: model.id, from: first.key, to: end.key, reader)
            let lives = try lives(of: page)
            for (unit, life) in zip(page, lives) {
                let more = extensions.isEmpty ? [] : extensions["\(unit.key) \(unit.serial)"] ?? []
                let key = UnitKey(model.id, try SerialNumber(parsing: unit.serial.isEmpty ? unit.key : unit.serial))
                guard try body(key, try verdict(on: unit, key, life, more, asOf)) else { return }
            }
            (key, serial) = (end.key, end.serial)
        }
    }

    // MARK: Units

    private struct Unit {
        var key: String
        var serial: String
        var batch: ID<Batch>?
        var sequence: Int64?
        var producedOn: String?
    }

    private func page(after key: String, _ serial: String, last: String?) throws -> [Unit] {
        func unit(_ row: borrowing Row) -> Unit {
            Unit(
                key: row.text(0), serial: row.text(1), batch: row.optionalInteger(2).map { ID($0) },
                sequence: row.optionalInteger(3), producedOn: row.optionalText(4))
        }
        let place: [SQLValue] = [.integer(model.id.value), .text(key), .text(serial)]
        guard let last else { return try reader.all(CoverScanSQL.page, place + [.integer(Self.pageSize)], unit) }
        return try reader.all(CoverScanSQL.pageUpTo, place + [.text(last), .integer(Self.pageSize)], unit)
    }

    private func verdict(
        on unit: Unit, _ key: UnitKey, _ life: Life, _ extensions: [CoverExtension], _ asOf: CivilDate
    ) throws -> CoverVerdict {
        // Where a part comes from, its own history tells.
        let isIntricate =
            life.isIntricate
            || life.holdsParts && (namesComponents || extensions.contains { $0.coverage.component != nil })
        if isIntricate || terms.asksForUnits {
            guard let row = try UnitRows.find(key, reader) else {
                return CoverVerdict(asOf: asOf, state: .unknown, lines: [], reasons: [.noTerm])
            }
            if isIntricate { return try desk.verdict(on: row, asOf: asOf) }
            let applies = try terms.applies(to: row, batch: try row.batch.flatMap(batch), reader)
            return Warranty.verdict(try facts(of: unit, life), terms.book, extensions, asOf: asOf) { applies[$0] }
        }
        return Warranty.verdict(try facts(of: unit, life), terms.book, extensions, asOf: asOf) { _ in true }
    }

    private func facts(of unit: Unit, _ life: Life) throws -> CoverFacts {
        var produced = try unit.producedOn.map { try words.date($0) }
        var events = life.events
        if let id = unit.batch {
            if produced == nil { produced = try batch(id)?.producedOn }
            if let sequence = unit.sequence {
                let shared = try batchEvents(of: id).filter { $0.sequences.contains(sequence) }
                if !shared.isEmpty { events = (events + shared.map(\.event)).sorted { $0.time < $1.time } }
            }
        }
        var fold = CoverFold(producedOn: produced, market: nil)
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
    private struct Life {
        var events: [CoverEvent] = []
        var isIntricate = false
        var holdsParts = false
    }

    private func lives(of page: [Unit]) throws -> [Life] {
        var lives = Array(repeating: Life(), count: page.count)
        guard let first = page.first, let last = page.last else { return lives }
        var place = 0
        try reader.forEachRow(CoverScanSQL.events, [.integer(model.id.value), .text(first.key), .text(last.key)]) {
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

    private func note(_ row: borrowing Row, in life: inout Life) throws {
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
            CoverEvent(
                event: ID(row.integer(3)), time: time, zoneOffset: Int(row.integer(5)), step: step,
                disposition: try words.disposition(row, 7), details: try words.details(row, 10)))
    }

    /// An event of a part of a batch.
    private struct BatchEvent {
        var sequences: ClosedRange<Int64>
        var event: CoverEvent
        /// It takes more than this event to judge: a correction, or something that is built into something.
        var isIntricate: Bool
    }

    private func batchEvents(of batch: ID<Batch>) throws -> [BatchEvent] {
        if let known = ranges[batch] { return known }
        let events = try reader.all(CoverScanSQL.ranges, [.integer(batch.value)]) { row -> BatchEvent? in
            let event = CoverEvent(
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

/// Words of rows that occur again and again.
private final class CoverWords {
    private var steps: [String: BusinessStep] = [:]
    private var dispositions: [String: Disposition] = [:]
    private var dates: [String: CivilDate] = [:]
    private var details: [String: EventDetails] = [:]

    /// Past so many they are learnt anew.
    private static let capacity = 10_000

    func step(_ row: borrowing Row, _ column: Int32) throws -> BusinessStep? {
        guard !row.isNull(column) else { return nil }
        let text = row.text(column)
        if let known = steps[text] { return known }
        guard let step = BusinessStep(rawValue: text) else { throw Self.damaged(text) }
        steps[text] = step
        return step
    }

    func disposition(_ row: borrowing Row, _ column: Int32) throws -> Disposition? {
        guard !row.isNull(column) else { return nil }
        let text = row.text(column)
        if let known = dispositions[text] { return known }
        guard let disposition = Disposition(rawValue: text) else { throw Self.damaged(text) }
        dispositions[text] = disposition
        return disposition
    }

    func date(_ text: String) throws -> CivilDate {
        if let known = dates[text] { return known }
        if dates.count >= Self.capacity { dates.removeAll(keepingCapacity: true) }
        let date = try CivilDate(parsing: text)
        dates[text] = date
        return date
    }

    func details(_ row: borrowing Row, _ column: Int32) throws -> EventDetails {
        guard !row.isNull(column) else { return EventDetails() }
        let text = row.text(column)
        if let known = details[text] { return known }
        if details.count >= Self.capacity { details.removeAll(keepingCapacity: true) }
        let made = try Self.owner(in: text) ?? EventDetails(text: text)
        details[text] = made
        return made
    }

    /// Most details differ by the owning party alone, and decoding JSON takes longer than all the rest.
    private static func owner(in text: String) -> EventDetails? {
        let (before, after) = (#"{"owningParty":""#, #""}"#)
        guard text.hasPrefix(before), text.hasSuffix(after),
            let id = Int64(text.dropFirst(before.utf8.count).dropLast(after.utf8.count))
        else { return nil }
        var details = EventDetails()
        details.owningParty = ID(id)
        return details
    }

    private static func damaged(_ word: String) -> StorageError {
        StorageError(.damaged, "The database holds the unknown word '\(word)'. Restore it from a backup.")
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

private enum CoverScanSQL {
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
