package import Identifiers
package import Registry

/// What a unit's life says about its cover and its maintenance. ``Warranty`` and ``Maintenance`` judge by these facts and by
/// nothing else.
///
/// Days are civil dates at the place where something happened: the zone of an event decides which day it was.
package struct UnitLife: Hashable, Sendable {
    package struct Fact: Hashable, Sendable {
        package var on: CivilDate
        /// The event that says so; nil where it is known otherwise.
        package var event: ID<Event>?

        package init(_ on: CivilDate, _ event: ID<Event>? = nil) {
            self.on = on
            self.event = event
        }

        /// What happened at a moment: the day was what the calendar showed at its place.
        package init(at time: Int64, zoneOffset: Int, _ event: ID<Event>? = nil) {
            self.init(CivilDate(microseconds: time, zoneOffset: zoneOffset), event)
        }
    }

    /// A time that may not have ended.
    package struct Time: Hashable, Sendable {
        package var from: Fact
        package var until: Fact?

        package init(_ from: Fact, _ until: Fact? = nil) {
            self.from = from
            self.until = until
        }
    }

    /// What a meter had counted by a day: over all meters that the unit has had, where one took another's place.
    package struct Reading: Hashable, Sendable {
        package var meter: UsageLimit.Meter
        package var value: Int64
        package var on: CivilDate

        package init(_ meter: UsageLimit.Meter, _ value: Int64, on: CivilDate) {
            self.meter = meter
            self.value = value
            self.on = on
        }
    }

    /// The end of a unit's life.
    package struct End: Hashable, Sendable {
        package enum Way: String, Sendable {
            case destroyed
            case decommissioned
        }
        package var way: Way
        package var fact: Fact

        package init(_ way: Way, _ fact: Fact) {
            self.way = way
            self.fact = fact
        }
    }

    /// The unit was given for another one.
    package struct Replacement: Hashable, Sendable {
        /// The other one's serial number.
        package var serial: String
        package var fact: Fact
        /// What the other one's cover was on that day.
        package var covers: [CoverLine]

        package init(of serial: String, _ fact: Fact, covers: [CoverLine]) {
            self.serial = serial
            self.fact = fact
            self.covers = covers
        }
    }

    /// A component that was taken out of another unit and put into this one.
    package struct UsedPart: Hashable, Sendable {
        /// By the name or part number under which a term covers it.
        package var part: String
        package var serial: String
        /// The unit that it came out of.
        package var source: String
        package var fact: Fact

        package init(_ part: String, serial: String, outOf source: String, _ fact: Fact) {
            self.part = part
            self.serial = serial
            self.source = source
            self.fact = fact
        }
    }

    /// The unit left the works inside another one, which was sold, delivered and installed in its stead.
    package struct Origin: Hashable, Sendable {
        package var serial: String
        package var sale: Fact?
        package var delivery: Fact?
        package var installation: Fact?

        package init(in serial: String, sale: Fact? = nil, delivery: Fact? = nil, installation: Fact? = nil) {
            self.serial = serial
            self.sale = sale
            self.delivery = delivery
            self.installation = installation
        }
    }

    /// Of any precision.
    package var produced: CivilDate?
    /// The first sale.
    package var sale: Fact?
    /// Back in the stock of a seller, until sold again. In order.
    package var inStock: [Time] = []
    package var delivery: Fact?
    package var installation: Fact?
    package var registration: Fact?
    /// In order: from one owner to the next, without the seller between.
    package var ownerChanges: [Fact] = []
    /// In order.
    package var repairs: [Time] = []
    /// Reported stolen, until found. In order.
    package var thefts: [Time] = []
    /// In order of their days.
    package var readings: [Reading] = []
    /// Readings that are lower than one before and name no new meter: kept, and not counted.
    package var lowReadings: [Reading] = []
    /// What was maintained and left out, in order.
    package var jobs: [MaintenanceJob] = []
    /// ISO 3166-1 alpha-2.
    package var market: String?
    package var end: End?
    /// The unit was exchanged for this one.
    package var replacedBy: Exchange?
    package var replacement: Replacement?
    package var usedParts: [UsedPart] = []
    package var origin: Origin?

    package struct Exchange: Hashable, Sendable {
        package var serial: String
        package var fact: Fact

        package init(for serial: String, _ fact: Fact) {
            self.serial = serial
            self.fact = fact
        }
    }

    package init() {}

    /// The sale that holds now: the last one; nil for a unit that was not sold, or came back and was not sold again.
    package var presentSale: Fact? { inStock.last.map(\.until) ?? sale }

    /// That the unit came back, where it was not sold again.
    var backInStock: Fact? { inStock.last.flatMap { $0.until == nil ? $0.from : nil } }

    /// What is known of a start.
    func fact(of start: StartRule.Start) -> Fact? {
        switch start {
        case .sale: sale ?? origin?.sale
        case .registration: registration
        case .delivery: delivery ?? origin?.delivery
        case .installation: installation ?? origin?.installation
        case .production: produced.map { Fact($0.lastDay) }
        }
    }
}
