import Identifiers
package import Storage

/// Looks for components of one unit: what is in it now, what is in that, and so on.
package final class ComponentWalk {
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let batches: BatchCache
    private var contents: [UnitKey: Contents] = [:]

    /// Units read at once.
    private static let pageSize = 200
    /// Units whose contents are kept.
    private static let capacity = 500

    package init(scope: PopulationScope, _ reader: any SQLReader) {
        self.scope = scope
        self.reader = reader
        batches = BatchCache(reader)
    }

    /// A component of a unit, at any depth, that belongs to a population; nil where there is none.
    package func component(of unit: UnitKey, in population: CompiledPopulation) throws -> UnitKey? {
        try component(of: unit, in: population, depth: 1)
    }

    /// The models of what is in a unit, at any depth, and perhaps some more; nil where that is too much to be read at once.
    func models(within unit: UnitKey) throws -> Set<ID<Model>>? {
        var found: Set<ID<Model>> = []
        var units = 0
        return try collectModels(within: unit, depth: 1, &units, &found) ? found : nil
    }

    private func collectModels(
        within unit: UnitKey, depth: Int, _ units: inout Int, _ found: inout Set<ID<Model>>
    ) throws -> Bool {
        let contents = try contents(of: unit)
        units += contents.parts.count
        guard contents.last == nil, units <= Self.pageSize else { return false }
        for part in contents.parts { found.insert(part.key.model) }
        for range in contents.ranges {
            if let model = try batches.batch(range.batch)?.batch.model { found.insert(model) }
        }
        guard depth < UnitPlaces.maximumDepth else { return true }
        for part in contents.parts {
            guard try collectModels(within: part.key, depth: depth + 1, &units, &found) else { return false }
        }
        return true
    }

    private func component(of unit: UnitKey, in population: CompiledPopulation, depth: Int) throws -> UnitKey? {
        let contents = try contents(of: unit)
        var found: UnitKey?
        try forEachPart(of: unit, contents) { part in
            if try holds(part, population) { found = part.key }
            return found == nil
        }
        if let found = try found ?? rowlessPart(of: unit, contents, in: population) { return found }
        guard depth < UnitPlaces.maximumDepth else { return nil }
        try forEachPart(of: unit, contents) { part in
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

    // MARK: What is directly in a unit

    /// The first units with a row, and where those without may be: many populations ask for the same.
    private struct Contents {
        var parts: [UnitFacts]
        /// After which unit the rest is to be read; nil where these are all.
        var last: UnitKey?
        /// Parts of batches that events have put there at some time.
        var ranges: [(batch: ID<Batch>, sequences: ClosedRange<Int64>)]
    }

    private func contents(of unit: UnitKey) throws -> Contents {
        if let known = contents[unit] { return known }
        let (parts, last) = try page(of: unit, after: nil)
        let read = Contents(parts: parts, last: last, ranges: try ranges(of: unit))
        if contents.count >= Self.capacity { contents.removeAll() }
        contents[unit] = read
        return read
    }

    /// The units with a row that are directly in a unit, until `body` answers `false`.
    private func forEachPart(of unit: UnitKey, _ contents: Contents, _ body: (UnitFacts) throws -> Bool) throws {
        for part in contents.parts { guard try body(part) else { return } }
        var after = contents.last
        while let last = after {
            let (parts, next) = try page(of: unit, after: last)
            for part in parts { guard try body(part) else { return } }
            after = next
        }
    }

    /// Some units with a row that are directly in a unit, and after which unit there may be more.
    private func page(of unit: UnitKey, after: UnitKey?) throws -> (parts: [UnitFacts], last: UnitKey?) {
        let rows = try reader.all(
            ComponentWalkSQL.parts,
            [
                .integer(unit.model.value), .text(unit.serial.text), .integer(after?.model.value ?? 0),
                .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? ""), .integer(Int64(Self.pageSize)),
            ]
        ) { try UnitRows.row($0) }
        let parts = try rows.compactMap { part in
            try scope.model(part.key.model).map { model in
                UnitFacts(part, batch: try part.batch.flatMap { try batches.batch($0)?.batch }, model: model)
            }
        }
        return (parts, rows.count == Self.pageSize ? rows.last?.key : nil)
    }

    private func ranges(of unit: UnitKey) throws -> [(batch: ID<Batch>, sequences: ClosedRange<Int64>)] {
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
        return ranges.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A unit without a row that is directly in a unit: events of parts of batches have put it there.
    private func rowlessPart(
        of unit: UnitKey, _ contents: Contents, in population: CompiledPopulation
    ) throws -> UnitKey? {
        for (id, range) in contents.ranges {
            guard let batch = try batches.batch(id), let model = scope.model(batch.batch.model) else { continue }
            let arithmetic = SerialArithmetic(population, formats: model.formats)
            let rule = try population.rule(of: model).simplified { try arithmetic.decide($0, of: batch) }
            guard rule.constant != false else { continue }
            let segments = BatchSegments(batch: batch, arithmetic: arithmetic, reader: reader)
            for segment in try segments.segments(in: range) where segment.state.parent == unit {
                for piece in try segments.pieces(of: rule, in: segment) {
                    guard let sequence = try segments.firstRowless(piece) else { continue }
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
               service_to, failures, ended_at, first_time, last_time, recorded_at, market
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
