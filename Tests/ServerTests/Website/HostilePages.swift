import Server

/// Pages whose every text comes from somebody who means harm.
extension SamplePages {
    static let hostile = "<script>alert('x')</script>\" onload=\"alert(1)&{{frame.title}}"
    static let rightToLeft = "\u{202E}Z302\u{0000}SWQW"
    static let longSerial = String(repeating: "W8B0O1I5", count: 8)

    static var hostileUnit: UnitPage {
        var page = unit
        page.title = hostile
        page.name = hostile
        page.summary = hostile
        page.plate.serial = .init(longSerial, doubtful: [3: hostile], isAsked: true)
        page.plate.maker = hostile
        page.facts = [Fact(hostile, longSerial, link: .lookup(hostile), isNumber: true, note: hostile)]
        page.asOf.asOf = hostile
        page.warranty = DataTable(
            caption: hostile, columns: [.init(hostile), .init(hostile)],
            rows: [[.init(longSerial), .init(hostile, badge: Badge(hostile))]])
        page.maintenance = MaintenanceSection(
            table: DataTable(
                caption: hostile, columns: [.init(hostile)], rows: [[.init(longSerial, badge: Badge(hostile))]]),
            record: Link(hostile, .lookup(hostile)))
        page.parts?.hint = hostile
        page.parts?.parts = PartList([
            .init(
                name: longSerial, href: .unit(hostile, hostile, longSerial), badge: Badge(hostile), slot: hostile,
                since: hostile, related: Link(hostile, .lookup(hostile)),
                parts: PartList([.init(name: hostile, slot: longSerial)]))
        ])
        page.history = TimeLine([
            TimeLineEvent(
                anchor: hostile, at: Moment(microseconds: .max, offsetMinutes: 600), step: hostile, text: rightToLeft,
                place: longSerial, actor: hostile, details: [Fact(hostile, hostile)], lateness: hostile,
                correction: .init(reason: hostile, by: Link(hostile, Href([], fragment: hostile))))
        ])
        return page
    }

    static var hostileModel: ModelPage {
        var page = model
        page.number = hostile
        page.name = longSerial
        page.plate.model = .init(longSerial)
        page.plate.product = hostile
        page.facts = [Fact("Model number", longSerial, link: .model(hostile, hostile), isNumber: true)]
        page.specifications = [SpecificationGroup(hostile, rows: [Fact(hostile, longSerial)])]
        return page
    }

    static var hostileSearch: NotRecognisedPage {
        NotRecognisedPage(
            headline: "We could not read that as a number", summary: "It holds characters that no plate carries.",
            typed: hostile + rightToLeft,
            findings: [.init("Not a number", text: hostile, number: .init(hostile))],
            suggestions: [.init(.init(hostile), .lookup(hostile), note: hostile)], advice: [hostile])
    }
}
