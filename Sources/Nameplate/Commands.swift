package import Identifiers
package import Registry
package import Storage

/// What a principal can change, within one transaction (see ``NameplateRegistry/perform(as:_:)``).
package final class Commands {
    package let principal: Principal
    package let source: RequestSource
    package let transaction: any SQLTransaction
    let recorder: EventRecorder
    var changedCatalogue = false

    init(
        as principal: Principal, from source: RequestSource, projectors: [any Projector],
        _ transaction: any SQLTransaction
    ) {
        self.principal = principal
        self.source = source
        self.transaction = transaction
        self.recorder = EventRecorder(as: principal, from: source, projectors: projectors, transaction)
    }

    // MARK: Catalogue

    package func createManufacturer(_ draft: ManufacturerDraft) throws -> Manufacturer {
        try Access.require(principal, .editCatalogue)
        changedCatalogue = true
        return try Manufacturers.create(draft, as: principal, from: source, transaction)
    }

    package func updateManufacturer(_ draft: ManufacturerDraft, expecting: Int64?) throws -> Manufacturer {
        let manufacturer = try Manufacturers.require(draft.slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        changedCatalogue = true
        return try Manufacturers.update(draft, expecting: expecting, as: principal, from: source, transaction)
    }

    package func createModel(_ details: ModelDetails, supersedes: String?, of slug: String) throws -> Model {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        changedCatalogue = true
        return try Models.create(
            details, supersedes: supersedes, of: manufacturer, as: principal, from: source, transaction)
    }

    package func updateModel(
        _ details: ModelDetails, supersedes: String?, expecting: Int64?, of slug: String
    ) throws -> Model {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        changedCatalogue = true
        return try Models.update(
            details, supersedes: supersedes, expecting: expecting, of: manufacturer, as: principal, from: source,
            transaction)
    }

    package func createFormat(
        _ pattern: String, unguessable: Bool = false, of slug: String, model number: String
    ) throws -> ModelFormat {
        let (_, model) = try require(slug, number, .editCatalogue)
        changedCatalogue = true
        return try SerialFormats.create(
            try SerialFormat(parsing: pattern), unguessable: unguessable, of: model, as: principal, from: source,
            transaction)
    }

    /// Makes a new key for a manufacturer's formats or codes to come.
    package func replaceKey(_ purpose: SecretKey.Purpose, of slug: String) throws -> SecretKey {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageKeys, of: manufacturer.id)
        return try SecretKeys.replace(purpose, of: manufacturer, as: principal, from: source, transaction)
    }

    // MARK: Issuing and events

    /// - Parameter addingFormat: whether the model is given the draft's pattern as one more format where it has not got
    ///   it.
    package func issue(
        _ draft: BatchDraft, addingFormat: Bool = false, of slug: String, model number: String
    ) throws -> Batch {
        let (_, model) = try require(slug, number, .issue)
        var draft = draft
        if addingFormat { draft.pattern = try addFormat(draft.pattern, to: model).pattern }
        return try Issuing.issue(draft, of: model, recorder, as: principal)
    }

    func addFormat(_ pattern: String?, to model: Model) throws -> SerialFormat {
        let (format, isNew) = try NameplateRegistry.format(pattern, addedTo: model, transaction)
        guard isNew else { return format }
        try Access.require(principal, .editCatalogue, of: model.manufacturer)
        changedCatalogue = true
        return try SerialFormats.create(format, of: model, as: principal, from: source, transaction).format
    }

    /// Records an event that speaks of one manufacturer's units.
    package func record(_ draft: EventDraft, of manufacturer: ID<Manufacturer>) throws -> RecordedEvent {
        try Access.require(principal, .record, of: manufacturer)
        return try recorder.record(draft, of: manufacturer)
    }

    /// Registers a unit whose serial number was issued elsewhere: its first event is `draft`.
    /// - Throws: `serial.taken`, `serial.notIssued`.
    package func register(
        _ serial: SerialNumber, of slug: String, model number: String, batch: String? = nil,
        producedOn: CivilDate? = nil, workOrder: String? = nil, event draft: EventDraft
    ) throws -> RecordedEvent {
        let (_, model) = try require(slug, number, .record)
        guard workOrder == nil || batch != nil else {
            throw RegistryError(
                .valueInvalid, "A work order is that of a batch; name the batch too.", field: "work_order")
        }
        var event = draft
        event.units = [UnitKey(model.id, serial)]
        event.registersUnits = true
        event.action = .add
        let batch = try batch.map {
            try Batches.findOrCreate($0, of: model, producedOn: producedOn, workOrder: workOrder, transaction).id
        }
        recorder.registration = EventRecorder.Registration(batch: batch, producedOn: producedOn)
        defer { recorder.registration = nil }
        return try recorder.record(event, of: model.manufacturer)
    }

    /// The party with this reference, made where it is missing.
    package func party(_ reference: String, of manufacturer: ID<Manufacturer>) throws -> Party {
        try Access.require(principal, .record, .somewhere(manufacturer))
        return try Parties.findOrCreate(reference, of: manufacturer, transaction)
    }

    /// The logistic unit (case, pallet) with this SSCC, as a unit of the manufacturer's model of containers.
    package func container(_ code: String, of manufacturer: Manufacturer) throws -> UnitKey {
        try Access.require(principal, .record, .somewhere(manufacturer.id))
        let code = try SSCC(parsing: code)
        if let key = try Containers.key(code, of: manufacturer, transaction) { return key }
        changedCatalogue = true
        return try Containers.keyMakingModel(code, of: manufacturer, as: principal, from: source, transaction)
    }

    /// A model that the principal may know of: nobody learns by a command of one that is not released.
    /// - Throws: `model.unknown`.
    func visibleModel(_ number: String, of manufacturer: Manufacturer) throws -> Model {
        let model = try Models.require(number, of: manufacturer, transaction)
        guard NameplateRegistry.visible(model, on: CivilDate(microseconds: transaction.now), as: principal) else {
            throw Models.unknown(of: manufacturer)
        }
        return model
    }

    /// A manufacturer and its model, if the principal may do this to them.
    func require(
        _ slug: String, _ number: String, _ permission: Permission
    ) throws -> (Manufacturer, Model) {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, permission, of: manufacturer.id)
        return (manufacturer, try Models.require(number, of: manufacturer, transaction))
    }
}
