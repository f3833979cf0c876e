package import Identifiers
package import Registry

/// The number by which people name a pick list, such as `P-7K3M-9TQ1`.
package typealias PickNumber = RecordNumber<PickList>

/// Goods that are set aside at a place for somebody, picked there, and leave with a shipment or a sale that names the list.
package struct PickList: Hashable, Sendable, NumberedRecord {
    package static let numberLetter: Character = "P"

    package var number: PickNumber
    package var manufacturer: ID<Manufacturer>
    /// The code of the place; goods of what stands in it are taken too.
    package var location: String
    /// The number of the order; of one manufacturer no two lists have the same.
    package var reference: String?
    /// For whom: a customer, or the code of a shop.
    package var recipient: String?
    package var state: PickState = .reserved
    /// The ``Principal/auditName``.
    package var createdBy: String
    /// Microseconds since 1970 UTC, as all times here.
    package var createdAt: Int64
    /// When all of it had left, or nobody wanted it any more.
    package var closedAt: Int64?
    /// Counts the changes, for `If-Match`. Scans after the first do not change it.
    package var rowVersion: Int64 = 1
}

/// How far a pick list is; its raw value is part of the API.
package enum PickState: String, CaseIterable, Sendable {
    /// The goods are set aside.
    case reserved
    /// Something of it was scanned.
    case picking
    /// Nothing more is picked.
    case picked
    /// All that was picked has left.
    case fulfilled
    case cancelled

    /// Whether goods are picked for it.
    package var takesScans: Bool { self == .reserved || self == .picking }

    /// What may be done next, besides scanning.
    package var steps: [PickStep] {
        switch self {
        case .reserved, .picked: [.cancel]
        case .picking: [.finish, .cancel]
        case .fulfilled, .cancelled: []
        }
    }
}

package enum PickStep: String, CaseIterable, Sendable {
    /// Nothing more is picked: what was not is free again.
    case finish
    /// All is free again.
    case cancel
}

/// In which order goods are chosen.
package enum PickStrategy: String, CaseIterable, Sendable {
    /// What came to the site first, then what was made first.
    case fifo
    /// What expires first, then as ``fifo``.
    case fefo
}

/// What a list asks for in one line.
package struct PickLine: Hashable, Sendable {
    /// Its place in the list, from 0.
    package var ordinal: Int64
    package var model: ID<Model>
    /// The one unit that is wanted.
    package var unit: UnitKey?
    package var batch: ID<Batch>?
    package var quantity: Int64
    package var strategy: PickStrategy

    /// What is set aside for a line, and what became of it.
    package struct Progress: Hashable, Sendable {
        /// Set aside and not picked.
        package var reserved: Int64 = 0
        /// Picked and still there.
        package var picked: Int64 = 0
        /// Left with a shipment or a sale.
        package var gone: Int64 = 0

        package init() {}

        package var sum: Int64 { reserved.addingSaturated(picked).addingSaturated(gone) }
    }

    /// How many cannot be had, or are not picked once nothing more is.
    package func shortage(_ progress: Progress) -> Int64 { max(0, quantity.addingSaturated(-progress.sum)) }
}

/// Something that is set aside.
package struct PickItem: Hashable, Sendable {
    package enum Goods: Hashable, Sendable {
        /// A unit; with its place in its batch where it was issued in one.
        case unit(UnitKey, in: EventDraft.SequenceRange?)
        /// A part of a batch whose units had no row then.
        case range(EventDraft.SequenceRange, of: ID<Model>)
        /// So many pieces, in this disposition before.
        case pieces(EventDetails.Quantity, from: Disposition?)
    }
    package enum State: String, CaseIterable, Sendable {
        case reserved, picked, gone
    }
    package var ordinal: Int64
    package var line: Int64
    package var goods: Goods
    /// The text by which events name where it stood.
    package var place: String
    /// The case or pallet in which it was then.
    package var container: UnitKey?
    package var state = State.reserved

    package init(ordinal: Int64 = 0, line: Int64, _ goods: Goods, at place: String, in container: UnitKey? = nil) {
        (self.ordinal, self.line, self.goods, self.place) = (ordinal, line, goods, place)
        self.container = container
    }

    package var model: ID<Model> {
        switch goods {
        case .unit(let key, _): key.model
        case .range(_, let model): model
        case .pieces(let element, _): element.model
        }
    }

    package var count: Int64 {
        switch goods {
        case .unit: 1
        case .range(let range, _): range.sequences.length
        case .pieces(let element, _): element.quantity
        }
    }

    package var key: UnitKey? {
        if case .unit(let key, _) = goods { key } else { nil }
    }

    /// Where it lies in a batch.
    package var range: EventDraft.SequenceRange? {
        switch goods {
        case .unit(_, let range): range
        case .range(let range, _): range
        case .pieces: nil
        }
    }
}

/// What somebody wants to be set aside.
package struct PickDraft: Sendable {
    package enum Line: Hashable, Sendable {
        case unit(UnitKey)
        /// Units or pieces of a model; the strategy is the usual one where none is said.
        case some(Int64, of: ID<Model>, batch: ID<Batch>? = nil, PickStrategy? = nil)
    }
    package var location: Location
    package var reference: String?
    package var recipient: String?
    package var lines: [Line]
    /// Whether what there is is set aside where it is too little.
    package var isPartial = false
    /// Whether what is in cases and on pallets is as good as what stands loose.
    package var takesContained = false

    package init(at location: Location, _ lines: [Line]) { (self.location, self.lines) = (location, lines) }
}
