package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// The pick lists of a manufacturer's places that are for the principal, the newest first.
    /// - Parameter name: only of this place, by a name of it.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`.
    package func picks(
        of slug: String, at name: String? = nil, _ state: PickState? = nil, after place: RecordPlace? = nil,
        limit: Int, as principal: Principal
    ) async throws -> [ListedPick] {
        try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            let records = try PlacedRecords(of: maker, as: principal, reader)
            let location = try name.map { try Self.location($0, of: maker, as: principal, reader) }
            return try records.list(after: place, limit: limit) { place, limit in
                try Picks.page(of: maker.id, at: location?.code, state, after: place, limit: limit, reader)
            } entry: { list in
                (RecordPlace(at: list.createdAt, id: list.number.value), list.location)
            }.map { ListedPick(location: $0, list: $1) }
        }
    }

    /// A pick list by its number or its reference.
    /// - Throws: `manufacturer.unknown`, `pick.unknown`, `access.forbidden`.
    package func pick(_ name: String, of slug: String, as principal: Principal) async throws -> PickAnswer {
        try await database.read { reader in
            let (maker, list) = try Self.pick(name, of: slug, as: principal, reader)
            return try Self.answer(list, of: maker, as: principal, reader)
        }
    }

    /// What is set aside for a list, picked or gone, one by one.
    /// - Throws: as ``pick(_:of:as:)``.
    package func items(
        ofPick name: String, of slug: String, after ordinal: Int64 = -1, limit: Int, as principal: Principal
    ) async throws -> [PickedItem] {
        try await database.read { reader in
            let (maker, list) = try Self.pick(name, of: slug, as: principal, reader)
            let items = try Picks.items(of: list, after: ordinal, limit: limit, reader)
            let units = try Self.references(by: items.compactMap(\.key), reader)
            var lines = StockUnitLines(of: maker.id, reader)
            return try items.map { item in
                var told = PickedItem(item: item, model: try lines.model(item.model))
                told.location = try lines.location(item.place)
                told.unit = item.key.flatMap { units[$0] }
                var batch = item.range?.batch
                if case .pieces(let element, _) = item.goods { batch = element.batch }
                guard let found = try batch.flatMap({ try lines.batch($0) }) else { return told }
                told.batch = found.number
                if case .range(let range, _) = item.goods { told.serials = try lines.serials(range, of: found) }
                return told
            }
        }
    }

    /// Chooses what would be set aside, without keeping writers waiting.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, `model.unknown`, `batch.unknown`, and what
    ///   ``PickPlan/find(_:_:now:)`` throws.
    package func plan(_ order: PickOrder, of slug: String, as principal: Principal) async throws -> PickPlan {
        let items = order.lines.map { line in
            var item = AnnouncedItem()
            (item.serial, item.model, item.batch, item.quantity) = (line.serial, line.model, line.batch, line.quantity)
            return item
        }
        let goods = try await announced(items, of: slug, as: principal)
        let lines = try zip(order.lines, goods).enumerated().map { place, pair in
            switch pair.1 {
            case .goods(.unit(let key)): return PickDraft.Line.unit(key)
            case .goods(.pieces(let element)):
                return .some(element.quantity, of: element.model, batch: element.batch, pair.0.strategy)
            case .goods, .container:
                throw AnnouncedItem.refusal("Say how many of the model, or one serial number.", at: place)
            }
        }
        let counted = try await database.read { try Stock.counted($0) }
        try await countStock(from: counted)
        let now = moment
        return try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            let location = try Self.location(order.location, of: maker, as: principal, reader)
            try LocationAccess.require(principal, .handleStock, at: Locations.line(to: location, reader))
            var draft = PickDraft(at: location, lines)
            (draft.reference, draft.recipient) = (order.reference, order.recipient)
            (draft.isPartial, draft.takesContained) = (order.isPartial, order.takesContained)
            return try PickPlan.find(draft, reader, now: now)
        }
    }

    // MARK: Parts

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `pick.unknown`.
    static func pick(
        _ name: String, of slug: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> (Manufacturer, PickList) {
        let maker = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readStock, .somewhere(maker.id))
        let found =
            try PickNumber(parsing: name).flatMap { try Picks.find($0, reader) }
            ?? Picks.find(reference: name, of: maker.id, reader)
        guard let found, found.manufacturer == maker.id,
            try allows(principal, .readStock, at: found.location, of: maker.id, reader)
        else { throw Picks.unknown }
        return (maker, found)
    }

    /// The place of a list: it is never deleted.
    static func place(of list: PickList, _ reader: any SQLReader) throws -> Location {
        guard let location = try Locations.find(code: list.location, of: list.manufacturer, reader) else {
            throw Locations.unknown
        }
        return location
    }

    static func answer(
        _ list: PickList, of maker: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> PickAnswer {
        let mayHandle = try allows(principal, .handleStock, at: list.location, of: maker.id, reader)
        let containers = try Picks.containers(of: list, limit: PickAnswer.mostContainers, reader)
        var names = StockUnitLines(of: maker.id, reader)
        let lines = try Picks.lines(of: list, reader).map { line, progress in
            PickAnswer.Line(
                line: line, model: try names.model(line.model),
                unit: try line.unit.flatMap { try reference($0, reader) },
                batch: try line.batch.flatMap { try names.batch($0)?.number }, progress: progress,
                containers: containers.filter { $0.line == line.ordinal }.map(\.serial))
        }
        return PickAnswer(
            manufacturer: maker, location: try place(of: list, reader), list: list, lines: lines,
            scans: try told(Picks.scans(of: list, limit: PickAnswer.mostScans, reader), reader),
            possible: mayHandle ? list.state.steps : [], mayScan: mayHandle && list.state.takesScans)
    }

    static func told(_ scans: [TakenPick], _ reader: any SQLReader) throws -> [PickedScan] {
        let units = try references(by: scans.compactMap(\.unit), reader)
        let models = try Models.byID(scans.compactMap { $0.unit == nil ? $0.model : nil }, reader)
        return scans.map { scan in
            PickedScan(
                scan: scan, unit: scan.unit.flatMap { units[$0] },
                model: scan.unit == nil ? scan.model.flatMap { models[$0] } : nil)
        }
    }
}
