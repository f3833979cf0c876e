package import Registry
package import Storage

/// The room and the load that one unit takes as it is packed.
package struct PackedSize: Hashable, Sendable {
    /// Cubic centimetres; nil where no packaging says its size.
    package var volume: Double?
    /// Grams; nil where no packaging says its weight.
    package var weight: Double?

    /// What the smallest packaging says that says it, divided among the units in it: a case of twelve is asked only where
    /// nobody has measured the single unit.
    package init(_ levels: [PackagingLevel]) {
        let levels = levels.sorted { $0.quantity < $1.quantity }
        volume = Self.first(levels) { $0.size.flatMap(Self.volume) }
        weight = Self.first(levels) { $0.weight.flatMap(Self.weight) }
    }

    private static func first(_ levels: [PackagingLevel], _ measure: (PackagingLevel) -> Double?) -> Double? {
        for level in levels where level.quantity > 0 {
            if let measured = measure(level) { return measured / Double(level.quantity) }
        }
        return nil
    }

    /// Of three lengths; two say no volume.
    static func volume(_ text: String) -> Double? {
        guard
            case .dimensions(let lengths, let code)? = try? SpecificationReader.read(
                text, as: .dimensions, field: "size"), lengths.count == 3,
            let unit = code.flatMap(UnitOfMeasure.coded), unit.quantity == .length
        else { return nil }
        let metres = lengths.compactMap(Double.init).map(unit.base)
        guard metres.count == 3 else { return nil }
        let volume = metres.reduce(1_000_000, *)
        return volume.isFinite && volume > 0 ? volume : nil
    }

    static func weight(_ text: String) -> Double? {
        guard case .number(let number, let code)? = try? SpecificationReader.read(text, as: .number, field: "weight"),
            let unit = code.flatMap(UnitOfMeasure.coded), unit.quantity == .mass, let value = Double(number)
        else { return nil }
        let grams = unit.base(value) * 1_000
        return grams.isFinite && grams > 0 ? grams : nil
    }
}

/// The packed sizes of models, each read once.
package final class PackedSizes {
    private let reader: any SQLReader
    private var known: [ID<Model>: PackedSize] = [:]

    package init(_ reader: any SQLReader) { self.reader = reader }

    package func size(of model: ID<Model>) throws -> PackedSize {
        if let found = known[model] { return found }
        let found = PackedSize(try ModelEntries<PackagingLevel>.list(of: model, reader).map(\.entry))
        known[model] = found
        return found
    }
}
