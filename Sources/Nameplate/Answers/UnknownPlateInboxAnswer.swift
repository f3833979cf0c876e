package import Registry

/// Which clusters of unknown plates are asked for.
package struct UnknownPlateQuestion: Hashable, Sendable {
    package enum Order: String, CaseIterable, Sendable {
        /// Most look-ups first.
        case lookups
        /// The latest month first.
        case latest
        /// By model number.
        case model
    }
    /// Nil asks for all.
    package var id: String?
    package var state: UnknownPlateCluster.State?
    package var cause: UnknownPlateCluster.Cause?
    package var order = Order.lookups
    /// How many clusters come before the page.
    package var offset = 0
    package var limit = 50

    package init() {}
}

/// The clusters of what was looked up in vain.
package struct UnknownPlateInboxAnswer: Sendable {
    /// Nil for what names no manufacturer.
    package var manufacturer: Manufacturer?
    package var items: [Item]
    /// How many there are of the state and cause that were asked for, on all pages.
    package var count: Int
    /// How many are open, whatever was asked for.
    package var open: Int
    /// Whether the asker may close and reopen them.
    package var mayResolve: Bool

    package struct Item: Sendable {
        package var cluster: UnknownPlateCluster
        package var model: Model?
    }
}
