package import Identifiers
package import Registry
import Storage

/// An event as somebody tells it: with names where the ledger has ids.
package struct EventReport: Sendable {
    package var manufacturer: String
    /// The number of the units' model.
    package var model: String?
    package var serials: [SerialNumber] = []
    /// A batch of the model, of which the part from `firstSequence` to `lastSequence` is meant; all of it without them.
    package var batch: String?
    package var firstSequence: Int64?
    package var lastSequence: Int64?
    /// The case or pallet that the units are put in, taken out of or seen in, by its SSCC.
    package var container: String?
    /// The unit that the units are part of.
    package var parent: (model: String, serial: SerialNumber)?
    /// The reference of the party that owns the units from here on.
    package var owner: String?
    /// Nil for now.
    package var time: ZonedTime?
    /// Nil follows from `container` and `parent`.
    package var type: EventType?
    /// Everything else.
    package var draft = EventDraft(time: 0)

    package init(manufacturer: String) { self.manufacturer = manufacturer }
}

extension Commands {
    /// The time of the transaction, in microseconds since 1970 UTC.
    package var now: Int64 { transaction.now }

    /// Records an event told with names.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `batch.unknown`, `event.invalid`, and what
    ///   ``record(_:of:)`` throws.
    package func record(_ report: EventReport) throws -> RecordedEvent {
        let manufacturer = try Manufacturers.require(report.manufacturer, transaction)
        let place = report.draft.businessLocation ?? report.draft.readPoint
        try Access.require(principal, .record, .site(manufacturer.id, place))
        var draft = report.draft
        draft.time = report.time?.microseconds ?? transaction.now
        draft.zoneOffset = report.time?.offsetMinutes ?? 0
        try addUnits(of: report, manufacturer, to: &draft)
        if let code = report.container {
            draft.parent = try container(code, of: manufacturer)
        } else if let parent = report.parent {
            let model = try Models.require(parent.model, of: manufacturer, transaction)
            draft.parent = UnitKey(model.id, parent.serial)
        }
        let implied: EventType =
            report.container != nil ? .aggregation : report.parent != nil ? .association : .object
        draft.type = report.type ?? implied
        if let owner = report.owner { draft.details.owningParty = try party(owner, of: manufacturer.id).id }
        return try recorder.record(draft, of: manufacturer.id)
    }

    private func addUnits(of report: EventReport, _ manufacturer: Manufacturer, to draft: inout EventDraft) throws {
        guard !report.serials.isEmpty || report.batch != nil else { return }
        guard let number = report.model else {
            throw RegistryError(.eventInvalid, "Name the model that the units are of.", field: "model")
        }
        let model = try Models.require(number, of: manufacturer, transaction)
        draft.units = report.serials.map { UnitKey(model.id, $0) }
        guard let batchNumber = report.batch else { return }
        let batch = try Batches.require(batchNumber, of: model, transaction)
        guard let issued = batch.issue?.sequences else {
            throw RegistryError(
                .eventInvalid, "The units of the batch '\(batchNumber)' were numbered elsewhere; name their serials.",
                field: "batch")
        }
        let (first, last) = (report.firstSequence ?? issued.lowerBound, report.lastSequence ?? issued.upperBound)
        guard first <= last else {
            throw RegistryError(.eventInvalid, "The part of the batch runs backwards.", field: "lastSequence")
        }
        draft.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: first...last)]
    }
}
