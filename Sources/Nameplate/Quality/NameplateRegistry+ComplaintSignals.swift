package import Identifiers
package import Quality
package import Registry
import Storage

extension NameplateRegistry {
    /// What is complained of more often about a model than about the others, by complaints alone.
    /// - Parameter day: as it was known at its end; today without it, which no day in the future is later than.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func complaintSignals(
        of slug: String, asOf day: CivilDate? = nil, as principal: Principal
    ) async throws -> ComplaintSignalsAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            let asOf = min((day ?? today).lastDay, today)
            let codes = try FaultCodes.list(of: manufacturer.id, reader)
            let watch = try ComplaintSignals.watch(of: manufacturer.id, until: asOf, codes, reader)
            let raised = Array(ComplaintSignals.raised(watch, codes).prefix(ComplaintSignalsAnswer.most))
            let models = try Models.byID(raised.map { ID($0.hand.cell.model) }, reader)
            let known = Dictionary(codes.map { ($0.code, $0) }) { first, _ in first }
            return ComplaintSignalsAnswer(
                asOf: asOf, complaints: watch.complaints, cells: watch.cells, rule: watch.rule,
                signals: raised.map { signal in
                    ComplaintSignal(
                        raised: signal, model: models[ID(signal.hand.cell.model)], fault: known[signal.hand.cell.code])
                })
        }
    }
}

/// What complaints alone show of a manufacturer's products on a day.
package struct ComplaintSignalsAnswer: Sendable {
    /// Signals that are told at most.
    package static let most = 500

    package var asOf: CivilDate
    /// All complaints of the window.
    package var complaints: Int
    /// How many cells could stand out.
    package var cells: Int
    package var rule: ComplaintWatch.Rule
    package var signals: [ComplaintSignal]
}

/// A model that is complained of for a fault more often than the others are.
package struct ComplaintSignal: Sendable {
    package var raised: RaisedComplaintSignal
    package var model: Model?
    /// Nil for a code of no tree.
    package var fault: FaultCode?

    /// The day on which the hand went up.
    package var raisedOn: CivilDate? { CivilDate(dayNumber: raised.hand.raisedOn) }
    /// As the cell stands, or where nothing is left of it, as it stood when the hand went up.
    package var figures: ComplaintWatch.Figures { raised.now ?? raised.hand.figures }
}
