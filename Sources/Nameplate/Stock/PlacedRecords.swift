import Registry
import Storage
import SupplyChain

/// Lists what is kept of a manufacturer's places, such as counts and pick lists, as far as it is for the principal.
struct PlacedRecords {
    private let locations: NamedLocations
    private let tops: [Location]?

    private static let pageSize = 100

    /// - Throws: `access.forbidden`.
    init(of maker: Manufacturer, as principal: Principal, _ reader: any SQLReader) throws {
        try Access.require(principal, .readStock, .somewhere(maker.id))
        locations = NamedLocations(of: maker.id, reader)
        tops = try LocationAccess.tops(of: maker.id, as: principal, reader)
    }

    /// Up to `limit` records after a place in the list.
    /// - Parameters:
    ///   - page: up to so many records after a place, seen or not.
    ///   - entry: where a record stands in the list, and the code of its location.
    func list<Record>(
        after place: RecordPlace?, limit: Int,
        page: (_ place: RecordPlace?, _ limit: Int) throws -> [Record],
        entry: (Record) -> (place: RecordPlace, location: String)
    ) throws -> [(location: Location?, record: Record)] {
        var found: [(location: Location?, record: Record)] = []
        var last = place
        while found.count < limit {
            let records = try page(last, Self.pageSize)
            for record in records where found.count < limit {
                let (place, code) = entry(record)
                last = place
                let location = try locations.find(code)
                if LocationAccess.isSeen(location, within: tops) { found.append((location, record)) }
            }
            guard records.count == Self.pageSize else { break }
        }
        return found
    }
}
