package import Identifiers
package import Registry

/// What has become of a unit in a campaign. Each unit is in exactly one of these.
package enum RemedyState: String, WorkflowWord {
    case notNotified
    case notified
    /// What its owner was sent came back.
    case bounced
    /// No address of its owner is known, or nobody answers.
    case unreachable
    case appointment
    case inspectedFine
    case remedied
    case refused
    /// Taken to another country for good, or made or sold for one, where the campaign is not done.
    case exported
    case stolen
    case scrapped
    case neverSold

    /// Whether people say it of a unit; the others follow from the ledger, or from nothing having been said.
    package var isRecorded: Bool {
        switch self {
        case .notNotified, .stolen, .scrapped, .neverSold: false
        default: true
        }
    }

    /// Whether nothing more is to be done, whatever becomes of the unit.
    package var isDone: Bool { self == .remedied || self == .inspectedFine }

    /// The state of a unit: what was done stays done; a unit that is gone is gone, whoever was told; else what was said last.
    /// - Parameters:
    ///   - recorded: what was said of it; nil for nothing.
    ///   - unit: what the ledger says of it.
    ///   - countries: where the campaign is done; empty for everywhere.
    package static func of(_ recorded: RemedyState?, _ unit: UnitState, in countries: [String]) -> RemedyState {
        if let recorded, recorded.isDone { return recorded }
        if let gone = gone(unit, in: countries) { return gone }
        if let recorded, recorded != .notNotified { return recorded }
        return isSold(unit) ? .notNotified : .neverSold
    }

    private static func gone(_ unit: UnitState, in countries: [String]) -> RemedyState? {
        if unit.marks.contains(.stolen) || unit.disposition == .stolen { return .stolen }
        if isScrapped(unit) { return .scrapped }
        let isWithin = unit.market.map { countries.contains($0) }
        if isExported(unit) { return isWithin ?? false ? nil : .exported }
        return countries.isEmpty || isWithin ?? true ? nil : .exported
    }

    static func isExported(_ unit: UnitState) -> Bool {
        unit.marks.contains(.exported) || unit.disposition == .exported
    }

    static func isScrapped(_ unit: UnitState) -> Bool {
        if let disposition = unit.disposition, [.destroyed, .disposed].contains(disposition) { return true }
        return unit.marks.contains(.destroyed)
    }

    /// Whether somebody has it: it was sold, installed, or has an owner.
    static func isSold(_ unit: UnitState) -> Bool {
        if unit.serviceFrom != nil || unit.owner != nil { return true }
        return unit.disposition == .retailSold || unit.disposition == .dispensed
    }
}
