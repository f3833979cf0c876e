package import Registry

/// Something that stands or came somewhere otherwise than was known or announced, until somebody has settled it.
package struct StockDiscrepancy: Hashable, Sendable {
    /// Its raw value is part of the API.
    package enum Kind: String, CaseIterable, Sendable {
        /// Announced, and not received.
        case missing
        /// More came than was announced.
        case over
        case damaged
        /// Not announced to anybody.
        case unexpected
        /// Another model was announced.
        case wrongModel
        /// The same number is known elsewhere.
        case duplicateLabel
        case recalled
        case stolen
        /// A number of a format that was never issued.
        case notIssued
        /// It was sent elsewhere, or stood elsewhere, and nobody has sent it here.
        case diverted
    }
    /// How it was settled; its raw value is part of the API.
    package enum Resolution: String, CaseIterable, Sendable {
        case found, shippedAgain, writtenOff, credited, accepted, other
    }
    package var id: ID<StockDiscrepancy>
    package var manufacturer: ID<Manufacturer>
    package var shipment: ShipmentNumber?
    package var kind: Kind
    /// The line of the shipment's announcement.
    package var line: Int64?
    package var unit: UnitKey?
    package var model: ID<Model>?
    package var batch: ID<Batch>?
    /// What was scanned, where it names nothing that is known.
    package var text: String?
    package var expected: Int64 = 0
    package var actual: Int64 = 0
    /// The code of the place that it is about.
    package var place: String
    /// Where it comes from, or should have gone or been.
    package var otherPlace: String?
    /// Who looks into it.
    package var owner: ID<Account>?
    package var reason: String?
    package var resolution: Resolution?
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64
    package var resolvedAt: Int64?
    package var rowVersion: Int64 = 1

    package init(
        _ kind: Kind, id: ID<StockDiscrepancy>, of manufacturer: ID<Manufacturer>, at place: String, openedAt: Int64
    ) {
        (self.kind, self.id, self.manufacturer) = (kind, id, manufacturer)
        (self.place, self.openedAt) = (place, openedAt)
    }
}
