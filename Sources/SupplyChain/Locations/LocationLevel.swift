/// How fine a location is. A site stands by itself; zones stand in sites and in other zones, bins in any of them.
package enum LocationLevel: String, CaseIterable, Sendable {
    case site, zone, bin

    /// Whether a location of this level may stand below one of that level; nil for none.
    package func mayStand(below parent: LocationLevel?) -> Bool {
        switch (self, parent) {
        case (.site, let parent): parent == nil
        case (.zone, let parent): parent == .site || parent == .zone
        case (.bin, let parent): parent != nil
        }
    }
}
