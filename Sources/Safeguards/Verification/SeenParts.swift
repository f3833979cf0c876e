private import Identifiers
package import Registry
package import Storage

/// What somebody sees of a unit, compared with the record.
package struct SeenParts: Hashable, Sendable {
    /// Serial numbers of components.
    package var components: [String]
    /// Properties, such as `colour` and `white`.
    package var features: [Feature]

    package struct Feature: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(components: [String] = [], features: [Feature] = []) {
        self.components = components
        self.features = features
    }

    package static let most = 50
    package var isEmpty: Bool { components.isEmpty && features.isEmpty }

    /// What differs, and what nobody can judge.
    package struct Outcome: Hashable, Sendable {
        package var otherComponents: [String] = []
        package var otherFeatures: [String] = []
        /// Whether components were named of which the record knows none.
        package var lacksComponents = false
        /// Properties of which the record knows nothing.
        package var unknownFeatures: [String] = []

        package init() {}
        package var differs: Bool { !otherComponents.isEmpty || !otherFeatures.isEmpty }
    }

    /// - Parameter asOf: of which moment; nil for now.
    package func compare(
        with unit: UnitRow, of model: Model, asOf: Int64?, _ reader: any SQLReader
    ) throws -> Outcome {
        var outcome = Outcome()
        if !components.isEmpty {
            let tree = try ComponentTree.load(
                of: unit.key, at: Viewpoint(asOf: asOf), limit: 500, reader)
            if tree.components.isEmpty {
                outcome.lacksComponents = true
            } else {
                // What is left out of the tree may be what was seen.
                outcome.otherComponents =
                    tree.isWhole ? try components.filter { try !Self.holds($0, tree, reader) } : []
            }
        }
        for feature in features {
            let name = FindKey.fold(feature.name)
            guard let known = model.details.specifications.first(where: { FindKey.fold($0.name) == name }) else {
                outcome.unknownFeatures.append(feature.name)
                continue
            }
            if !known.value.isSeen(as: feature.value) { outcome.otherFeatures.append(feature.name) }
        }
        return outcome
    }

    private static func holds(_ text: String, _ tree: ComponentTree, _ reader: any SQLReader) throws -> Bool {
        guard let serial = try? SerialNumber(parsing: text) else { return false }
        return try tree.components.contains { component in
            switch component.content.subject {
            case .unit(let key): return key.serial.key == serial.key
            case .range(let range, _):
                guard let batch = try Batches.find(range.batch, reader),
                    let unit = try Units.find(UnitKey(batch.model, serial), reader), unit.batch == range.batch,
                    let sequence = unit.sequence
                else { return false }
                return range.sequences.contains(sequence)
            }
        }
    }
}

extension Specification.Value {
    /// Whether somebody who reads the plate would say so.
    fileprivate func isSeen(as text: String) -> Bool {
        let seen = FindKey.fold(text)
        let ways: [String] =
            switch self {
            case .number(let number, let unit): [number, number + (unit ?? "")]
            case .text(let text): [text]
            case .yesNo(let isSo): isSo ? ["yes", "true"] : ["no", "false"]
            case .range(let from, let to, let unit): [from + to, from + to + (unit ?? "")]
            case .list(let texts): texts + [texts.joined()]
            case .dimensions(let numbers, let unit): [numbers.joined(separator: "x") + (unit ?? ""), numbers.joined()]
            }
        return ways.contains { FindKey.fold($0) == seen }
    }
}
