import Identifiers
import Registry
import Storage

/// Pieces of one model that can be set aside at a place, by the figures.
///
/// The figures follow the ledger, so what was set aside a moment ago may still count as available. What is available and what is
/// reserved together does not change by that, and what lists hold is known at once: so nothing is given twice.
struct PickablePieces {
    private struct Lot {
        var place: String
        var batch: Batch?
        var free: Int64
        /// What there is in each disposition in which it is available.
        var levels: [(disposition: Disposition?, quantity: Int64)]
    }
    private let model: ID<Model>
    private var lots: [Lot] = []

    init(of model: ID<Model>, at goods: PickableGoods, _ reader: any SQLReader) throws {
        self.model = model
        let manufacturer = goods.location.manufacturer
        let held = try PickItemRows.pieces(of: model, manufacturer, reader)
        for name in goods.names.sorted() {
            var found: [Int64: Lot] = [:]
            try reader.forEachRow(
                PickablePiecesSQL.levels, [.integer(manufacturer.value), .text(name), .integer(model.value)]
            ) { row in
                let disposition = Disposition(rawValue: row.text(1))
                let state = StockState(disposition)
                guard state == .available || state == .reserved else { return true }
                var lot = found[row.integer(0)] ?? Lot(place: name, free: 0, levels: [])
                lot.free = lot.free.addingSaturated(row.integer(2))
                if state == .available, row.integer(2) > 0 { lot.levels.append((disposition, row.integer(2))) }
                found[row.integer(0)] = lot
                return true
            }
            for (id, lot) in found.sorted(by: { $0.key < $1.key }) {
                var lot = lot
                lot.batch = id == 0 ? nil : try goods.batch(ID(id))
                if try id != 0 && goods.isExpired(ID(id)) { continue }
                for one in held where one.place == name && (one.batch?.value ?? 0) == id {
                    lot.free = lot.free.addingSaturated(-one.quantity)
                }
                lot.levels.sort { $0.quantity > $1.quantity }
                if lot.free > 0 { lots.append(lot) }
            }
        }
    }

    var hasExpiry: Bool { lots.contains { $0.batch?.expiresOn != nil } }

    /// Takes as many as there are, up to `quantity`.
    mutating func take(
        _ quantity: Int64, of batch: ID<Batch>?, by strategy: PickStrategy
    ) -> [(element: EventDetails.Quantity, place: String, former: Disposition?)] {
        var chosen: [(element: EventDetails.Quantity, place: String, former: Disposition?)] = []
        var need = quantity
        lots.sort { Self.precedes($0, $1, by: strategy) }
        for index in lots.indices where need > 0 && (batch == nil || lots[index].batch?.id == batch) {
            for (disposition, count) in shares(of: lots[index], atMost: need) {
                chosen.append(
                    (
                        EventDetails.Quantity(count, of: model, batch: lots[index].batch?.id), lots[index].place,
                        disposition
                    ))
                need -= count
                lots[index].free -= count
                guard let level = lots[index].levels.firstIndex(where: { $0.disposition == disposition }) else {
                    continue
                }
                lots[index].levels[level].quantity = max(0, lots[index].levels[level].quantity - count)
            }
        }
        return chosen
    }

    /// Whether there are as many free as these items are.
    func have(_ items: [PickItem]) -> Bool {
        var left = lots
        for item in items {
            guard case .pieces(let element, _) = item.goods,
                let index = left.firstIndex(where: { $0.place == item.place && $0.batch?.id == element.batch }),
                left[index].free >= element.quantity
            else { return false }
            left[index].free -= element.quantity
        }
        return true
    }

    /// What of a lot is taken from which disposition. Where the figures lag behind, the rest is of the first.
    private func shares(of lot: Lot, atMost need: Int64) -> [(disposition: Disposition?, count: Int64)] {
        var left = min(need, lot.free)
        var shares: [(disposition: Disposition?, count: Int64)] = []
        for level in lot.levels where left > 0 && level.quantity > 0 {
            shares.append((level.disposition, min(left, level.quantity)))
            left -= min(left, level.quantity)
        }
        guard left > 0 else { return shares }
        if shares.isEmpty { return [(lot.levels.first?.disposition, left)] }
        shares[0].count += left
        return shares
    }

    private static func precedes(_ left: Lot, _ right: Lot, by strategy: PickStrategy) -> Bool {
        func isBefore(_ left: CivilDate?, _ right: CivilDate?) -> Bool {
            guard let left else { return false }
            return right.map { left < $0 } ?? true
        }
        if strategy == .fefo, left.batch?.expiresOn != right.batch?.expiresOn {
            return isBefore(left.batch?.expiresOn, right.batch?.expiresOn)
        }
        if left.batch?.producedOn != right.batch?.producedOn {
            return isBefore(left.batch?.producedOn, right.batch?.producedOn)
        }
        return (left.batch?.createdAt ?? .max, left.place) < (right.batch?.createdAt ?? .max, right.place)
    }
}

private enum PickablePiecesSQL {
    static let levels = Statement(
        """
        SELECT batch_id, disposition, quantity
          FROM stock_levels
         WHERE manufacturer_id = $1
           AND location = $2
           AND model_id = $3
         ORDER BY batch_id, disposition
        """)
}
