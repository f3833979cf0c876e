import Identifiers
package import Registry
package import Storage

/// What keeps goods from leaving.
package enum Obstacle: Hashable, Sendable {
    /// They are held, recalled, damaged, or in another disposition in which goods are not shipped.
    case state(Disposition)
    /// A test that the model needs has no result.
    case testMissing(RequiredTest)
    case testFailed(RequiredTest, EventDetails.Reading)
}

/// Units that may not leave, and why.
package struct HeldGoods: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        /// Units of this batch that have no row.
        case batch(ID<Batch>)
    }
    package var subject: Subject
    package var obstacle: Obstacle
}

extension HeldGoods {
    /// Tells whoever wants goods to leave why they may not.
    /// - Parameter key: what was named.
    func refusal(of key: UnitKey?, field: String) -> RegistryError {
        let reason =
            switch obstacle {
            case .state(let disposition): "is in the state '\(disposition.rawValue)'"
            case .testMissing(let test): "has no result of the test '\(test.title)'"
            case .testFailed(let test, let reading): "has failed the test '\(test.title)' with \(reading.value)"
            }
        var named = key.map(\.serial.text) ?? "The part of the batch"
        if case .unit(let inner) = subject, inner != key {
            named = key.map { "\(inner.serial.text) in \($0.serial.text)" } ?? inner.serial.text
        }
        return RegistryError(.goodsHeld, "\(named) \(reason) and may not leave.", field: field)
    }
}

/// Whether goods may leave: they are in no state that forbids it, and have passed the tests that their models need. What is asked
/// of a model is read once.
package final class Clearance {
    private let reader: any SQLReader
    private let kinds: ModelKinds
    private let reservations: Reservations?
    private var tests: [ID<Model>: [RequiredTest]] = [:]

    /// - Parameter reservations: what hears of each thing that would leave.
    package init(_ reader: any SQLReader, _ reservations: Reservations? = nil) {
        (self.reader, kinds, self.reservations) = (reader, ModelKinds(reader), reservations)
    }

    /// The first of all that keeps a unit or what is in it from leaving; nil where it may leave.
    package func obstacle(of unit: UnitRow) throws -> HeldGoods? {
        var seen: Set<UnitKey> = []
        return try obstacle(of: unit, &seen)
    }

    /// What keeps a unit, or units of a batch that are alike.
    func obstacle(of subject: EventSubject) throws -> Obstacle? {
        try obstacle(subject.model, subject.history.state()) { subject.history }
    }

    private func obstacle(of unit: UnitRow, _ seen: inout Set<UnitKey>) throws -> HeldGoods? {
        // Late reports can make a circle.
        guard seen.insert(unit.key).inserted else { return nil }
        try reservations?.meet(unit, isInside: seen.count > 1)
        if let reason = try obstacle(unit.key.model, unit.state, { try Units.history(of: unit, self.reader) }) {
            return HeldGoods(subject: .unit(unit.key), obstacle: reason)
        }
        guard try kinds.isContainer(unit.key.model) else { return nil }
        var place: Contents.Place?
        repeat {
            let page = try Contents.page(of: unit.key, at: Viewpoint(), from: place, limit: 1_000, reader)
            for content in page.items {
                switch content.subject {
                case .unit(let key):
                    if let inner = try Units.find(key, reader), let found = try obstacle(of: inner, &seen) {
                        return found
                    }
                case .range(let range, _):
                    if let found = try obstacle(in: range) { return found }
                }
            }
            place = page.next
        } while place != nil
        return nil
    }

    private func obstacle(in range: EventDraft.SequenceRange) throws -> HeldGoods? {
        try reservations?.meet(range, isInside: true)
        var found: HeldGoods?
        try EventSubject.forEach(in: range, reader) { subject in
            guard found == nil, let reason = try obstacle(of: subject) else { return }
            found = HeldGoods(subject: subject.key.map { .unit($0) } ?? .batch(range.batch), obstacle: reason)
        }
        return found
    }

    private func obstacle(
        _ model: ID<Model>, _ state: UnitState, _ history: () throws -> UnitHistory
    ) throws -> Obstacle? {
        if let disposition = state.stockDisposition, StockState(disposition) == .held { return .state(disposition) }
        let tests = try requiredTests(of: model)
        guard !tests.isEmpty else { return nil }
        let known = try history()
        for test in tests {
            switch TestOutcome(of: test, in: known) {
            case .passed: continue
            case .failed(let reading): return .testFailed(test, reading)
            case .missing: return .testMissing(test)
            }
        }
        return nil
    }

    private func requiredTests(of model: ID<Model>) throws -> [RequiredTest] {
        if let known = tests[model] { return known }
        let found = try RequiredTests.list(of: model, reader)
        tests[model] = found
        return found
    }
}
