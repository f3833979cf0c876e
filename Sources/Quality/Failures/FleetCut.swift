package import Identifiers
package import Registry

/// By what a fleet is told apart.
package enum FleetCut: Hashable, Sendable {
    case whole
    case model
    /// A unit is of the newest version whose population holds it.
    case version
    case batch, plant, line, workOrder
    /// ISO week and month of manufacture.
    case week, month
    case market
    /// Each issued batch in as many parts of its serial numbers as are asked for.
    case serials
    /// The batch of a component of this model.
    case component(String)

    package static let words = [
        "model", "version", "batch", "plant", "line", "work-order", "week", "month", "market", "serials",
        "component:MODEL",
    ]

    /// - Throws: `value.invalid`.
    package init(parsing text: String) throws(RegistryError) {
        switch text {
        case "model": self = .model
        case "version": self = .version
        case "batch": self = .batch
        case "plant": self = .plant
        case "line": self = .line
        case "work-order": self = .workOrder
        case "week": self = .week
        case "month": self = .month
        case "market": self = .market
        case "serials": self = .serials
        default:
            let prefix = "component:"
            guard text.hasPrefix(prefix), text.count > prefix.count else {
                throw RegistryError(
                    .valueInvalid, "A fleet is told apart by \(Self.words.joined(separator: ", ")).", field: "by")
            }
            self = .component(String(text.dropFirst(prefix.count)))
        }
    }

    package var text: String {
        switch self {
        case .whole: "whole"
        case .model: "model"
        case .version: "version"
        case .batch: "batch"
        case .plant: "plant"
        case .line: "line"
        case .workOrder: "work-order"
        case .week: "week"
        case .month: "month"
        case .market: "market"
        case .serials: "serials"
        case .component(let model): "component:\(model)"
        }
    }

    /// Whether the answer stands in the order of time, and not by how often units fail.
    package var isInOrder: Bool {
        switch self {
        case .week, .month, .batch, .serials, .version, .whole: true
        case .model, .plant, .line, .workOrder, .market, .component: false
        }
    }
}

/// Which units are asked for, and how.
package struct FleetQuestion: Sendable {
    /// Of one manufacturer's units.
    package var population: WrittenPopulation
    package var cut = FleetCut.whole
    /// The faults that count; nil for all but those that say that none was found.
    package var codes: Set<String>?
    /// Up to the end of this day.
    package var lastDay: CivilDate
    package var exposure = ExposureRule()
    /// Two-sided, of limits.
    package var confidence = 0.95

    package init(_ population: WrittenPopulation, until lastDay: CivilDate) {
        self.population = population
        self.lastDay = lastDay
    }
}
