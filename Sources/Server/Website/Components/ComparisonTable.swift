/// Models side by side: a column a model, a row a property.
package struct ComparisonTable: Component {
    package struct Model: Component {
        package var number: String
        package var name: String?
        package var maker: String
        package var href: Href
        /// The comparison without it.
        package var remove: Href?

        package init(_ number: String, name: String?, maker: String, href: Href, remove: Href? = nil) {
            self.number = number
            self.name = name
            self.maker = maker
            self.href = href
            self.remove = remove
        }

        package var mustache: [String: any Sendable] {
            [
                "number": number, "name": shown(name), "maker": maker, "href": href.text,
                "remove": shown(remove?.text),
            ]
        }
    }

    package struct Cell: Component {
        /// Nil where the model does not tell.
        package var text: String?
        package var isBest: Bool
        /// The value as the model has it, in a unit that other readers are used to.
        package var given: String?

        package init(_ text: String?, isBest: Bool = false, given: String? = nil) {
            self.text = text
            self.isBest = isBest
            self.given = given
        }

        package var mustache: [String: any Sendable] {
            ["text": shown(text), "isBest": isBest, "given": shown(given)]
        }
    }

    package struct Row: Component {
        package var name: String
        package var cells: [Cell]

        package init(_ name: String, _ cells: [Cell]) {
            self.name = name
            self.cells = cells
        }

        package var mustache: [String: any Sendable] { ["name": name, "cells": shown(cells)] }
    }

    package struct Group: Sendable {
        package var title: String?
        package var rows: [Row]

        package init(_ title: String?, _ rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    /// What is compared, read out before it.
    package var caption: String
    package var models: [Model]
    package var groups: [Group]

    package init(caption: String, models: [Model], groups: [Group]) {
        self.caption = caption
        self.models = models
        self.groups = groups
    }

    package var mustache: [String: any Sendable] {
        let groups: [[String: any Sendable]] = groups.map { group in
            ["title": shown(group.title), "span": String(models.count + 1), "rows": shown(group.rows)]
        }
        return ["caption": caption, "models": shown(models), "groups": groups]
    }
}
