import Identifiers
package import Storage

/// Looks for components of one unit: what is in it now, what is in that, and so on.
package final class ComponentWalk {
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let batches: BatchCache

    /// Units read at once.
    private static let pageSize = 200

    package init(scope: PopulationScope, _ reader: any SQLReader) {
        self.scope = scope
        self.reader = reader
        batches = BatchCache(reader)
    }

    /// A component of a unit, at any depth, that belongs to a population; nil where there is none.
    package func component(of unit: UnitKey, in population: CompiledPopulation) throws -> UnitKey? {
        try component(of: unit, in: population, depth: 1)
    }

    private func component(of unit: UnitKey, in population: CompiledPopulation, depth: Int) throws -> UnitKey? {
        var found: UnitKey?
        try forEachPart(of: unit) { part in
            if try holds(part, population) { found = part.key }
            return found == nil
        }
        if let found = try found ?? rowlessPart(of: unit, in: population) { return found }
        guard depth < UnitPlaces.maximumDepth else { return nil }
        try forEachPart(of: unit) { part in
            found = try component(of: part.key, in: population, depth: depth + 1)
            return found == nil
        }
        return found
    }

    private func holds(_ part: UnitFacts, _ population: CompiledPopulation) throws -> Bool {
        try population.holds(part) { index in
            try component(of: part.key, in: population.components[index]) != nil
        }
    }

    /// The units with a row that are directly in a unit, until `body` answers `false`.
    private func forEachPart(of unit: UnitKey, _ body: (UnitFacts) throws -> Bool) throws {
        var after: UnitKey?
        while true {
            let page = try reader.all(
                ComponentWalkSQL.parts,
                [
                    .integer(unit.model.value), .text(unit.serial.text), .integer(after?.model.value ?? 0),
                    .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? ""), .integer(Int64(Self.pageSize)),
                ]
            ) { try UnitRows.row($0) }
            for part in page {
                guard let model = scope.model(part.key.model) else { continue }
                let batch = try part.batch.flatMap { try batches.batch($0) }
                guard try body(UnitFacts(part, batch: batch?.batch, model: model)) else { return }
            }
            guard page.count == Self.pageSize, let last = page.last else { return }
            after = last.key
        }
    }

    /// A unit without a row that is directly in a unit: events of parts of batches have put it there.
    private func rowlessPart(of unit: UnitKey, in population: CompiledPopulation) throws -> UnitKey? {
        var ranges: [ID<Batch>: ClosedRange<Int64>] = [:]
        try reader.forEachRow(
            ComponentWalkSQL.ranges,
            [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
        ) { row in
            let (first, last) = (row.integer(1), row.integer(2))
            let known = ranges[ID(row.integer(0))]
            ranges[ID(row.integer(0))] =
                min(first, known?.lowerBound ?? first)...max(first, last, known?.upperBound ?? last)
            return true
        }
        for (id, range) in ranges.sorted(by: { $0.key < $1.key }) {
            guard let batch = try batches.batch(id), let model = scope.model(batch.batch.model) else { continue }
            let arithmetic = SerialArithmetic(population, formats: model.formats)
            let rule = try population.rule(of: model).simplified { try arithmetic.decide($0, of: batch) }
            guard rule.constant != false else { continue }
            let parts = BatchSegments(batch: batch, arithmetic: arithmetic, reader: reader)
            for segment in try parts.segments(in: range) where segment.state.parent == unit {
                for piece in try parts.pieces(of: rule, in: segment) {
                    guard let sequence = try parts.firstRowless(piece) else { continue }
                    let serial = try arithmetic.serialWriter(of: batch).text(of: sequence)
                    return UnitKey(model.id, try SerialNumber(parsing: serial))
                }
            }
        }
        return nil
    }
}

private enum ComponentWalkSQL {
    static let parts = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, last_position, market
          FROM units
         WHERE parent_model_id = $1
           AND parent_serial = $2
           AND (model_id, serial_key, serial) > ($3, $4, $5)
         ORDER BY model_id, serial_key, serial
         LIMIT $6
        """)
    static let ranges = Statement(
        """
        SELECT r.batch_id, r.first_sequence, r.last_sequence
          FROM unit_events AS m
          JOIN batch_ranges AS r ON r.event_id = m.event_id
         WHERE m.model_id = $1
           AND m.serial_key = $2
           AND m.serial = $3
           AND m.role = 'parent'
        """)
}
