package import Identifiers
package import Registry
package import Storage

/// Judges the cover of all units of a model: those that have a row in the order of their find keys (see ``LifeScan``), with
/// terms made ready once; the others by parts of their batches (see ``forEachRowless(asOf:_:)``).
///
/// Lives that take more than their own events to judge are handed to a ``CoverDesk``.
package final class CoverScan {
    private let model: Model
    private let terms: ModelTerms
    private let desk: CoverDesk
    private let reader: any SQLReader
    private var batches: [ID<Batch>: Batch?] = [:]
    private let namesComponents: Bool

    package init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        self.model = model
        self.reader = reader
        terms = try ModelTerms(of: model, on: today, reader)
        namesComponents = !terms.components.isEmpty
        desk = CoverDesk(on: today, reader)
    }

    /// Units without a row.
    package enum Rowless {
        /// One that has extensions of its own.
        case unit(UnitKey)
        /// So many of a batch, from the first to the last one, which nothing tells apart.
        case part(RowlessPart)

        package var count: Int64 { if case .part(let part) = self { part.count } else { 1 } }
    }

    /// Hands the verdicts on the units that have no row to `body` until it answers `false`: each part of a batch is judged
    /// once.
    package func forEachRowless(asOf: CivilDate, _ body: (Rowless, CoverVerdict) throws -> Bool) throws {
        var apart: [ID<Batch>: [Int64]] = [:]
        for unit in try CoverExtensions.rowlessUnits(of: model.id, reader) {
            guard let batch = unit.batch, let sequence = unit.sequence else { continue }
            apart[batch, default: []].append(sequence)
            guard try body(.unit(unit.key), try desk.verdict(on: unit, asOf: asOf)) else { return }
        }
        try terms.effectivity.rowlessParts(of: model.id, reader).forEach(leavingOut: apart.mapValues { $0.sorted() }) {
            part in
            try body(.part(part), try desk.verdict(on: part, terms, asOf: asOf))
        }
    }

    /// Hands the verdicts on the units that have a row to `body` until it answers `false`.
    /// - Parameters:
    ///   - after: The find key after which units are judged; nil for all from the first.
    ///   - last: The last find key; nil for all to the end.
    package func forEach(
        after: String? = nil, last: String? = nil, asOf: CivilDate,
        _ body: (UnitKey, CoverVerdict) throws -> Bool
    ) throws {
        try LifeScan(of: model.id, reader).forEachPage(after: after, last: last) { page in
            guard let first = page.first, let end = page.last else { return false }
            let extensions = try CoverExtensions.list(
                of: model.id, from: first.key.serial.key, to: end.key.serial.key, reader)
            for unit in page {
                let more =
                    extensions.isEmpty ? [] : extensions["\(unit.key.serial.key) \(unit.key.storedSerial)"] ?? []
                guard try body(unit.key, try verdict(on: unit, more, asOf)) else { return false }
            }
            return true
        }
    }

    private func verdict(
        on unit: LifeScan.Unit, _ extensions: [CoverExtension], _ asOf: CivilDate
    ) throws -> CoverVerdict {
        // Where a part comes from, its own history tells.
        let asksForParts =
            unit.holdsParts && (namesComponents || extensions.contains { $0.coverage.component != nil })
        let life = asksForParts ? nil : unit.life
        if let life, !terms.effectivity.asksForUnits {
            return Warranty.verdict(life, terms.book, extensions, asOf: asOf) { _ in true }
        }
        guard let row = try UnitRows.find(unit.key, reader) else {
            return CoverVerdict(asOf: asOf, state: .unknown, lines: [], reasons: [.noTerm])
        }
        guard let life else { return try desk.verdict(on: row, asOf: asOf) }
        let applies = try terms.effectivity.applies(to: row, batch: try row.batch.flatMap(batch), reader)
        return Warranty.verdict(life, terms.book, extensions, asOf: asOf) { applies[$0] }
    }

    private func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = .some(found)
        return found
    }
}
