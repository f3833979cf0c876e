import Identifiers
import Registry
import Storage

/// What a container has held over time, by kind, as its follower has counted it.
struct ContainerContents {
    /// How the number of units of one kind has changed, in order of time.
    private(set) var changes: [StockKind: [(time: Int64, quantity: Int64)]] = [:]
    /// The containers that have ever been in it.
    private(set) var containers: Set<UnitKey> = []
    /// How the number of units of one model that are no containers has changed.
    private(set) var goods: [ID<Model>: [(time: Int64, quantity: Int64)]] = [:]

    static func find(_ container: UnitKey, _ reader: any SQLReader) throws -> ContainerContents {
        var contents = ContainerContents()
        try reader.forEachRow(
            ContainerContentsSQL.changes,
            [.integer(container.model.value), .text(container.serial.key), .text(container.storedSerial)]
        ) { row in
            let model = ID<Model>(row.integer(1))
            let kind = StockKind(
                model: model, batch: row.integer(3) == 0 ? nil : ID(row.integer(3)),
                disposition: Disposition(rawValue: row.text(4)))
            contents.changes[kind, default: []].append((time: row.integer(0), quantity: row.integer(5)))
            let serial = row.text(2)
            if serial.isEmpty {
                contents.goods[model, default: []].append((time: row.integer(0), quantity: row.integer(5)))
            } else {
                contents.containers.insert(UnitKey(model, try SerialNumber(parsing: serial)))
            }
            return true
        }
        return contents
    }
}

extension StockDeltas {
    /// Counts the contents of a container that stays so; with `sign` −1 takes them back.
    mutating func add(_ contents: ContainerContents, in stays: [StockStay], sign: Int64) {
        for (kind, changes) in contents.changes {
            var (place, count) = (0, 0)
            var location: String?
            var quantity: Int64 = 0
            while place < stays.count || count < changes.count {
                let time = min(
                    place < stays.count ? stays[place].time : .max, count < changes.count ? changes[count].time : .max)
                if let location, quantity != 0 { add(-sign * quantity, at: location, from: time, kind) }
                while place < stays.count, stays[place].time == time {
                    location = stays[place].location
                    place += 1
                }
                while count < changes.count, changes[count].time == time {
                    quantity = quantity.addingSaturated(changes[count].quantity)
                    count += 1
                }
                if let location, quantity != 0 { add(sign * quantity, at: location, from: time, kind) }
            }
        }
    }
}

private enum ContainerContentsSQL {
    static let changes = Statement(
        """
        SELECT event_time, item_model_id, item_serial, batch_id, disposition, quantity
          FROM container_changes
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY event_time, event_id
        """)
}
