package import Storage

/// A component within an assembly, at some depth.
package struct Component: Hashable, Sendable {
    /// 0 for what the unit itself contains, 1 for what that contains, and so on.
    package var level: Int
    /// What it is directly part of.
    package var assembly: UnitKey
    package var content: Content
    /// How it came to be there, seen from what production built; nil where that is not asked or cannot be told.
    package var origin: Origin?

    package enum Origin: Hashable, Sendable {
        /// Built in by production.
        case original
        /// In the place of one that production had built in.
        case replacement(of: Content.Subject)
        /// Production had built in nothing in its place.
        case added
    }
}

/// All that a unit contains, with what that contains in turn: each component is followed by its own.
package struct ComponentTree: Hashable, Sendable {
    package var components: [Component] = []
    /// Where the next page of the unit's own components begins; nil where there is none.
    package var next: Contents.Place?
    /// Whether some component's own components are left out, because there were too many or they lie too deep.
    package var isCut = false

    /// Nothing is left out after the place where it begins.
    package var isWhole: Bool { next == nil && !isCut }

    /// Components within components are followed this deep.
    package static let maximumDepth = UnitPlaces.maximumDepth
    /// Components of components in one answer, where nobody asks for more.
    package static let usualNested = 1_000

    /// - Parameters:
    ///   - limit: how many of the unit's own components at most.
    ///   - nested: how many of theirs at most, besides.
    package static func load(
        of unit: UnitKey, at view: Viewpoint, from place: Contents.Place? = nil, limit: Int,
        nested: Int = usualNested, _ reader: any SQLReader
    ) throws -> ComponentTree {
        let page = try Contents.page(of: unit, at: view, from: place, limit: limit, reader)
        var tree = ComponentTree(next: page.next)
        var room = nested
        for content in page.items {
            tree.components.append(Component(level: 0, assembly: unit, content: content))
            try tree.addContents(of: content, above: [unit], at: view, room: &room, reader)
        }
        return tree
    }

    private init(next: Contents.Place?) { self.next = next }

    /// - Parameter above: the assemblies that the content is in. Reports that contradict each other can make a circle of
    ///   the past; it is followed once.
    private mutating func addContents(
        of content: Content, above: [UnitKey], at view: Viewpoint, room: inout Int, _ reader: any SQLReader
    ) throws {
        guard case .unit(let key) = content.subject, !above.contains(key) else { return }
        var place: Contents.Place?
        repeat {
            let isFull = above.count >= Self.maximumDepth || room <= 0
            let page = try Contents.page(of: key, at: view, from: place, limit: isFull ? 1 : room, reader)
            guard !isFull || page.items.isEmpty else {
                isCut = true
                return
            }
            for inner in page.items {
                room -= 1
                components.append(Component(level: above.count, assembly: key, content: inner))
                try addContents(of: inner, above: above + [key], at: view, room: &room, reader)
            }
            place = page.next
        } while place != nil
    }
}
