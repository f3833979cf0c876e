package import Registry
package import SupplyChain

/// What somebody wants to be set aside.
package struct PickOrder: Sendable {
    /// A unit by its serial number, or so many of a model.
    package struct Line: Hashable, Sendable {
        /// A serial number with its model, or what a label says.
        package var serial: String?
        /// The number of the model.
        package var model: String?
        package var batch: String?
        package var quantity: Int64?
        package var strategy: PickStrategy?

        package init() {}
    }
    /// A name of the place.
    package var location: String
    package var reference: String?
    package var recipient: String?
    package var lines: [Line] = []
    /// Whether what there is is set aside where it is too little.
    package var isPartial = false
    /// Whether what is in cases and on pallets is as good as what stands loose.
    package var takesContained = false

    package init(at location: String) { self.location = location }

    /// The columns of a table of lines.
    package static let columns = ["serial", "model", "batch", "quantity", "strategy"]

    /// Reads a table with some of ``columns``.
    /// - Throws: `list.invalid`, `value.invalid` with the field `lines[3]`.
    package static func table(_ text: String) throws -> [Line] {
        try HeadedTable(text, columns: []) { columns.contains($0) }.rows.enumerated().map { place, row in
            var line = Line()
            (line.serial, line.model, line.batch) = (row.cells["serial"], row.cells["model"], row.cells["batch"])
            if let text = row.cells["quantity"] {
                guard let quantity = Int64(text) else {
                    throw AnnouncedItem.refusal(
                        "'\(text.prefix(40))' on line \(row.line) is no whole number.", at: place)
                }
                line.quantity = quantity
            }
            if let text = row.cells["strategy"] {
                guard let strategy = PickStrategy(rawValue: text.lowercased()) else {
                    throw AnnouncedItem.refusal("'\(text.prefix(40))' is neither fifo nor fefo.", at: place)
                }
                line.strategy = strategy
            }
            return line
        }
    }
}

/// A pick list, as whoever may see the place sees it.
package struct PickAnswer: Sendable {
    package struct Line: Sendable {
        package var line: PickLine
        package var model: Model?
        package var unit: UnitReference?
        /// The number of the batch.
        package var batch: String?
        package var progress: PickLine.Progress
        /// The cases and pallets in which some of it still is, at most ``mostContainers`` of the list.
        package var containers: [String]

        /// How many cannot be had, or were not picked.
        package var shortage: Int64 { line.shortage(progress) }
    }
    package var manufacturer: Manufacturer
    package var location: Location
    package var list: PickList
    package var lines: [Line]
    /// The latest, newest first.
    package var scans: [PickedScan]
    /// What may be done next; nothing by whoever does not handle goods there.
    package var possible: [PickStep]
    /// Whether the asker may scan.
    package var mayScan: Bool

    package static let (mostScans, mostContainers) = (50, 200)
}

/// A row of a list of pick lists.
package struct ListedPick: Sendable {
    package var location: Location?
    package var list: PickList
}

/// What became of a scan.
package struct PickedScan: Sendable {
    package var scan: TakenPick
    package var unit: UnitReference?
    package var model: Model?
}

/// What became of scans.
package struct PickingAnswer: Sendable {
    package var pick: PickAnswer
    /// In the order in which they were sent; after a case or pallet what is in it.
    package var scans: [PickedScan]
}

/// Something that is set aside, picked, or gone.
package struct PickedItem: Sendable {
    package var item: PickItem
    package var model: Model?
    package var unit: UnitReference?
    package var batch: String?
    /// Of a part of a batch.
    package var serials: StockUnitLine.ClosedSerials?
    package var location: Location?
}
