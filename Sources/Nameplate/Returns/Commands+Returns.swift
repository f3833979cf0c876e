import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Promises to take a unit back.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``Returns`` throws.
    package func authorizeReturn(
        of goods: Goods, _ reason: GoodsReturn.Reason, reference: String?, of slug: String
    ) throws -> ReturnAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let entry = try Returns.authorize(
            goods.key, reason, reference: reference, of: manufacturer.id, as: principal, from: source,
            transaction)
        return try NameplateRegistry.answer(entry, of: manufacturer, as: principal, transaction)
    }

    /// Moves a return on: receives it, or says what becomes of it.
    /// - Throws: `manufacturer.unknown`, `return.unknown`, `location.unknown`, `access.forbidden`, and what ``Returns`` throws.
    package func moveReturn(
        _ number: String, _ move: ReturnMove, of slug: String, expecting version: Int64?
    ) throws -> ReturnAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let known = try NameplateRegistry.goodsReturn(number, of: manufacturer, as: principal, transaction)
        var move = move
        move.location = try move.location.map { try handled($0, of: manufacturer).code }
        // What has come in somewhere is moved on by those who handle goods there.
        if let place = known.location { _ = try handled(place, of: manufacturer) }
        let entry = try Returns.move(known, move, expecting: version, as: principal, from: source, recorder)
        return try NameplateRegistry.answer(entry, of: manufacturer, as: principal, transaction)
    }
}
