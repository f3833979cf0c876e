import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Returns of a manufacturer, the latest first. Who works at one place names it.
    /// - Parameters:
    ///   - question: with a name of the place, any that events have for it.
    ///   - place: the number of the return after which the page begins.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, `return.unknown` for such a place.
    package func returns(
        of slug: String, _ question: ReturnQuestion, after place: String? = nil, limit: Int, as principal: Principal
    ) async throws -> [ReturnAnswer] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            var question = question
            if let name = question.location {
                question.location = try Self.location(name, of: manufacturer, as: principal, reader).code
            } else {
                try Access.require(principal, .readStock, of: manufacturer.id)
            }
            let start = try place.map { try Self.goodsReturn($0, of: manufacturer, as: principal, reader) }
            return try Returns.page(of: manufacturer.id, question, after: start, limit: limit, reader).map {
                try Self.answer($0, of: manufacturer, as: principal, steps: false, reader)
            }
        }
    }

    /// A return with what was done.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `return.unknown`.
    package func goodsReturn(
        _ number: String, of slug: String, as principal: Principal
    ) async throws -> ReturnAnswer {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            let entry = try Self.goodsReturn(number, of: manufacturer, as: principal, reader)
            return try Self.answer(entry, of: manufacturer, as: principal, reader)
        }
    }

    static func goodsReturn(
        _ text: String, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> GoodsReturn {
        guard let number = ReturnNumber(parsing: text), let entry = try Returns.find(number, reader),
            entry.manufacturer == manufacturer.id
        else { throw Returns.unknown }
        guard let place = entry.location else { return entry }
        let isTheirs =
            try Locations.find(code: place, of: manufacturer.id, reader).map {
                LocationAccess.allows(principal, .readStock, at: try Locations.line(to: $0, reader))
            } ?? Access.allows(principal, .readStock, of: manufacturer.id)
        guard isTheirs else { throw Returns.unknown }
        return entry
    }

    static func answer(
        _ entry: GoodsReturn, of manufacturer: Manufacturer, as principal: Principal, steps: Bool = true,
        _ reader: any SQLReader
    ) throws -> ReturnAnswer {
        guard let unit = try reference(entry.unit, reader) else { throw Returns.unknown }
        let location = try entry.location.flatMap { try Locations.find(code: $0, of: manufacturer.id, reader) }
        let mayHandle =
            try location.map {
                LocationAccess.allows(principal, .handleStock, at: try Locations.line(to: $0, reader))
            } ?? Access.allows(principal, .handleStock, .somewhere(manufacturer.id))
        return ReturnAnswer(
            manufacturer: manufacturer, entry: entry, unit: unit, location: location,
            steps: steps ? try ReturnSteps.list(of: entry.number.id, reader) : [],
            possible: mayHandle ? ReturnWorkflow.machine.steps(from: entry.state) : [])
    }
}
