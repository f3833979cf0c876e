import Identifiers
import Storage

/// Rows of units whose serial numbers were issued elsewhere. A unit is registered once; a row is new or known, or says of
/// what making nobody had said anything: an event may have brought the unit into the registry.
///
/// One commissioning event registers up to 1,000 units of whose making the rows say the same.
final class UnitImporter: RowImporter {
    /// What a row says.
    private struct Parsed {
        var subject: ImportCatalogue.Subject
        var key: UnitKey
        var producedOn: CivilDate?
        var batch: String?
        var workOrder: String?
        var commissioning: Commissioning
    }

    /// What the event that registers a unit says of it: rows that agree share an event.
    private struct Commissioning: Hashable {
        var manufacturer: ID<Manufacturer>
        /// Nil for now.
        var time: Int64?
        var disposition: Disposition
        var location: String?
        var plant: String?
        var market: String?
    }

    private struct Group {
        var commissioning: Commissioning
        var units: [EventRecorder.NewUnit] = []
        /// Indices of their rows.
        var rows: [Int] = []
    }

    private struct BatchName: Hashable {
        var model: ID<Model>
        var number: String
    }

    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// Batches that the check has found fit for foreign units, with their orders.
    private var fitBatches: [BatchName: String?] = [:]
    /// How many rows one transaction takes; found out by the clock.
    private var rowsPerWrite = UnitImporter.fewestRows

