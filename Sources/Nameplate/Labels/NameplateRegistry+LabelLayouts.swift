package import Labels
package import Registry
import Storage

extension NameplateRegistry {
    /// The layouts that a manufacturer has made for its own labels, by name.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func labelLayouts(of slug: String, as principal: Principal) async throws -> [OwnLabelLayout] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readModels, .somewhere(manufacturer.id))
            return try LabelLayouts.list(of: manufacturer.id, reader)
        }
    }

    /// One of them, with what a list tells of it.
    /// - Throws: `manufacturer.unknown`, `layout.unknown`, `access.forbidden`.
    package func labelLayout(
        _ name: String, of slug: String, as principal: Principal
    ) async throws -> (entry: OwnLabelLayout, layout: LabelLayout) {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readModels, .somewhere(manufacturer.id))
            return try LabelLayouts.require(name, of: manufacturer, reader)
        }
    }

    /// What labels of a manufacturer are printed by: a ready-made layout, or one of its own.
    /// - Throws: `label.layout` where there is none of this name; `manufacturer.unknown`, `access.forbidden`.
    package func layoutToPrint(
        _ name: String, of slug: String, as principal: Principal
    ) async throws -> LabelLayout {
        if let layout = LabelLayout.readyMade(name) { return layout }
        let own: LabelLayout? = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readModels, .somewhere(manufacturer.id))
            return try LabelLayouts.find(name, of: manufacturer.id, reader)?.layout
        }
        guard let own else { throw LabelLayout.unknown(name) }
        return own
    }

    /// A layout drawn with example values, as an SVG document of its true size.
    ///
    /// - Parameter maker: The name of the manufacturer that stands on it.
    /// - Throws: The codes of ``LabelError`` where an example does not suit a code of the layout.
    package static func picture(of layout: LabelLayout, maker: String) throws -> String {
        try LabelMaker(layout).svg(of: .example(for: layout, maker: maker))
    }
}

extension Commands {
    /// Keeps a layout of a manufacturer's own, in the place of one of the same name.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `value.invalid`, `label.layout`, `label.picture`.
    package func setLabelLayout(_ name: String, _ text: String, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        try LabelLayouts.set(name, text, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `layout.unknown`.
    package func removeLabelLayout(_ name: String, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        try LabelLayouts.remove(name, of: manufacturer, as: principal, from: source, transaction)
    }
}
