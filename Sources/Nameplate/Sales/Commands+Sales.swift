import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Sells goods at a place to whoever uses them; warranties begin with that.
    /// - Parameter name: the number or reference of the pick list whose goods are sold.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, `value.invalid`, and what ``Sales`` throws.
    package func sell(_ order: GoodsOrder, _ terms: SaleTerms, pick name: String? = nil) throws -> GoodsAnswer {
        let (manufacturer, location) = try place(of: order)
        var terms = terms
        terms.pick = try name.map {
            try NameplateRegistry.pick($0, of: order.manufacturer, as: principal, transaction).1.number
        }
        guard let location else { throw GoodsOrder.placeMissing }
        try checkCount(order.goods)
        let event = try Sales.sell(
            order.goods.map(\.key), at: location, terms, change(order, at: location), of: manufacturer.id,
            as: principal, from: source, recorder)
        return try answer(manufacturer, nil, location, [event])
    }
}
