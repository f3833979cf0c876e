package import AfterSales
package import Identifiers
package import Registry
import Storage

/// A page of a list of registrations.
package struct RegistrationPage: Sendable {
    package var items: [RegistrationAnswer]
    /// After which the next page begins; nil on the last one.
    package var next: RegistrationPlace?

    package init(items: [RegistrationAnswer], next: RegistrationPlace? = nil) {
        self.items = items
        self.next = next
    }
}

/// A registration as somebody may know it.
package struct RegistrationAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var registration: Registration
    /// As it is told: see ``Registration/told(_:_:)``.
    package var state: Registration.State
    /// Whether whoever asks decides about it, and knows whose it is and what speaks for it.
    package var isForStaff: Bool

    init(
        _ registration: Registration, _ manufacturer: Manufacturer, _ model: Model, now: Int64, owner: ID<Party>?,
        isForStaff: Bool
    ) {
        self.manufacturer = manufacturer
        self.model = model
        serial = registration.unit.serial
        self.registration = registration
        let state = registration.state(at: now, owner: owner)
        self.state = isForStaff ? state : Registration.told(state, registration.evidence)
        self.isForStaff = isForStaff
    }

    /// Nil where the unit's model is gone.
    static func read(
        _ registration: Registration, isForStaff: Bool, now: Int64, _ reader: any SQLReader
    ) throws -> RegistrationAnswer? {
        guard let model = try Models.find(registration.unit.model, reader),
            let manufacturer = try Manufacturers.find(registration.manufacturer, reader)
        else { return nil }
        let owner = try Units.find(registration.unit, reader)?.state.owner
        return RegistrationAnswer(
            registration, manufacturer, model, now: now, owner: owner, isForStaff: isForStaff)
    }
}
