import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Sells goods at a place to whoever uses them; warranties begin with that.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, `value.invalid`, and what ``Sales`` throws.
    package func sell(_ order: GoodsOrder, _ terms: SaleTerms) throws -> GoodsAnswer {
        let (manufacturer, location) = try place(of: order)
        guard let location else { throw GoodsOrder.placeMissing }
        try checkCount(order.goods)
        let event = try Sales.sell(
            order.goods.map(\.key), at: location, terms, change(order, at: location), of: manufacturer.id, recorder)
        return try answer(manufacturer, nil, location, [event])
    }
}
