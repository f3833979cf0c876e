package import Identifiers
package import Storage

/// A unit of a population, as lists name it.
package struct ListedUnit: Hashable, Sendable {
    package var model: String
    package var serial: SerialNumber
    package var batch: String?
    /// Its place in an issued batch.
    package var sequence: Int64?
    package var producedOn: CivilDate?
}

extension ListedUnit {
    /// The place behind it in its population's list.
    package var place: PopulationCursor { PopulationLister.place(of: self) }
}

/// A place in the list of a population's units, after which it goes on.
package struct PopulationCursor: Hashable, Sendable {
    enum Place: Hashable {
        /// Units of issued batches come first: by batch number, then by sequence number.
        case issued(batch: String, sequence: Int64)
        /// Then those that were numbered elsewhere, by find key.
        case unissued(SerialNumber)
    }
    /// The model's number: models come by number.
    let model: String
    let place: Place

    init(model: String, place: Place) {
        self.model = model
        self.place = place
    }

    /// The place as a text.
    package var text: String {
        switch place {
        case .issued(let batch, let sequence): "i\t\(model)\t\(batch)\t\(sequence)"
        case .unissued(let serial): "u\t\(model)\t\(serial.text)"
        }
    }

    /// Nil for anything but a ``text``.
    package init?(text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        if parts.count == 4, parts[0] == "i", let sequence = Int64(parts[3]), sequence >= 0 {
            self.init(model: String(parts[1]), place: .issued(batch: String(parts[2]), sequence: sequence))
        } else if parts.count == 3, parts[0] == "u", let serial = try? SerialNumber(parsing: parts[2]) {
            self.init(model: String(parts[1]), place: .unissued(serial))
        } else {
            return nil
        }
    }
}

