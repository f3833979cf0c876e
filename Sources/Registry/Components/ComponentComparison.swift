private import Identifiers
package import Storage

/// What a unit contains, compared with what production had built in.
package struct ComponentComparison: Hashable, Sendable {
    /// A component that production had built in and that is not there.
    package struct Gone: Hashable, Sendable {
        package var component: Component
        /// What is in its place; nil where nothing is.
        package var replacedBy: Content.Subject?
    }
    /// What is there, with ``Component/origin``. What came with an assembly that is itself no original has none.
    package private(set) var components: [Component]
    package private(set) var gone: [Gone] = []

    /// - Parameters:
    ///   - built: what production built, as ``Viewpoint/atTheEndOfProduction(of:)`` says.
    ///   - maintained: what is there at the moment in question.
    package init(
        of unit: UnitRow, built: ComponentTree, maintained: ComponentTree, at view: Viewpoint, _ reader: any SQLReader
    ) throws {
        components = maintained.components
        let builtIn = Built(built.components)
        let present = Set(components.map(\.place))
        // Assemblies that were built in and are there still: only their components can be told apart.
        var originals: Set<UnitKey> = [unit.key]
        var replacements: [Built.Place: Content.Subject] = [:]
        for index in components.indices where originals.contains(components[index].assembly) {
            let component = components[index]
            if builtIn.contains(component) {
                components[index].origin = .original
                if case .unit(let key) = component.content.subject { originals.insert(key) }
                continue
            }
            let linked = try builtIn.predecessor(of: component, maker: unit.manufacturer, at: view, reader)
            let sameSlot = builtIn.inSlot(of: component) { !present.contains($0) && replacements[$0] == nil }
            guard let old = linked ?? sameSlot else {
                components[index].origin = .added
                continue
            }
            components[index].origin = .replacement(of: old)
            replacements[Built.Place(assembly: component.assembly, subject: old)] = component.content.subject
        }
        let there = Built(components)
        gone = built.components.compactMap { component in
            guard originals.contains(component.assembly), !there.contains(component) else { return nil }
            return Gone(component: component, replacedBy: replacements[component.place])
        }
    }
}

extension Component {
    fileprivate var place: Built.Place { Built.Place(assembly: assembly, subject: content.subject) }
}

/// Components, found by the assembly that they are directly in.
private struct Built {
    struct Place: Hashable {
        var assembly: UnitKey
        var subject: Content.Subject
    }
    private let places: Set<Place>
    private let ranges: [UnitKey: [EventDraft.SequenceRange]]
    private let components: [UnitKey: [Component]]

    init(_ components: [Component]) {
        places = Set(components.map(\.place))
        self.components = Dictionary(grouping: components, by: \.assembly)
        ranges = self.components.mapValues { components in
            components.compactMap { if case .range(let range, _) = $0.content.subject { range } else { nil } }
        }
    }

    /// Units without a history of their own are the same where they are some of the same.
    func contains(_ component: Component) -> Bool {
        guard case .range(let range, _) = component.content.subject else { return places.contains(component.place) }
        return ranges[component.assembly, default: []].contains {
            $0.batch == range.batch && $0.sequences.overlaps(range.sequences)
        }
    }

    /// One that stood in the slot of `component` and fits.
    func inSlot(of component: Component, where fits: (Place) -> Bool) -> Content.Subject? {
        guard let slot = component.content.joining.slot else { return nil }
        return components[component.assembly, default: []]
            .first { $0.content.joining.slot == slot && fits($0.place) }?.content.subject
    }

    /// The one whose place `component` took, directly or after others, as the events of replacement say.
    func predecessor(
        of component: Component, maker: ID<Manufacturer>, at view: Viewpoint, _ reader: any SQLReader
    ) throws -> Content.Subject? {
        var part = component.content.joining.replaced
        for _ in 0..<ComponentTree.maximumDepth {
            guard let number = part?.part, let text = part?.serial, let serial = try? SerialNumber(parsing: text),
                let model = try Models.find(number, of: maker, reader)
            else { return nil }
            let key = UnitKey(model.id, serial)
            if places.contains(Place(assembly: component.assembly, subject: .unit(key))) { return .unit(key) }
            guard let row = try UnitRows.find(key, reader) else { return nil }
            let history = try Units.history(of: row, reader).effective(asOf: view.asOf, knownAt: view.knownAt)
            let joined = history.last { $0.role == .child && $0.action == .add && $0.parent == component.assembly }
            part = joined.flatMap { UnitState.Joining($0).replaced }
        }
        return nil
    }
}
