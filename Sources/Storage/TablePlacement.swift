/// Where the rows of a table lie once its database is spread over several servers by Citus.
package enum TablePlacement: Hashable, Sendable {
    /// Whole on every server, so that each can join with it: for tables that are small beside the others.
    case reference
    /// Spread by the hash of `column`. Rows of all tables of a `family` whose columns hold the same value lie together; the
    /// family bears the name of its first table.
    case distributed(by: String, family: String)
    /// On the coordinator alone.
    case coordinator
}

/// A table and where its rows belong.
package struct PlacedTable: Hashable, Sendable {
    package let name: String
    package let placement: TablePlacement

    package init(_ name: String, _ placement: TablePlacement) {
        self.name = name
        self.placement = placement
    }
}
