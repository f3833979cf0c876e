import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Opens a count of what stands at a place.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `model.unknown`, `access.forbidden`, `value.invalid`.
    package func openCount(_ order: CountOrder, of slug: String) throws -> CountAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let location = try handled(order.location, of: manufacturer)
        let model = try order.model.map { try Models.require($0, of: manufacturer, transaction) }
        return try answer(
            Counts.open(
                order.kind, of: model, isBlind: order.isBlind, plannedAt: order.plannedAt?.microseconds, at: location,
                as: principal, from: source, transaction))
    }

    /// Keeps what was scanned in a count; what it names was found by ``NameplateRegistry/scans(_:in:of:as:)``.
    /// - Throws: `count.unknown`, `count.state`, `access.forbidden`.
    package func scan(_ scans: [CountScan], inCount number: String, of slug: String) throws -> [ScanAnswer] {
        let count = try handledCount(number, of: slug)
        let results = try Counts.take(scans, in: count, transaction)
        return try zip(scans, results).map { scan, result in
            var answer = ScanAnswer(text: scan.text, result: result, quantity: scan.quantity, reason: scan.reason)
            switch scan.subject {
            case .unit(let key): answer.unit = try NameplateRegistry.reference(key, transaction)
            case .pieces(let model, _): answer.model = try Models.find(model, transaction)?.number.text
            case .unread: break
            }
            if result == .refused { answer.reason = "It was not scanned while the count was open." }
            return answer
        }
    }

    /// Ends a round with what it has come to.
    /// - Returns: nil where scans came in since that was found: find it again.
    /// - Throws: `count.unknown`, `count.state`, `count.changed`, `access.forbidden`.
    package func finishCount(
        _ number: String, _ outcome: CountOutcome, of slug: String, expecting version: Int64?
    ) throws -> CountAnswer? {
        let count = try handledCount(number, of: slug)
        return try Counts.finish(
            count, outcome, expecting: version, as: principal, from: source, transaction
        ).map { try answer($0) }
    }

    /// Recounts, closes or cancels a count.
    /// - Throws: `count.unknown`, `count.state`, `count.changed`, `access.forbidden`.
    package func moveCount(
        _ number: String, by step: CountStep, of slug: String, expecting version: Int64?
    ) throws -> CountAnswer {
        let count = try handledCount(number, of: slug)
        return try answer(
            Counts.move(count, by: step, expecting: version, as: principal, from: source, transaction))
    }

    /// Resolves what differs, by events or by a reason alone.
    /// - Throws: `count.unknown`, `count.state`, `count.changed`, `value.invalid`, `access.forbidden`.
    package func adjustCount(
        _ number: String, _ decision: CountDecision, of slug: String, expecting version: Int64?
    ) throws -> CountAdjustmentAnswer {
        let count = try handledCount(number, of: slug)
        let location = try NameplateRegistry.place(of: count, transaction)
        let (changed, differences, events) = try Counts.adjust(
            count, decision, at: location, expecting: version, as: principal, from: source, recorder)
        var lines = CountDifferenceLines(of: changed, transaction)
        return CountAdjustmentAnswer(
            count: try answer(changed), differences: try differences.map { try lines.line($0) }, events: events)
    }

    /// A count at whose place the principal handles goods.
    private func handledCount(_ number: String, of slug: String) throws -> InventoryCount {
        let count = try NameplateRegistry.count(number, of: slug, as: principal, transaction)
        let line = try Locations.line(to: NameplateRegistry.place(of: count, transaction), transaction)
        try LocationAccess.require(principal, .handleStock, at: line)
        return count
    }

    private func answer(_ count: InventoryCount) throws -> CountAnswer {
        try NameplateRegistry.answer(count, as: principal, transaction)
    }
}
