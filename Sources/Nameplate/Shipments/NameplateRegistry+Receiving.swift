import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Takes scans of goods that arrive. Each gets its verdict; what was taken before keeps it. A long list is taken in parts:
    /// where one fails, those before it stay, and the whole list may come again.
    /// - Parameter progress: is told how many have been taken.
    /// - Throws: `manufacturer.unknown`, `shipment.unknown`, `shipment.state`, `access.forbidden`, `list.tooLong`.
    package func receive(
        _ entries: [ScanEntry], in name: String, of slug: String, as principal: Principal,
        from source: RequestSource = .local, progress: (Int) -> Void = { _ in }
    ) async throws -> ReceivingAnswer {
        guard entries.count <= Receiving.most else {
            throw RegistryError(
                .listTooLong, "A list has at most \(Receiving.most) scans; send the rest as another one.",
                field: "scans", position: Receiving.most)
        }
        let now = moment
        let (manufacturer, found) = try await database.read { reader in
            let found = try Self.shipment(name, of: slug, as: principal, reader)
            guard try Self.allows(principal, .handleStock, at: found.1.destination, of: found.0.id, reader) else {
                throw LocationAccess.forbidden(.handleStock)
            }
            return found
        }
        var shipment = found
        let scans = Receiving.keyed(
            entries.map { entry in
                var scan = ReceivedScan(entry.text, at: entry.time ?? now, .unreadable)
                (scan.id, scan.quantity, scan.isDamaged) = (entry.id, entry.quantity, entry.isDamaged)
                scan.reason = entry.fault
                return scan
            })
        // Parts in order of time, so that what is scanned twice is mostly told apart within one.
        let order = scans.indices.sorted { (scans[$0].scan.time, $0) < (scans[$1].scan.time, $1) }
        var lines: [Int: ScanLine] = [:]
        for start in stride(from: 0, to: order.count, by: Receiving.portion) {
            let places = Array(order[start...].prefix(Receiving.portion))
            let taken: [ScanLine]
            (shipment, taken) = try await take(
                places.map { scans[$0] }, in: shipment, of: manufacturer, as: principal, from: source)
            for (place, line) in zip(places, taken) { lines[place] = line }
            progress(start + places.count)
        }
        return ReceivingAnswer(
            manufacturer: manufacturer, shipment: shipment, scans: scans.indices.compactMap { lines[$0] })
    }

    private func take(
        _ scans: [Receiving.KeyedScan], in shipment: Shipment, of manufacturer: Manufacturer,
        as principal: Principal, from source: RequestSource
    ) async throws -> (Shipment, [ScanLine]) {
        let references = referenceSnapshot
        let read = try await database.read { reader in
            try ScanReading(
                manufacturer: manufacturer, shipment: shipment, registry: self, principal: principal,
                references: references, reader: reader
            ).read(scans)
        }
        return try await perform(as: principal, from: source) { commands in
            try commands.take(read, in: shipment)
        }
    }
}

extension Commands {
    fileprivate func take(
        _ scans: [Receiving.KeyedScan], in shipment: Shipment
    ) throws -> (Shipment, [ScanLine]) {
        guard
            try NameplateRegistry.allows(
                principal, .handleStock, at: shipment.destination, of: shipment.manufacturer, transaction)
        else { throw LocationAccess.forbidden(.handleStock) }
        let taken = try Receiving.take(scans, of: shipment, as: principal, recorder)
        return (taken.shipment, try NameplateRegistry.told(taken.scans, transaction))
    }
}
