package import Registry
package import Storage

/// Which locations of a manufacturer the texts of events mean, each found once.
package final class NamedLocations {
    private let manufacturer: ID<Manufacturer>
    private let reader: any SQLReader
    private var known: [String: Location?] = [:]

    package init(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        (self.manufacturer, self.reader) = (manufacturer, reader)
    }

    /// Nil for a text that means none, and for the empty one of what is on its way.
    package func find(_ text: String) throws -> Location? {
        if let location = known[text] { return location }
        let found = text.isEmpty ? nil : try Locations.find(named: text, of: manufacturer, reader)
        known[text] = .some(found)
        return found
    }
}
