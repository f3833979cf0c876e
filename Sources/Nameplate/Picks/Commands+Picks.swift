package import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Sets goods aside; which, ``NameplateRegistry/plan(_:of:as:)`` has found.
    /// - Returns: nil where something of it was moved or set aside since: find it again.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``Picks`` throws.
    package func reserve(_ plan: PickPlan, of slug: String) throws -> PickAnswer? {
        let maker = try Manufacturers.require(slug, transaction)
        _ = try handled(plan.draft.location.code, of: maker)
        let list = try Picks.reserve(plan, as: principal, from: source, recorder)
        return try list.map { try NameplateRegistry.answer($0, of: maker, as: principal, transaction) }
    }

    /// Takes what was scanned for a list; what it names was found by ``NameplateRegistry/picked(_:inPick:of:as:)``.
    /// - Throws: `manufacturer.unknown`, `pick.unknown`, `access.forbidden`, and what ``Picks`` throws.
    package func pick(_ scans: [KeyedPick], inPick name: String, of slug: String) throws -> PickingAnswer {
        let (maker, list) = try handledPick(name, of: slug)
        let place = try NameplateRegistry.place(of: list, transaction)
        let taken = try Picks.take(scans, of: list, at: place, as: principal, from: source, recorder)
        return PickingAnswer(
            pick: try NameplateRegistry.answer(taken.list, of: maker, as: principal, transaction),
            scans: try NameplateRegistry.told(taken.scans, transaction))
    }

    /// Says that nothing more is picked for a list, or that nobody wants its goods.
    /// - Throws: `manufacturer.unknown`, `pick.unknown`, `access.forbidden`, `pick.state`, `pick.changed`.
    package func movePick(
        _ name: String, by step: PickStep, of slug: String, expecting version: Int64?
    ) throws -> PickAnswer {
        let (maker, list) = try handledPick(name, of: slug)
        let moved = try Picks.move(
            list, by: step, expecting: version, as: principal, from: source, recorder)
        return try NameplateRegistry.answer(moved, of: maker, as: principal, transaction)
    }

    /// Says until when the goods of a batch are good for use; nil where they do not age.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `batch.unknown`, `access.forbidden`, `value.invalid`.
    package func setExpiry(
        _ date: CivilDate?, of number: String, model: String, of slug: String
    ) throws -> BatchAnswer {
        let (_, model) = try require(slug, model, .issue)
        let batch = try Batches.require(number, of: model, transaction)
        let changed = try Batches.setExpiry(date, of: batch, model, as: principal, from: source, transaction)
        return try answer(changed, of: slug, model: model.number.text)
    }

    /// A list at whose place the principal handles goods.
    private func handledPick(_ name: String, of slug: String) throws -> (Manufacturer, PickList) {
        let (maker, list) = try NameplateRegistry.pick(name, of: slug, as: principal, transaction)
        guard
            try NameplateRegistry.allows(principal, .handleStock, at: list.location, of: maker.id, transaction)
        else { throw LocationAccess.forbidden(.handleStock) }
        return (maker, list)
    }
}
