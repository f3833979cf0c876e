import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Addresses under which calendar programs read what maintenance is due.

extension Routes {
    private static let calendarsPath = "\(prefix)/manufacturers/{manufacturer}/calendars"

    static let calendars: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: calendarsPath), permission: .look,
            summary: "List the calendars of maintenance that one may end: one's own, and those of sites",
            answer: .json(
                ObjectSchema(
                    "MaintenanceCalendars",
                    [.required("items", .list(.object(MaintenanceCalendar.schema), most: 500), "the newest first")]),
                "without their addresses")
        ) { call in
            let found = try await call.registry.calendars(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: calendarsPath), permission: .look,
            summary: "Make a calendar of what maintenance is due: its address is told once",
            request: .json(
                ObjectSchema(
                    "NewCalendar",
                    [.optional("site", .text(most: 200), "of units that stand there; one's own units without it")])),
            answer: .json(
                ObjectSchema(
                    "MadeCalendar",
                    [
                        .required("id", .id, "by which it is ended"),
                        .required("address", .text(), "whoever has it may read the calendar"),
                    ]), status: 201, "the calendar with its address")
        ) { call in
            let made = try await call.makeCalendar(site: call.json["site"]?.text)
            let address = call.address(of: made)
            var response = Response.json(status: 201) { json in
                json.object { json in
                    json.field("id", made.id.description)
                    json.field("address", address)
                }
            }
            response.headers[.cacheControl] = "no-store"
            return response
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(calendarsPath)/{calendar}"), permission: .look,
            summary: "End a calendar: its address tells nothing any more",
            answer: .json(ObjectSchema("EndedCalendar", [.required("id", .id, "its id")]), "its id")
        ) { call in
            let (slug, id) = (try call.segment("manufacturer"), try call.segment("calendar"))
            _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.endCalendar(ID(Int64(id) ?? 0), of: slug)
            }
            return .json { json in json.object { $0.field("id", id) } }
        },
        Route(
            method: .get, path: "/calendars/{secret}", permission: .look,
            summary: "Read a calendar of what maintenance is due, by its address (iCalendar, RFC 5545)",
            answer: .stream(["text/calendar"], "the calendar")
        ) { call in
            let text = try call.segment("secret")
            let secret = text.hasSuffix(".ics") ? String(text.dropLast(4)) : text
            let feed = try await call.registry.calendarFeed(secret: secret) {
                [address = call.publicAddress] maker, model, serial in
                address.map { $0.text + Href.unit(maker, model, serial).text }
            }
            var response = Response.bytes(Array(feed.utf8), "text/calendar; charset=utf-8")
            response.headers[.cacheControl] = "private, max-age=900"
            return response
        },
    ]
}

extension Call {
    /// Makes a calendar, of a site or of one's own units. Its answer is never kept for a repeated request.
    func makeCalendar(site: String?) async throws -> MadeCalendar {
        let slug = try segment("manufacturer")
        return try await registry.perform(as: principal, from: source) { commands in
            try site.map { try commands.makeCalendar(ofSite: $0, of: slug) } ?? commands.makeOwnCalendar(of: slug)
        }
    }

    /// Where a calendar program finds it: below the registry's public address, where it has one.
    func address(of calendar: MadeCalendar) -> String {
        (publicAddress?.text ?? "") + Href(["calendars", calendar.secret + ".ics"]).text
    }
}

extension MaintenanceCalendar {
    static let schema = ObjectSchema(
        "MaintenanceCalendar",
        [
            .required("id", .id, "by which it is ended"),
            .optional("site", .text(most: 200), "the place; none for one's own"),
            .required("madeAt", .time, "since when it holds"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            if case .site(let site) = subject { json.field("site", site) }
            json.field("madeAt", TimeText.text(madeAt))
        }
    }
}
