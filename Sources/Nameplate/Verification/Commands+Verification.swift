import Identifiers
package import Registry
package import Safeguards
import Storage

extension Commands {
    private var copyDesk: CopyDesk { CopyDesk(recorder, transaction) }

    /// Puts a unit on the list of those that somebody must look into.
    func open(_ suspicion: ScanRecorder.Suspicion) throws {
        _ = try copyDesk.open(suspicion.unit, of: suspicion.manufacturer, for: suspicion.signals)
    }

    /// Says that nothing is wrong with a unit of which there seemed to be copies.
    /// - Throws: `access.forbidden`, `reason.invalid`, `unit.unknown`, `state.step`.
    package func clearCopies(
        ofUnit serial: String, model number: String, of slug: String, because reason: String?
    ) throws -> CopyReview {
        let (manufacturer, model) = try require(slug, number, .reviewCopies)
        let reason = try Reason(reason)
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        guard try Units.find(key, transaction) != nil else {
            throw NameplateRegistry.unknown(key.serial, model.number.text, of: manufacturer)
        }
        let review = try copyDesk.clear(key, of: manufacturer.id, because: reason)
        try AuditTrail.write(
            "copies.clear", subject: "\(model.number.text) \(key.serial.text)", of: manufacturer.id, as: principal,
            from: source, transaction)
        return review
    }

    /// Sets from where on what is asked about units speaks for copies, for a model or all of a manufacturer's.
    /// - Throws: `access.forbidden`, `value.invalid`, `manufacturer.unknown`, `model.unknown`.
    package func setVerificationRules(_ rules: VerificationRules, of slug: String, model number: String?) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .reviewCopies, of: manufacturer.id)
        let model = try number.map { try Models.require($0, of: manufacturer, transaction) }
        try VerificationRuleBook.set(rules, of: manufacturer, model: model, as: principal, from: source, transaction)
    }
}
