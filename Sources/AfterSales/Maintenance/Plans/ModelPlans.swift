import Identifiers
package import Registry
import Storage

/// The plans that can concern one model's units, made ready once. Of several plans with one name that for the narrowest
/// target counts for the units that it is for.
struct ModelPlans {
    let plans: [MaintenancePlan]
    let effectivity: Effectivity
    /// By name; the narrowest target first.
    private let names: [[Int]]

    init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        let plans = try MaintenancePlans.list(of: model, reader).map(\.plan)
        let byName = Dictionary(grouping: plans.indices) { plans[$0].name }
        names = byName.keys.sorted().map { name in
            (byName[name] ?? []).sorted { plans[$0].target.narrowness > plans[$1].target.narrowness }
        }
        self.plans = plans
        effectivity = try Effectivity(of: plans.map(\.population), model, on: today, reader)
    }

    /// The plans of a unit.
    /// - Parameter applies: whether each plan's population holds it; what cannot be told now counts as holding, so that
    ///   nothing is left undone.
    func chosen(_ applies: [Bool?]) -> [MaintenancePlan] {
        names.compactMap { indices in indices.first { applies[$0] != false }.map { plans[$0] } }
    }

    /// The plans of a unit where all are for every unit.
    var all: [MaintenancePlan] { chosen(Array(repeating: true, count: plans.count)) }
}
