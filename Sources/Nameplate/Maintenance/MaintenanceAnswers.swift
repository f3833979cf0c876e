package import AfterSales
package import Identifiers
package import Registry

/// What is to be done on a unit.
package struct MaintenanceAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var asOf: CivilDate
    /// What is most urgent first.
    package var tasks: [MaintenanceDue]
    /// The last reading of each meter, over all meters that the unit has had.
    package var meters: [UnitLife.Reading]
    /// Readings that are lower than one before them: kept, and not counted.
    package var lowReadings: [UnitLife.Reading]
}

/// A task that is due on units of a model: on one, or on many of a batch that nothing tells apart.
package struct DueMaintenance: Sendable {
    package var units: UnitStretch
    package var plan: String
    package var task: String
    package var title: String
    package var state: MaintenanceDue.State
    package var occurrence: Int
    /// The day on which it is due, or is expected to be by the meters.
    package var expectedOn: CivilDate?
    package var due: MaintenanceDue.Place
}

/// What was done on a unit, or left out.
package struct MaintenanceReport: Sendable {
    package var manufacturer: String
    package var unit: UnitName
    /// 'service/filter'; the task's name alone where only one plan of the unit has it.
    package var task: String
    package var kind = MaintenanceJob.Kind.done
    /// Nil for now.
    package var time: ZonedTime?
    package var readings: [MeterReport] = []
    /// Parts that were used, by their numbers.
    package var parts: [EventDetails.PartNote] = []
    package var location: String?
    package var note: String?

    package init(manufacturer: String, unit: UnitName, task: String) {
        self.manufacturer = manufacturer
        self.unit = unit
        self.task = task
    }
}

/// What a meter shows.
package struct MeterReport: Hashable, Sendable {
    package var meter: UsageLimit.Meter
    /// A decimal.
    package var value: String
    /// Whether a new meter begins with it, in the place of the old one.
    package var isNewMeter = false

    package init(_ meter: UsageLimit.Meter, _ value: String, isNewMeter: Bool = false) {
        self.meter = meter
        self.value = value
        self.isNewMeter = isNewMeter
    }

    var reading: EventDetails.Reading { MeterRules.reading(meter, value, isNewMeter: isNewMeter) }
}