    /// Some milliseconds of work. On a machine too busy for that, even smaller transactions would only write more.
    private static let fewestRows = 512

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .record)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let unit = try parse(row, reader, &faults) else { return nil }
        if let time = unit.commissioning.time, time > context.now + EventRules.tolerance {
            throw row.error(
                .producedOn, code: RegistryError.Code.eventFuture.rawValue,
                sentence: "the date is in the future; check it.")
        }
        try TextRules.check(unit.commissioning.location, field: "location", limit: 200)
        try TextRules.check(unit.commissioning.plant, field: "plant", limit: 200)
        try TextRules.checkMarket(unit.commissioning.market)
        try checkBatch(unit, row, reader)
        return try effect(unit, row, reader)
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        let taken = rows.prefix(rowsPerWrite)
        var counts = ImportCounts()
        let recorder = EventRecorder(as: context.principal, projectors: context.projectors, transaction)
        for group in try grouped(taken, transaction) {
            var start = 0
            while start < group.units.count {
                let end = min(start + EventRules.maximumUnits, group.units.count)
                let known = try register(group, start..<end, recorder, rows)
                for index in start..<end {
                    guard known.contains(index) else {
                        counts.add(.created)
                        continue
                    }
                    counts.add(try complete(rows[group.rows[index]], transaction))
                }
                start = end
            }
        }
        if isDue() {
            rowsPerWrite = max(Self.fewestRows, rowsPerWrite * 2 / 3)
        } else if taken.count == rowsPerWrite {
            rowsPerWrite += rowsPerWrite / 4
        }
        return counts
    }

    // MARK: Reading

    private func parse(
        _ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws -> Parsed? {
        let before = faults.total
        let serial = faults.checking { () throws(RowError) in try row.serial() }
        let producedOn = faults.checking { () throws(RowError) in try row.date(.producedOn) }
        let batch = faults.checking { () throws(RowError) in try row.identifier(.batch) }
        let disposition = faults.checking { () throws(RowError) in try row.word(.disposition, Disposition.self) }
        let plant = faults.checking { () throws(RowError) in try row.identifier(.plant) }
        let workOrder = faults.checking { () throws(RowError) in try row.identifier(.workOrder) }
        let subject = try catalogue.subject(row, reader)
        guard faults.total == before, let serial else { return nil }
        return Parsed(
            subject: subject, key: UnitKey(subject.model.id, serial), producedOn: producedOn, batch: batch,
            workOrder: workOrder,
            commissioning: Commissioning(
                manufacturer: subject.manufacturer.id, time: producedOn?.firstMicrosecond,
                disposition: disposition ?? .active, location: row[.location], plant: plant, market: row[.market]))
    }

    // MARK: Checking

    /// A batch of issued serial numbers holds no others, and a batch is made under one order.
    private func checkBatch(_ unit: Parsed, _ row: ImportRow, _ reader: any SQLReader) throws {
        guard let number = unit.batch else {
            guard unit.workOrder == nil else {
                throw row.error(
                    .workOrder, code: RegistryError.Code.valueInvalid.rawValue,
                    sentence: "a work order is that of a batch; name the batch too.")
            }
            return
        }
        let name = BatchName(model: unit.subject.model.id, number: number)
        if let order = fitBatches[name] {
            guard unit.workOrder == nil || unit.workOrder == order else {
                throw row.error(
                    .workOrder, code: RegistryError.Code.batchTaken.rawValue,
                    sentence: "the batch \(quotedForPeople(number)) was made under another order or none, and a batch "
                        + "never changes.")
            }
            return
        }
        try TextRules.check(number, field: "batch", limit: 64)
        try TextRules.check(unit.workOrder, field: "work_order", limit: 64)
        let known = try Batches.find(number, of: name.model, reader)
        if let known { try Batches.requireSameOrder(unit.workOrder, known) }
        if let batch = known, batch.issue != nil {
            guard try unit.subject.decode(unit.key.serial) == nil else { return }
            throw row.error(
                .batch, code: RegistryError.Code.batchTaken.rawValue,
                sentence:
                    "the batch \(quotedForPeople(number)) holds the serial numbers that its format prints, and this "
                    + "is none of them.")
        }
        if fitBatches.count >= 100_000 { fitBatches.removeAll() }
        fitBatches[name] = .some(known == nil ? unit.workOrder : known?.workOrder)
    }

    /// Whether the unit is in the registry, just as the row says, or but for its making.
    /// - Throws: `serial.notIssued`, and `serial.taken` where the registry says otherwise.
    private func effect(_ unit: Parsed, _ row: ImportRow, _ reader: any SQLReader) throws -> RowEffect {
        guard let found = try found(unit, row, reader) else { return .created }
        guard lacks(found, unit) else { return .unchanged }
        var changes = FieldChanges()
        if found.producedOn == nil { changes.note("produced_on", nil, unit.producedOn?.isoText) }
        if found.batch == nil { changes.note("batch", nil, unit.batch) }
        return .updated(changes.all)
    }

    /// Whether the row tells the production date or the batch of a unit of which nobody has told it.
    private func lacks(_ found: UnitRow, _ unit: Parsed) -> Bool {
        found.sequence == nil
            && (found.producedOn == nil && unit.producedOn != nil || found.batch == nil && unit.batch != nil)
    }

    private func found(_ unit: Parsed, _ row: ImportRow, _ reader: any SQLReader) throws -> UnitRow? {
        var found = unit.subject.hasUnits ? try UnitRows.find(unit.key, reader) : nil
        if found == nil, let (format, decoded) = try unit.subject.decode(unit.key.serial) {
            let batch = try Batches.holding(
                decoded.sequence, printedKey: decoded.printedKey, format: format.id, reader)
            guard let batch else {
                throw row.error(
                    .serial, code: RegistryError.Code.serialNotIssued.rawValue,
                    sentence:
                        "the serial number \(unit.key.serial.text) has the model's format but was never issued; issue "
                        + "its batch first, or check it.")
            }
            found = try Units.implied(unit.key, batch: batch, sequence: decoded.sequence, reader)
        }
        guard let found else { return nil }
        guard try says(found, unit, row, reader) else {
            throw row.error(
                .serial, code: RegistryError.Code.serialTaken.rawValue,
                sentence: "the serial number \(unit.key.serial.text) is registered with another date, batch, place or "
                    + "disposition; record an event of what has changed instead.")
        }
        return found
    }

    /// Whether a unit is what a row says, or was so when it was registered. Of what the row leaves blank, it says
    /// nothing.
    private func says(
        _ found: UnitRow, _ unit: Parsed, _ row: ImportRow, _ reader: any SQLReader
    ) throws -> Bool {
        let isForeign = found.sequence == nil
        if let producedOn = unit.producedOn, producedOn != found.producedOn {
            guard isForeign, found.producedOn == nil else { return false }
        }
        if let number = unit.batch, !isForeign || found.batch != nil {
            guard let batch = found.batch, try Batches.find(batch, reader)?.number == number else { return false }
        }
        let disposition = row[.disposition] == nil ? nil : unit.commissioning.disposition
        let location = unit.commissioning.location
        guard disposition != nil || location != nil else { return true }
        func agrees(_ otherDisposition: Disposition?, _ otherLocation: String?) -> Bool {
            (disposition == nil || disposition == otherDisposition)
                && (location == nil || location == otherLocation)
        }
        if agrees(found.state.disposition, found.state.businessLocation) { return true }
        return try Units.history(of: found, reader).entries.contains { entry in
            entry.action == .add && agrees(entry.disposition, entry.businessLocation)
        }
    }

    // MARK: Writing

    /// Rows by what their event says, in the order of the first row of each.
    private func grouped(
        _ rows: ArraySlice<ImportRow>, _ transaction: any SQLTransaction
    ) throws -> [Group] {
        var groups: [Group] = []
        var indices: [Commissioning: Int] = [:]
        var batches: [BatchName: ID<Batch>] = [:]
        for (index, row) in zip(rows.indices, rows) {
            var faults = ImportErrors()
            guard let unit = try parse(row, transaction, &faults) else {
                throw RefusedRow(error: row.refusal(faults))
            }
            var batch: ID<Batch>?
            if let number = unit.batch {
                let name = BatchName(model: unit.subject.model.id, number: number)
                // A unit of an issued batch is there already, in its batch.
                let isIssued = try unit.subject.hasBatches && unit.subject.decode(unit.key.serial) != nil
                if !isIssued {
                    batch =
                        try batches[name]
                        ?? Batches.findOrCreate(
                            number, of: unit.subject.model, producedOn: unit.producedOn, workOrder: unit.workOrder,
                            transaction
                        ).id
                    batches[name] = batch
                }
            }
            let place: Int
            if let last = groups.indices.last, groups[last].commissioning == unit.commissioning {
                place = last
            } else if let known = indices[unit.commissioning] {
                place = known
            } else {
                place = groups.count
                indices[unit.commissioning] = place
                groups.append(Group(commissioning: unit.commissioning))
            }
            groups[place].units.append(
                EventRecorder.NewUnit(key: unit.key, batch: batch, producedOn: unit.producedOn))
            groups[place].rows.append(index)
        }
        return groups
    }

    /// - Returns: The indices of units that the registry knew already.
    private func register(
        _ group: Group, _ range: Range<Int>, _ recorder: EventRecorder, _ rows: ArraySlice<ImportRow>
    ) throws -> Set<Int> {
        var draft = EventDraft(time: group.commissioning.time ?? recorder.transaction.now)
        draft.action = .add
        draft.businessStep = .commissioning
        draft.disposition = group.commissioning.disposition
        draft.businessLocation = group.commissioning.location
        draft.readPoint = group.commissioning.plant
        draft.details.market = group.commissioning.market
        do {
            let known = try recorder.register(
                group.units[range], by: draft, of: group.commissioning.manufacturer)
            return Set(known)
        } catch let error as RegistryError {
            // A fault of one unit of many: which one tells its row.
            throw RefusedRow(
                error: rows[group.rows[range.lowerBound]].fault(error)
                    ?? rows[group.rows[range.lowerBound]].refusal(ImportErrors()))
        }
    }

    /// A unit that is known must be as the row says; of its making it learns what nobody has said before.
    private func complete(_ row: ImportRow, _ transaction: any SQLTransaction) throws -> RowEffect {
        var faults = ImportErrors()
        do {
            let fresh = ImportCatalogue(context, for: .record)
            guard let unit = try parse(row, transaction, &faults) else { throw row.refusal(faults) }
            let subject = try fresh.subject(row, transaction)
            var current = unit
            current.subject = subject
            guard let found = try self.found(current, row, transaction), lacks(found, current) else {
                return .unchanged
            }
            let batch = try current.batch.map {
                try Batches.findOrCreate(
                    $0, of: subject.model, producedOn: current.producedOn, workOrder: current.workOrder, transaction
                ).id
            }
            var completed = found
            completed.producedOn = found.producedOn ?? current.producedOn
            completed.batch = found.batch ?? batch
            try UnitRows.setMaking(of: completed, transaction)
            return .updated([])
        } catch {
            guard let fault = row.fault(error) else { throw error }
            throw RefusedRow(error: fault)
        }
    }
}

extension ImportRow {
    /// The serial number, which must be there.
    func serial(_ column: ImportColumn = .serial) throws(RowError) -> SerialNumber {
        let text = try required(column)
        do {
            return try SerialNumber(parsing: text)
        } catch {
            throw self.error(column, code: error.code.rawValue, sentence: error.sentence)
        }
    }
}
