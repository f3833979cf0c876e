package import Registry
import Storage

/// What a notice tells, with names in the place of numbers.
package struct NoticeContent: Sendable {
    package var notice: Notice
    package var manufacturer: Manufacturer
    /// The unit that it is about.
    package var unit: UnitReference?
    /// The event that it tells of.
    package var event: NoticeEvent?

    init(of notice: Notice, _ reader: any SQLReader) throws {
        guard let manufacturer = try Manufacturers.find(notice.manufacturer, reader) else {
            throw StorageError(.damaged, "A notice names a manufacturer that is not there.")
        }
        self.notice = notice
        self.notice.facts = notice.topic.publicFacts(of: notice.facts)
        self.manufacturer = manufacturer
        unit = try notice.unit.flatMap { try NameplateRegistry.reference($0, reader) }
        event = try notice.event.flatMap { try NoticeEvent($0, reader) }
    }
}

/// An event as a manufacturer's own programs are told of it: no owner, no remarks, nobody's name.
package struct NoticeEvent: Sendable {
    /// The most units that are named.
    package static let mostUnits = 500

    package var header: EventHeader
    package var position: Int64?
    /// The first ``mostUnits`` units that it names one by one.
    package var units: [UnitReference]
    /// How many it names one by one.
    package var unitCount: Int
    package var ranges: [EventAnswer.Range]
    package var parent: UnitReference?

    /// - Returns: Nil where there is no such event.
    init?(_ id: ID<Event>, _ reader: any SQLReader) throws {
        guard let stored = try EventRows.find(id, reader) else { return nil }
        let mentions = try EventRows.mentions(of: id, reader)
        header = stored.header
        position = stored.position
        unitCount = mentions.units.count
        ranges = try mentions.ranges.compactMap { try NameplateRegistry.range($0, reader) }
        units = try NameplateRegistry.references(mentions.units.prefix(Self.mostUnits), reader)
        parent = try mentions.parent.flatMap { try NameplateRegistry.reference($0, reader) }
    }
}
