package import Identifiers
package import Registry
import Storage

/// What was looked up in vain in a month, by shape, most often first.
package struct UnknownPlatesAnswer: Sendable {
    /// Nil for what names no manufacturer.
    package var manufacturer: Manufacturer?
    package var month: CivilDate
    /// The months for which something is counted, the latest first.
    package var months: [CivilDate]
    package var items: [Item]

    package struct Item: Sendable {
        package var model: Model?
        package var reason: UnknownPlate.Reason
        package var shape: String
        package var lookups: Int64
    }
}

extension NameplateRegistry {
    /// What was looked up in vain of a manufacturer's plates; for the administrator also what names no manufacturer.
    /// - Parameters:
    ///   - slug: nil for what names no manufacturer.
    ///   - month: nil for the latest for which something is counted, this month where nothing is.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`.
    package func unknownPlates(
        of slug: String?, in month: CivilDate? = nil, limit: Int = Int(UnknownPlates.mostOfManufacturer),
        as principal: Principal
    ) async throws -> UnknownPlatesAnswer {
        if slug == nil { try Access.require(principal, .audit) }
        try await unknownPlates.flush()
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try slug.map { try Manufacturers.require($0, reader) }
            if let manufacturer { try Access.require(principal, .readProduction, of: manufacturer.id) }
            let months = try UnknownPlates.months(of: manufacturer?.id, reader)
            let month = month?.toMonth ?? months.first ?? today.toMonth
            let counts = try UnknownPlates.list(of: manufacturer?.id, in: month, limit: limit, reader)
            return UnknownPlatesAnswer(
                manufacturer: manufacturer, month: month, months: months,
                items: try counts.map { count in
                    UnknownPlatesAnswer.Item(
                        model: try count.plate.model.flatMap { try catalogue.model($0, reader) },
                        reason: count.plate.reason, shape: count.plate.shape, lookups: count.lookups)
                })
        }
    }
}
