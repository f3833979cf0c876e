import Identifiers
package import Registry
import Storage
import SupplyChain

/// Pieces without serial numbers that come to a place, go from one to another, or leave.
package struct PiecesReport: Sendable {
    /// The number of their model.
    package var model: String
    /// 1...10^12.
    package var quantity: Int64
    package var batch: String?
    /// Where they come from, by any name of the place; nil where they were nowhere before.
    package var source: String?
    /// Where they are then; nil where they are nobody's stock any more.
    package var place: String?
    /// In which state they are then, and in which they were.
    package var disposition: Disposition?
    package var sourceDisposition: Disposition?
    /// What was being done; follows from the places without it.
    package var step: BusinessStep?
    package var note: String?
    /// Nil for now.
    package var time: ZonedTime?

    package init(_ quantity: Int64, of model: String) { (self.quantity, self.model) = (quantity, model) }

    /// What is being done, as the places and states have it.
    fileprivate var usualStep: BusinessStep {
        if disposition == .inTransit { return .shipping }
        if sourceDisposition == .inTransit { return .receiving }
        if disposition == .retailSold { return .retailSelling }
        return place == nil ? .removing : source == nil ? .stocking : .storing
    }
}

extension Commands {
    /// Records that pieces have moved. What is said is kept even where the figures know of fewer: they show it by a number
    /// below 0.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `batch.unknown`, `location.unknown`, `access.forbidden`,
    ///   `value.invalid`, and what ``record(_:of:)`` throws.
    package func recordPieces(_ report: PiecesReport, of slug: String) throws -> RecordedEvent {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        guard report.source != nil || report.place != nil else {
            throw RegistryError(.valueInvalid, "Say where they come from, where they go, or both.", field: "to")
        }
        let source = try report.source.map { try handled($0, of: manufacturer).code }
        let place = try report.place.map { try handled($0, of: manufacturer).code }
        guard source != place || report.disposition != report.sourceDisposition else {
            throw RegistryError(.valueInvalid, "They are there already; name another place or state.", field: "to")
        }
        let model = try Models.require(report.model, of: manufacturer, transaction)
        let batch = try report.batch.map { try Batches.require($0, of: model, transaction).id }
        var draft = EventDraft(time: report.time?.microseconds ?? transaction.now)
        draft.zoneOffset = report.time?.offsetMinutes ?? 0
        draft.action = source == nil && report.sourceDisposition != .inTransit ? .add : .observe
        draft.businessStep = report.step ?? report.usualStep
        draft.businessLocation = place
        draft.disposition = report.disposition
        draft.details.quantities = [EventDetails.Quantity(report.quantity, of: model.id, batch: batch)]
        draft.details.source = source
        draft.details.sourceDisposition = report.sourceDisposition?.rawValue
        draft.notes = report.note.map { [$0] } ?? []
        return try recorder.record(draft, of: manufacturer.id)
    }
}
