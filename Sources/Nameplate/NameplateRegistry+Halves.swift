import AfterSales
package import Registry
import Storage

extension NameplateRegistry {
    /// Runs something over all units of a model, two halves at once where they are many: each from one find key to another,
    /// nil where it begins with the first or ends with the last one.
    /// - Parameter site: the place whose units alone are asked for; nil for all.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    func inHalves<Part: Sendable>(
        of number: String, _ slug: String, site: String? = nil, as principal: Principal,
        _ body: @escaping @Sendable (Model, _ after: String?, _ last: String?, any SQLReader) throws -> Part
    ) async throws -> [Part] {
        let database = self.database
        let (model, middle) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readUnits, .site(manufacturer.id, site))
            let model = try Models.require(number, of: manufacturer, reader)
            return (model, try LifeScan.middle(of: model.id, reader))
        }
        guard let middle else { return [try await database.read { try body(model, nil, nil, $0) }] }
        async let first = database.read { try body(model, nil, middle, $0) }
        async let second = database.read { try body(model, middle, nil, $0) }
        return [try await first, try await second]
    }
}