/// Lists the units of a population page by page, in an order that stays: serial numbers of issued batches are written by
/// their format, not read.
package final class PopulationLister {
    private let population: CompiledPopulation
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let batches: BatchCache
    private let assemblies: Assemblies
    private var states = StateReader()

    private var units: [ListedUnit] = []
    private var limit = 0
    private var isFull: Bool { units.count >= limit }

    package init(_ population: CompiledPopulation, in scope: PopulationScope, _ reader: any SQLReader) {
        self.population = population
        self.scope = scope
        self.reader = reader
        batches = BatchCache(reader)
        assemblies = Assemblies(population, scope: scope, reader)
    }

    /// Up to `limit` units after a place, and the place after which the next page begins; nil on the last page.
    /// - Throws: `population.tooLarge`.
    package func page(
        after cursor: PopulationCursor? = nil, limit: Int
    ) throws -> (units: [ListedUnit], next: PopulationCursor?) {
        units = []
        // One more tells that there is another page.
        self.limit = limit + 1
        for model in scope.models where !isFull {
            if let cursor, Self.precedes(model.number, cursor.model) { continue }
            try list(model, after: cursor?.model == model.number ? cursor?.place : nil)
        }
        guard isFull else { return (units, nil) }
        units.removeLast()
        return (units, units.last.map(Self.place))
    }

    /// Up to `limit` units from the first on, or as many as there are to be found before the reader's ration is used up.
    /// - Throws: `population.tooLarge`.
    package func first(_ limit: Int) throws -> [ListedUnit] {
        do {
            return try page(limit: limit).units
        } catch is RationedReader.UsedUp {
            return Array(units.prefix(limit))
        }
    }

    fileprivate static func place(of unit: ListedUnit) -> PopulationCursor {
        PopulationCursor(
            model: unit.model,
            place: unit.sequence.map { .issued(batch: unit.batch ?? "", sequence: $0) } ?? .unissued(unit.serial))
    }

    private func list(_ model: PopulationModel, after place: PopulationCursor.Place?) throws {
        let rule = population.rule(of: model)
        guard rule.constant != false else { return }
        let named = NamedUnits(population, scope: scope, assemblies, batches, reader)
        if let keys = try named.keys(of: rule, model) {
            return try list(keys.compactMap { try named.unit($0, model) }, after: place)
        }
        let arithmetic = SerialArithmetic(population, formats: model.formats)
        var from: SerialNumber?
        switch place {
        case .unissued(let serial): from = serial
        case .issued(let number, let sequence):
            if let batch = try Batches.find(number, of: model.id, reader), sequence < .max {
                try list(batch, from: sequence + 1, rule, model, arithmetic)
            }
            try listBatches(after: number, rule, model, arithmetic)
        case nil: try listBatches(after: "", rule, model, arithmetic)
        }
        if !isFull { try listUnissued(after: from, model) }
    }

    // MARK: Units that are named

    private func list(_ found: [UnitFacts], after place: PopulationCursor.Place?) throws {
        let after = place.map(Order.init)
        let ordered = found.map { (order: Order($0), unit: $0) }.sorted { $0.order < $1.order }
        for (order, unit) in ordered where !isFull && after.map({ $0 < order }) ?? true { append(unit) }
    }

    private func append(_ unit: UnitFacts) {
        units.append(
            ListedUnit(
                model: unit.model.number, serial: unit.key.serial, batch: unit.batch?.batch.number,
                sequence: unit.sequence, producedOn: unit.producedOn))
    }

    // MARK: Issued batches

    private func listBatches(
        after number: String, _ rule: PopulationRule, _ model: PopulationModel, _ arithmetic: SerialArithmetic
    ) throws {
        guard !isFull else { return }
        try Batches.forEach(of: model.id, after: number, reader) { batch in
            try list(batch, from: 0, rule, model, arithmetic)
            return !isFull
        }
    }

    private func list(
        _ batch: Batch, from first: Int64, _ rule: PopulationRule, _ model: PopulationModel,
        _ arithmetic: SerialArithmetic
    ) throws {
        guard let issued = batch.issue?.sequences, first <= issued.upperBound else { return }
        let facts = BatchFacts(batch)
        let left = try rule.simplified { try arithmetic.decide($0, of: facts) }
        guard left.constant != false else { return }
        let range = max(first, issued.lowerBound)...issued.upperBound
        let parts = BatchSegments(batch: facts, arithmetic: arithmetic, reader: reader)
        guard left.usesState else {
            for piece in try arithmetic.pieces(of: left, facts, in: range) where !isFull {
                var next = try arithmetic.first(piece, from: piece.sequences.lowerBound, of: facts)
                try appendUnits(piece, &next, before: nil, parts, model)
            }
            return
        }
        for segment in try parts.segments(in: range) {
            for piece in try parts.pieces(of: left, in: segment) where !isFull {
                try list(piece, asking: left, parts, model)
            }
        }
    }

    /// Lists a piece of a batch: its units without a row by the piece's rule, those that have one by themselves.
    private func list(
        _ piece: SerialArithmetic.Piece, asking rule: PopulationRule, _ parts: BatchSegments, _ model: PopulationModel
    ) throws {
        var next = try parts.arithmetic.first(piece, from: piece.sequences.lowerBound, of: parts.batch)
        try PopulationRows.ofBatch(parts.batch.batch.id, piece.sequences, reader) { row in
            let sequence = row.integer(PopulationRows.Column.sequence)
            try appendUnits(piece, &next, before: sequence, parts, model)
            guard !isFull else { return false }
            if next == sequence { next = try after(sequence, piece, parts) }
            let facts = UnitFacts(
                key: UnitKey(model.id, try PopulationRows.serial(row)), model: model, batch: parts.batch,
                sequence: sequence, producedOn: try PopulationRows.producedOn(row),
                state: try states.state(row))
            if try holds(rule, facts) { append(facts) }
            return !isFull
        }
        if !isFull { try appendUnits(piece, &next, before: nil, parts, model) }
    }

    private func after(
        _ sequence: Int64, _ piece: SerialArithmetic.Piece, _ parts: BatchSegments
    ) throws -> Int64? {
        sequence < .max ? try parts.arithmetic.first(piece, from: sequence + 1, of: parts.batch) : nil
    }

    /// Appends the units of a piece from `next` on, up to the one before `end`, by what its rule says.
    private func appendUnits(
        _ piece: SerialArithmetic.Piece, _ next: inout Int64?, before end: Int64?, _ parts: BatchSegments,
        _ model: PopulationModel
    ) throws {
        guard next != nil else { return }
        let (batch, writer) = (parts.batch.batch, try parts.arithmetic.serialWriter(of: parts.batch))
        while let sequence = next, end.map({ sequence < $0 }) ?? true, !isFull {
            units.append(
                ListedUnit(
                    model: model.number, serial: try SerialNumber(parsing: writer.text(of: sequence)),
                    batch: batch.number, sequence: sequence, producedOn: batch.producedOn))
            next = try after(sequence, piece, parts)
        }
    }

    private func holds(_ rule: PopulationRule, _ unit: UnitFacts) throws -> Bool {
        try rule.holds { check in
            try unit.holds(check, in: population) { try assemblies.contains($0, unit.key) }
        }
    }

    // MARK: Units that were numbered elsewhere

    private func listUnissued(after serial: SerialNumber?, _ model: PopulationModel) throws {
        let rule = population.rule(of: model)
        try PopulationRows.unissued(of: model.id, after: serial, reader) { row in
            let batch = row.optionalInteger(PopulationRows.Column.batch).map { ID<Batch>($0) }
            let facts = UnitFacts(
                key: UnitKey(model.id, try PopulationRows.serial(row)), model: model,
                batch: try batch.flatMap { try batches.batch($0) }, sequence: nil,
                producedOn: try PopulationRows.producedOn(row), state: try states.state(row))
            if try holds(rule, facts) { append(facts) }
            return !isFull
        }
    }

    /// Byte for byte, as both engines order texts.
    fileprivate static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

/// The order of a model's units in lists.
private struct Order {
    /// The batch's number, and the sequence number; nil behind all of them.
    var issued: (batch: String, sequence: Int64)?
    var key: UnitKey?

    init(_ unit: UnitFacts) {
        if let sequence = unit.sequence {
            issued = (unit.batch?.batch.number ?? "", sequence)
        } else {
            key = unit.key
        }
    }

    init(_ place: PopulationCursor.Place) {
        switch place {
        case .issued(let batch, let sequence): issued = (batch, sequence)
        case .unissued(let serial): key = UnitKey(ID(0), serial)
        }
    }

    static func < (left: Order, right: Order) -> Bool {
        switch (left.issued, right.issued) {
        case (let left?, let right?):
            PopulationLister.precedes(left.batch, right.batch)
                || !PopulationLister.precedes(right.batch, left.batch) && left.sequence < right.sequence
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil):
            if let left = left.key, let right = right.key {
                PopulationLister.precedes(left.serial.key, right.serial.key)
                    || !PopulationLister.precedes(right.serial.key, left.serial.key)
                        && PopulationLister.precedes(left.storedSerial, right.storedSerial)
            } else {
                false
            }
        }
    }
}
