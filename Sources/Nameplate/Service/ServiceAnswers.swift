package import AfterSales
package import Registry

/// A service order, as a workshop sees it.
package struct ServiceAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var order: ServiceOrder
    /// What was done to it, in order.
    package var steps: [ServiceStepEntry]
    /// What may be done next.
    package var possible: [ServiceStep]
    /// The order after which the unit came back, where it is for the asker; that it is a repeat repair is told to all.
    package var repeats: ServiceOrderNumber?
    /// The open reports that the unit was stolen or lost.
    package var thefts: [TheftNote] = []
}

/// A row of a list of service orders.
package struct ListedServiceOrder: Sendable {
    package var model: Model?
    package var order: ServiceOrder
}

/// The service orders about a unit, the newest first.
package struct UnitServiceAnswer: Sendable {
    package var orders: [ServiceOrder]
    /// For how long the unit was down; nil where no order tells, or it is not for the asker.
    package var availability: UnitAvailability?
}

/// How repairs of a model went, with its number.
package struct NamedRepairFigures: Sendable {
    package var model: String?
    package var figures: ServiceRepairs.Figures
}
