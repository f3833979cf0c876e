package import Storage

/// How somebody names a person whose data is given out or erased.
package enum PersonName: Hashable, Sendable {
    /// As the manufacturer names it.
    case reference(String)
    /// By the random number that an erasure leaves, to erase again what an older backup has brought back.
    case id(ID<Party>)

    /// Those of the manufacturer's parties whom it names and who are not erased: none, one, or some of one reference.
    package func parties(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [Party] {
        switch self {
        case .reference(let reference): return try Parties.all(reference, of: manufacturer, reader)
        case .id(let id):
            guard let party = try Parties.find(id, reader), party.manufacturer == manufacturer, party.erasedAt == nil
            else { return [] }
            return [party]
        }
    }
}
