/// Which units: a predicate that holds for some units of a manufacturer. Recalls, terms of warranty, documents and
/// cohorts all say it in this one language; `docs/populations.md` is its reference.
///
/// A comparison with something that is not known does not hold, whichever comparison it is; `not` of it does. `is known`
/// asks for that alone.
package indirect enum Population: Hashable, Sendable {
    /// Every unit. (Cases and pallets belong only where the population names their model, ``Containers/modelNumber``.)
    case everything
    case test(PopulationTest)
    /// Units with a component, at any depth and now, that belongs to this population.
    case contains(Population)
    case not(Population)
    /// At least two, none of which is `all` itself: see ``conjunction(_:)``.
    case all([Population])
    /// At least two, none of which is `any` itself: see ``disjunction(_:)``.
    case any([Population])

    /// What a population may hold at most.
    package enum Limit {
        /// Characters of its text.
        package static let characters = 200_000
        /// `and`, `or`, `not` and `contains` within each other. (JSON of twice this depth still can be read.)
        package static let depth = 12
        /// Parentheses within each other.
        package static let parentheses = 50
        package static let tests = 1_000
        /// Values of all tests together.
        package static let values = 10_000
        /// Tests of `contains`.
        package static let components = 16
        /// Characters of one value.
        package static let value = 120
    }

    /// All of these hold.
    /// - Parameter parts: at least one; those of conjunctions among them become its own.
    package static func conjunction(_ parts: [Population]) -> Population {
        let flat = parts.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    /// At least one of these holds.
    /// - Parameter parts: at least one; those of disjunctions among them become its own.
    package static func disjunction(_ parts: [Population]) -> Population {
        let flat = parts.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } }
        return flat.count == 1 ? flat[0] : .any(flat)
    }
}

extension Population {
    /// How much there is of a population.
    private struct Size {
        var depth = 0
        var tests = 0
        var values = 0
        var components = 0

        mutating func add(_ other: Size) {
            depth = max(depth, other.depth)
            tests += other.tests
            values += other.values
            components += other.components
        }

        func deeper() -> Size {
            var size = self
            size.depth += 1
            return size
        }
    }

    private var size: Size {
        switch self {
        case .everything: return Size(tests: 1)
        case .test(let test): return Size(tests: 1, values: test.valueCount)
        case .not(let inner): return inner.size.deeper()
        case .contains(let inner):
            var size = inner.size.deeper()
            size.components += 1
            return size
        case .all(let parts), .any(let parts):
            var size = Size()
            for part in parts { size.add(part.size) }
            return size.deeper()
        }
    }

    /// Whether it depends on what a unit contains.
    package var asksForComponents: Bool { size.components > 0 }

    /// - Throws: `population.tooLarge`.
    func checkSize() throws(RegistryError) {
        let size = size
        let faults: [(isOver: Bool, sentence: String)] = [
            (size.depth > Limit.depth, "is nested more than \(Limit.depth) levels deep"),
            (size.tests > Limit.tests, "has more than \(Limit.tests) tests"),
            (size.values > Limit.values, "has more than \(Limit.values) values"),
            (size.components > Limit.components, "asks for components more than \(Limit.components) times"),
        ]
        // What is written must be readable again, so the canonical text counts. It is written last: it is bounded by then.
        let sentence =
            faults.first(where: \.isOver)?.sentence
            ?? (text.unicodeScalars.count > Limit.characters ? "has more than \(Limit.characters) characters" : nil)
        guard let sentence else { return }
        throw RegistryError(
            .populationTooLarge, "The population \(sentence); split it into several.", field: "population")
    }

    /// Every test, those of components left out.
    var tests: [PopulationTest] {
        switch self {
        case .everything, .contains: []
        case .test(let test): [test]
        case .not(let inner): inner.tests
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        }
    }

    /// Every test, those of components too.
    var allTests: [PopulationTest] {
        switch self {
        case .everything: []
        case .test(let test): [test]
        case .not(let inner), .contains(let inner): inner.allTests
        case .all(let parts), .any(let parts): parts.flatMap(\.allTests)
        }
    }
}
