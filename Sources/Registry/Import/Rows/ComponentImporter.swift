import Identifiers
import Storage

/// Rows of components that were built into assemblies, one event each, recorded in the order of the file. They are
/// commands: a component that is elsewhere is an error of its row. What the registry has already is left alone.
final class ComponentImporter: RowImporter {
    /// What a row says.
    private struct Parsed {
        var component: (subject: ImportCatalogue.Subject, key: UnitKey)
        var assembly: (subject: ImportCatalogue.Subject, key: UnitKey)
        var change: ComponentChange
        var batch: String?
        var producedOn: CivilDate?
    }

    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The components of the rows above: what each is built into, and by which row.
    private var above: [UnitKey: (assembly: UnitKey, row: Int)] = [:]

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .record)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let parsed = try parse(row, reader, &faults) else { return nil }
        let (component, assembly) = (parsed.component.key, parsed.assembly.key)
        if let other = above[component] { throw row.duplicate(of: other.row, .serial) }
        above[component] = (assembly, row.number)
        if try isKnown(parsed, reader) { return .unchanged }
        let rules = ComponentRules(parsed.change, reader)
        if try above[assembly] == nil || Units.find(assembly, reader) != nil {
            try told(row, .assemblySerial) { try rules.requireAssembly() }
        }
        try checkBatch(parsed, row, reader)
        try told(row, .serial) { _ = try rules.requireFree(component, registering: EventRecorder.Registration()) }
        try checkCircle(parsed, row, reader)
        try EventRules.check(
            Components.draft(parsed.change, .add, try step(parsed), component), now: context.now)
        return .created
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        let recorder = EventRecorder(as: context.principal, projectors: context.projectors, transaction)
        return try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let parsed = try parse(row, transaction, &faults) else { throw row.refusal(faults) }
            if try isKnown(parsed, transaction) { return .unchanged }
            let subject = parsed.component.subject
            // A component that is known keeps its batch, which the check has compared.
            let isNew = try Units.find(parsed.component.key, transaction) == nil
            let batch =
                isNew
                ? try parsed.batch.map {
                    try Batches.findOrCreate($0, of: subject.model, producedOn: parsed.producedOn, transaction).id
                } : nil
            let event = try Components.install(
                parsed.component.key, by: parsed.change,
                registering: EventRecorder.Registration(batch: batch, producedOn: parsed.producedOn), recorder)
            try ImportChanges.note(
                .event, event.id.value, of: .components, by: row.number, in: context.journal, transaction)
            return .created
        }
    }

    // MARK: Reading

    private func parse(
        _ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws -> Parsed? {
        let before = faults.total
        let serial = faults.checking { () throws(RowError) in try row.serial() }
        let assemblySerial = faults.checking { () throws(RowError) in try row.serial(.assemblySerial) }
        let slot = faults.checking { () throws(RowError) in try row.identifier(.slot) }
        _ = faults.checking { () throws(RowError) in try row.required(.eventTime) }
        let time = faults.checking { () throws(RowError) in try row.time(.eventTime) }
        let step = faults.checking { () throws(RowError) in try row.word(.businessStep, BusinessStep.self) }
        let batch = faults.checking { () throws(RowError) in try row.identifier(.batch) }
        let producedOn = faults.checking { () throws(RowError) in try row.date(.producedOn) }
        let component = try catalogue.subject(row, reader)
        let assembly = try catalogue.assembly(row, reader)
        guard faults.total == before, let serial, let assemblySerial, let time else { return nil }
        let key = UnitKey(assembly.model.id, assemblySerial)
        var change = ComponentChange(of: key, at: time.microseconds)
        change.zoneOffset = time.offsetMinutes
        change.businessStep = step ?? .assembling
        change.slot = slot
        change.location = row[.location]
        change.notes = row[.note].map { [$0] } ?? []
        return Parsed(
            component: (component, UnitKey(component.model.id, serial)), assembly: (assembly, key), change: change,
            batch: batch, producedOn: producedOn)
    }

    private func step(_ parsed: Parsed) throws(RegistryError) -> BusinessStep {
        let step = parsed.change.businessStep ?? .assembling
        guard Components.installing.contains(step) else {
            throw RegistryError(
                .valueInvalid, "Components are built in by the business step assembling or installing.",
                field: "business_step")
        }
        return step
    }

    // MARK: Checking

    /// Names the column whose unit the rules refuse.
    private func told(_ row: ImportRow, _ column: ImportColumn, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as RegistryError {
            throw row.error(column, code: error.code.rawValue, sentence: error.sentence)
        }
    }

    /// Whether the component came into this assembly at this very time, and to this slot if the row names one.
    private func isKnown(_ parsed: Parsed, _ reader: any SQLReader) throws -> Bool {
        guard let unit = try Units.find(parsed.component.key, reader) else { return false }
        let state = try Units.history(of: unit, reader).state(asOf: parsed.change.time)
        return state.parent == parsed.assembly.key && state.joining?.time == parsed.change.time
            && (parsed.change.slot == nil || parsed.change.slot == state.joining?.slot)
    }

    /// A component that is known is of the batch that the row names; another one's batch holds no issued numbers.
    private func checkBatch(_ parsed: Parsed, _ row: ImportRow, _ reader: any SQLReader) throws {
        guard let number = parsed.batch else { return }
        try TextRules.check(number, field: "batch", limit: 64)
        if let unit = try Units.find(parsed.component.key, reader) {
            guard try unit.batch.flatMap({ try Batches.find($0, reader)?.number }) != number else { return }
            throw row.error(
                .batch, code: RegistryError.Code.serialTaken.rawValue,
                sentence: "the unit \(parsed.component.key.serial.text) is registered with another batch; check both.")
        }
        if let batch = try Batches.find(number, of: parsed.component.subject.model.id, reader), batch.issue != nil {
            throw row.error(
                .batch, code: RegistryError.Code.batchTaken.rawValue,
                sentence:
                    "the serial numbers of the batch \(quotedForPeople(number)) were issued here, and this is none of "
                    + "them.")
        }
    }

    /// With the rows above and what the registry knows, the component may not lead up to itself.
    private func checkCircle(_ parsed: Parsed, _ row: ImportRow, _ reader: any SQLReader) throws {
        var key = parsed.assembly.key
        for _ in 0..<ComponentTree.maximumDepth {
            guard key != parsed.component.key else {
                throw row.error(
                    .serial, code: RegistryError.Code.componentCircle.rawValue,
                    sentence: "with the rows above, the unit would be part of itself.")
            }
            let known = try above[key]?.assembly ?? Units.find(key, reader)?.state.parent
            guard let next = known else { return }
            key = next
        }
        throw row.error(
            .serial, code: RegistryError.Code.eventInvalid.rawValue,
            sentence: "with the rows above, the unit would lie more than \(ComponentTree.maximumDepth) deep.")
    }
}
