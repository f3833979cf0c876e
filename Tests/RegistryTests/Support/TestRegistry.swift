import Identifiers
import Registry
import Storage

/// The registry's core on a database of a test's own.
struct TestRegistry: Sendable {
    let database: any Database
    let clock: TestClock

    /// Runs `body` as the administrator in one transaction, with the registry's projectors.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (TestDesk) throws -> T) async throws -> T {
        try await database.write { transaction in try body(TestDesk(transaction)) }
    }

    /// Reads what has been written, once all events have their positions. Between two writes they have none, where the
    /// database gives them afterwards.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T {
        try await Positions.giveAll(in: database)
        return try await database.read(body)
    }

    /// Brings a follower up to the last event.
    func advance(_ follower: any Follower) async throws {
        try await Positions.giveAll(in: database)
        try await Followers.advance(follower, in: database)
    }

    /// The position that an event has got.
    func position(of event: ID<Event>) async throws -> Int64? {
        try await read { try EventRows.find(event, $0)?.position }
    }

    /// What an audit finds, with all followers at the head of the ledger or wherever they are.
    func findings() async throws -> [String] {
        try await Positions.giveAll(in: database)
        return try await Audit.run(database, projectors: [FleetProjector()], progress: { _ in }).findings
    }

    /// A registry's writes behind its back, as somebody with the database file could do them.
    func tamper(_ statement: Statement, _ values: [SQLValue] = []) async throws -> Int {
        try await Positions.giveAll(in: database)
        return try await database.write { try $0.rowsChanged(by: statement, values) }
    }
}

/// What a test writes within one transaction.
struct TestDesk {
    let transaction: any SQLTransaction
    let recorder: EventRecorder

    init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
        self.recorder = EventRecorder(as: .administrator, projectors: [FleetProjector()], transaction)
    }

    func manufacturer(_ slug: String = "acme") throws -> Manufacturer {
        try Manufacturers.find(slug, transaction)
            ?? Manufacturers.create(ManufacturerDraft(slug: slug, name: slug), as: .administrator, transaction)
    }

    func model(
        _ number: String = "M-1", of manufacturer: Manufacturer, kind: Model.Kind = .product, format: String? = nil
    ) throws -> Model {
        let model = try Models.create(
            ModelDetails(number: try ModelNumber(parsing: number)), kind: kind, of: manufacturer,
            as: .administrator, transaction)
        if let format { _ = try self.format(format, of: model) }
        return model
    }

    func format(_ pattern: String, of model: Model) throws -> ModelFormat {
        try SerialFormats.create(
            try SerialFormat(parsing: pattern), of: model, as: .administrator, transaction)
    }

    func issue(
        _ count: Int64, of model: Model, from first: Int64? = nil, number: String? = nil,
        fields: SerialFormat.Fields = SerialFormat.Fields(), pattern: String? = nil
    ) throws -> Batch {
        try Issuing.issue(
            BatchDraft(number: number, count: count, firstSequence: first, fields: fields, pattern: pattern),
            of: model, recorder, as: .administrator)
    }

    @discardableResult
    func register(_ serial: String, of model: Model, at time: Int64? = nil) throws -> UnitKey {
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        var draft = EventDraft(time: time ?? transaction.now)
        draft.units = [key]
        draft.action = .add
        draft.registersUnits = true
        _ = try recorder.record(draft, of: model.manufacturer)
        return key
    }

    @discardableResult
    func record(_ draft: EventDraft, of manufacturer: ID<Manufacturer>) throws -> RecordedEvent {
        try recorder.record(draft, of: manufacturer)
    }

    /// The unit of a batch with this sequence number.
    func unit(_ sequence: Int64, of batch: Batch) throws -> UnitKey {
        try Self.unit(sequence, of: batch, transaction)
    }

    static func unit(_ sequence: Int64, of batch: Batch, _ reader: any SQLReader) throws -> UnitKey {
        let format = try SerialFormats.list(of: batch.model, reader).first { $0.id == batch.issue?.format }
        let text = try format?.format.writer(for: batch.fields).text(of: sequence) ?? ""
        return UnitKey(batch.model, try SerialNumber(parsing: text))
    }
}

/// The code with which the registry refuses what `body` does; nil where it does not.
func refusal<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
    do {
        _ = try await body()
        return nil
    } catch let error as RegistryError {
        return error.code
    }
}
