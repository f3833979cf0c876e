package import Identifiers
package import Registry
import Storage

/// What a unit contains, as far as a principal may know.
package struct ComponentsAnswer: Sendable {
    package enum View: String, CaseIterable, Sendable {
        /// What production had built in when the unit left it.
        case built
        /// What is there at the moment in question.
        case maintained
    }
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var view: View
    /// Each followed by its own components; nil where the principal may not know.
    package var components: [ComponentLine]?
    /// What production had built in and is not there at the moment in question.
    package var gone: [GoneComponent] = []
    /// When the unit left production; nil while it is there.
    package var leftProduction: Int64?
    /// Where the next page of its own components begins.
    package var next: Contents.Place?
    /// Components of components are left out, because there were too many.
    package var isCut = false
    package var asOf: Int64?
    package var knownAt: Int64?
}

/// A component within a unit.
package struct ComponentLine: Sendable {
    package enum Origin: String, CaseIterable, Sendable {
        case original, replacement, added
    }
    /// 0 for what the unit itself contains.
    package var level: Int
    /// What it is directly part of.
    package var assembly: UnitReference
    package var part: PartReference
    /// Its place within the assembly, where it was named.
    package var slot: String?
    /// Microseconds since 1970 UTC.
    package var since: Int64
    package var zoneOffset: Int
    /// The event that put it in.
    package var event: ID<Event>
    package var businessStep: BusinessStep?
    /// Its batch's number; nil where the principal may not know.
    package var batch: String?
    /// How it stands to what production built; nil where that cannot be told.
    package var origin: Origin?
    package var replaces: PartReference?
}

/// A component that production had built in and that is not there.
package struct GoneComponent: Sendable {
    package var component: ComponentLine
    package var replacedBy: PartReference?
}

extension NameplateRegistry {
    /// How many components one answer compares with what was built.
    static let mostCompared = 500

    /// What a unit contains: as built or as maintained, at some moment and as known at a ledger position.
    /// - Parameters:
    ///   - place: where the page begins; nil at the first component.
    ///   - limit: how many of the unit's own components at most.
    ///   - nested: how many of theirs at most, besides.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`.
    package func components(
        of serial: String, model: String, of slug: String, view: ComponentsAnswer.View = .maintained,
        asOf: Int64? = nil, knownAt: Int64? = nil, from place: Contents.Place? = nil, limit: Int,
        nested: Int = ComponentTree.usualNested, as principal: Principal
    ) async throws -> ComponentsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: model, of: slug, as: principal) { found, reader in
            try Self.components(
                of: found, view, Viewpoint(asOf: asOf, knownAt: knownAt), from: place, limit: limit, nested: nested,
                catalogue, on: today, as: principal, reader)
        }
    }

    /// The same of a unit of which the principal has an answer already, at the moment of that.
    package func components(
        of unit: UnitAnswer, view: ComponentsAnswer.View, limit: Int, as principal: Principal
    ) async throws -> ComponentsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(unit) { found, reader in
            try Self.components(
                of: found, view, Viewpoint(asOf: unit.asOf, knownAt: unit.knownAt), from: nil, limit: limit,
                nested: ComponentTree.usualNested, catalogue, on: today, as: principal, reader)
        }
    }

    static func components(
        of found: FoundUnit, _ view: ComponentsAnswer.View, _ viewpoint: Viewpoint, from place: Contents.Place?,
        limit: Int, nested: Int, _ catalogue: CatalogueCache, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> ComponentsAnswer {
        var answer = ComponentsAnswer(
            manufacturer: found.manufacturer, model: found.model, serial: found.unit.key.serial, view: view,
            asOf: viewpoint.asOf, knownAt: viewpoint.knownAt)
        let access = try Self.view(of: found, as: principal, reader)
        guard access.components else { return answer }
        let references = UnitReferences(
            catalogue: catalogue, today: today, principal: principal, seesBatches: access.batch, reader: reader)
        try ComponentLines(references: references).fill(
            &answer, found.unit, at: viewpoint, from: place, limit: limit, nested: nested)
        return answer
    }
}

/// Turns what a unit contains into lines for a reader.
private struct ComponentLines {
    let references: UnitReferences

    func fill(
        _ answer: inout ComponentsAnswer, _ unit: UnitRow, at view: Viewpoint, from place: Contents.Place?, limit: Int,
        nested: Int
    ) throws {
        let reader = references.reader
        let production = view.atTheEndOfProduction(of: try Units.history(of: unit, reader))
        let isBuilt = answer.view == .built
        let tree = try ComponentTree.load(
            of: unit.key, at: isBuilt ? production : view, from: place, limit: limit, nested: nested, reader)
        answer.leftProduction = production.endsProduction ? production.asOf : nil
        (answer.next, answer.isCut) = (tree.next, tree.isCut)
        let comparison = try place == nil ? compare(tree, isBuilt: isBuilt, unit, at: view, production) : nil
        answer.components = try lines(isBuilt ? tree.components : comparison?.components ?? tree.components)
        answer.gone = try (comparison?.gone ?? []).compactMap { gone in
            guard let line = try line(gone.component) else { return nil }
            return GoneComponent(
                component: line, replacedBy: try gone.replacedBy.flatMap { try references.part($0) })
        }
    }

    /// Nil where one of the sides is not whole, or for cases and pallets, which are packed, not built.
    private func compare(
        _ tree: ComponentTree, isBuilt: Bool, _ unit: UnitRow, at view: Viewpoint, _ production: Viewpoint
    ) throws -> ComponentComparison? {
        let reader = references.reader
        guard tree.isWhole, try references.reference(unit.key)?.isContainer == false else { return nil }
        let other =
            production == view
            ? tree
            : try ComponentTree.load(
                of: unit.key, at: isBuilt ? view : production, limit: NameplateRegistry.mostCompared, reader)
        guard other.isWhole else { return nil }
        return try ComponentComparison(
            of: unit, built: isBuilt ? tree : other, maintained: isBuilt ? other : tree, at: view, reader)
    }

    /// Without components of models that the principal may not know of, and without what these contain.
    private func lines(_ components: [Component]) throws -> [ComponentLine] {
        var lines: [ComponentLine] = []
        var hiddenLevel: Int?
        for component in components {
            if let hidden = hiddenLevel, component.level > hidden { continue }
            hiddenLevel = nil
            if let line = try line(component) {
                lines.append(line)
            } else {
                hiddenLevel = component.level
            }
        }
        return lines
    }

    private func line(_ component: Component) throws -> ComponentLine? {
        guard let part = try references.part(component.content.subject),
            let assembly = try references.reference(component.assembly)
        else { return nil }
        let joining = component.content.joining
        var line = ComponentLine(
            level: component.level, assembly: assembly, part: part, slot: joining.slot, since: joining.time,
            zoneOffset: joining.zoneOffset, event: joining.event, businessStep: joining.step)
        line.batch = try component.content.batch.flatMap { try references.number(of: $0) }
        switch component.origin {
        case .original: line.origin = .original
        case .added: line.origin = .added
        case .replacement(let old):
            line.origin = .replacement
            line.replaces = try references.part(old)
        case nil: break
        }
        return line
    }
}
