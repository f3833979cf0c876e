package import Registry
package import Storage

/// What the places of events are called, each found once. A text that names no known location is a fact as it stands.
package struct PlaceNames {
    private let manufacturer: ID<Manufacturer>
    private var known: [String: String?] = [:]

    package init(of manufacturer: ID<Manufacturer>) { self.manufacturer = manufacturer }

    /// The name of the location that a text means; nil where it means none, and where the name says no more than the text.
    package mutating func name(of text: String?, _ reader: any SQLReader) throws -> String? {
        guard let text else { return nil }
        if let name = known[text] { return name }
        let name = try Locations.find(named: text, of: manufacturer, reader)?.details.name
        known[text] = .some(name == text ? nil : name)
        return name == text ? nil : name
    }
}
