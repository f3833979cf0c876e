package import Registry

/// The number by which people name a shipment, such as `D-7K3M-9TQ1`.
package typealias ShipmentNumber = RecordNumber<Shipment>

/// Goods that go from a place to another: announced, shipped, received, closed.
package struct Shipment: Hashable, Sendable, NumberedRecord {
    package static let numberLetter: Character = "D"

    package var number: ShipmentNumber
    package var manufacturer: ID<Manufacturer>
    /// The number of the despatch advice by which the sender knows it; of one manufacturer no two are the same.
    package var reference: String?
    /// The codes of the places.
    package var source: String
    package var destination: String
    /// The pick list whose goods it takes.
    package var pick: PickNumber?
    package var state: ShipmentState
    /// When it is to arrive. All times are in microseconds since 1970 UTC.
    package var expectedAt: Int64?
    package var shippedAt: Int64?
    /// The time of the first scan.
    package var receivedAt: Int64?
    /// When it was closed or cancelled.
    package var closedAt: Int64?
    package var createdAt: Int64
    package var rowVersion: Int64

    package var isOpen: Bool { closedAt == nil }
}

/// How far a shipment is; its raw value is part of the API.
package enum ShipmentState: String, CaseIterable, Sendable {
    /// Announced.
    case expected
    /// On its way.
    case shipped
    /// Something of it was scanned at the destination.
    case receiving
    /// All that was to come has come, or nobody waits for it any more.
    case closed
    /// Not sent after all.
    case cancelled

    package var isOpen: Bool { self != .closed && self != .cancelled }
}

/// What is announced in one line.
package struct ShipmentLine: Hashable, Sendable {
    package enum Goods: Hashable, Sendable {
        case unit(UnitKey)
        /// A case or pallet, with all that is in it.
        case container(UnitKey)
        /// A part of an issued batch.
        case range(EventDraft.SequenceRange, of: ID<Model>)
        /// So many of a model whose pieces have no serial numbers.
        case pieces(EventDetails.Quantity)

        /// The one thing that is named.
        package var thing: UnitKey? {
            switch self {
            case .unit(let key), .container(let key): key
            case .range, .pieces: nil
            }
        }
    }
    /// Its place in the announcement, from 0.
    package var ordinal: Int64
    package var goods: Goods
    /// How many units or pieces; a case or pallet is one.
    package var quantity: Int64
    /// How many of these have been received; of pieces perhaps more.
    package var received: Int64

    package var model: ID<Model> {
        switch goods {
        case .unit(let key), .container(let key): key.model
        case .range(_, let model): model
        case .pieces(let element): element.model
        }
    }
}

/// What somebody announces.
package struct ShipmentDraft: Sendable {
    package var reference: String?
    package var source: Location
    package var destination: Location
    package var expectedAt: Int64?
    /// Without any those of ``pick`` that are picked.
    package var goods: [ShipmentLine.Goods]
    package var pick: PickNumber?

    package init(
        from source: Location, to destination: Location, reference: String? = nil, expectedAt: Int64? = nil,
        _ goods: [ShipmentLine.Goods]
    ) {
        (self.source, self.destination, self.reference) = (source, destination, reference)
        (self.expectedAt, self.goods) = (expectedAt, goods)
    }
}
