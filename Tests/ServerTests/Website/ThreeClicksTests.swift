import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

/// Everything that somebody may see lies within three clicks of home.
struct ThreeClicksTests {
    /// Pages that no link leads to, each with the reason.
    private static let elsewhere = [
        "/sign-in": "for whoever has not signed in", "/welcome": "an invitation's address leads there",
        "/import/{upload}": "it comes of sending a file", "/import/{upload}/rejects": "it comes of sending a file",
        "/assets/{name}": "no page", "/register": "from the page of a unit, for whoever has no role",
        "/my/products/{manufacturer}/{model}/{serial}": "for the owner of a unit",
        "/my/products/{manufacturer}/{model}/{serial}/registrations/{registration}/proofs": "for one that waits",
        "/my/maintenance": "from the products of an owner",
        "/.well-known/nameplate-signing-keys/{manufacturer}": "for programs",
        "/unsubscribe": "a letter's link leads there",
        "/manufacturers/{manufacturer}/quality/issues/{issue}":
            "from the list of issues, once a fleet has one: its hundred units would crowd out all that leads elsewhere",
    ]

    @Test(arguments: Role.allCases) func everyPageIsNear(of role: Role) async throws {
        try await World.stocked { world in
            try await stock(world)
            let crawler = try await Crawler(world, as: role)
            let far = try await crawler.templatesOutOfReach(clicks: 3)
            #expect(far.subtracting(Self.elsewhere.keys) == [], "\(role)")
            #expect(crawler.broken == [], "\(role)")
        }
    }

    /// What the pages need that lead to others.
    private func stock(_ world: World) async throws {
        try await world.ask("POST", "/api/v1/categories", json: #"{"key":"Fridge"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/models",
            json: #"{"number":"WDX-200","name":"Fridge","line":"Cold","category":"Fridge"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/maintenance-plans",
            json: #"{"plans":[{"name":"care","tasks":[{"name":"oil","every":{"months":6}}]}]}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/documents/links",
            json: #"{"kind":"manual","title":"Manual","models":["WDX-100/4"],"link":"https://example.com/m.pdf"}"#)
        let webhooks = "/api/v1/manufacturers/acme/webhooks"
        let hook = try await world.ask(
            "POST", webhooks,
            json: #"{"name":"Shop","url":"https://hooks.example.com","topics":["unit.event"],"on":true}"#)
        try await world.ask("POST", "\(webhooks)/\(hook.json["id"]?.text ?? "")/test")
        let serial = try await world.serial(7)
        try await world.ask(
            "POST", "\(World.model)/units/\(serial)/claims", json: #"{"complaint":"No start","currency":"NOK"}"#)
        try await world.ask(
            "POST", "\(World.model)/units/\(serial)/service-orders", json: #"{"currency":"NOK"}"#)
        let campaign = try await world.ask(
            "POST", "/api/v1/manufacturers/acme/campaigns",
            json: #"{"kind":"upgrade","title":"Quieter","scope":"model = WDX-200","remedy":"repair"}"#
        ).json["path"]?.text
        try await world.ask(
            "POST", "\(campaign ?? "")/steps", json: #"{"step":"open"}"#, headers: ["If-Match": "*"])
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/cases",
            json: #"{"model":"WDX-100/4","serial":"\#(serial)","complaint":"It hums"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/locations", json: #"{"code":"works","kind":"plant"}"#)
        try await world.ask("POST", "/api/v1/manufacturers/acme/counts", json: #"{"location":"works"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/stock/pieces",
            json: #"{"model":"WDX-200","quantity":1,"to":"works"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/picks",
            json: #"{"location":"works","lines":[{"model":"WDX-200","quantity":1}]}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/locations", json: #"{"code":"shop","kind":"shop"}"#)
        let shipment = try await world.ask(
            "POST", "/api/v1/manufacturers/acme/shipments",
            json: #"{"from":"works","to":"shop","lines":[{"serial":"\#(try await world.serial(8))"}]}"#
        ).json["path"]?.text
        for (step, version) in [("shipping", 1), ("closing", 2)] {
            try await world.ask(
                "POST", "\(shipment ?? "")/\(step)", json: "{}", headers: ["If-Match": "\"\(version)\""])
        }
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/shipments",
            json: #"{"from":"works","to":"shop","lines":[{"serial":"\#(try await world.serial(9))"}]}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/holds",
            json: #"{"reason":"quality","note":"Noise","items":["\#(serial)"]}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/complaints", json: #"{"model":"WDX-200","receivedOn":"2026-05-02"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/problems", json: #"{"title":"Hums","models":["WDX-200"]}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/returns", json: #"{"unit":"\#(serial)","reason":"defective"}"#)
        try await world.ask(
            "POST", "/api/v1/manufacturers/acme/thefts",
            json: #"{"model":"WDX-100/4","serial":"\#(serial)","kind":"lost","happenedOn":"2025-01-02"}"#)
    }
}

/// Follows the links and the forms that only ask, as a browser without scripts does.
private final class Crawler {
    private let responder: NameplateResponder
    private let routes: [Route]
    private let cookie: String
    /// Of a unit.
    private let serial: String
    /// A few addresses of each page are enough.
    private static let samples = 4
    private(set) var broken: [String] = []

    init(_ world: World, as role: Role) async throws {
        let site = try Site(formKey: world.registry.formKey)
        responder = NameplateResponder(world.registry, site: site)
        responder.hosts.listen(on: World.port)
        serial = try await world.serial(7)
        cookie = try await world.cookie(ofRole: role)
        let principal = try await world.registry.account("only-\(role.rawValue)", as: .administrator).account.principal
        routes = site.routes(documenting: []).filter {
            $0.method == .get
                && ([.look, .ownAccount].contains($0.permission) || role.permissions.contains($0.permission))
        }
        // Work that somebody has begun, so that there is a page of it.
        let job = try world.registry.begin(
            .export, "test", key: "test", target: "/export", as: principal
        ) { run in .file(try await run.file(named: "test.csv", "text/csv") { try await $0([0x41]) }) }
        _ = try await world.registry.job(job.id, waiting: .seconds(20), as: principal)
    }

    /// The pages that are not reached.
    func templatesOutOfReach(clicks: Int) async throws -> Set<String> {
        var left = Set(routes.map(\.path.text))
        var seen: [String: Int] = [:]
        var known: Set<String> = ["/home"]
        var here = ["/home"]
        for click in 0...clicks {
            var next: [String] = []
            for address in here {
                let path = String(address.prefix { $0 != "?" && $0 != "#" })
                guard let template = template(of: path) else { continue }
                // Each button of a form leads elsewhere.
                let kind = template + (address.firstMatch(of: /[?&]do=[a-z]+/).map { String($0.0) } ?? "")
                seen[kind, default: 0] += 1
                guard seen[kind, default: 0] <= Self.samples else { continue }
                let (status, location, text) = try await get(address)
                if status >= 500 || status == 404 || status == 403 { broken.append("\(status) \(address)") }
                if status == 200 || status == 303 { left.remove(template) }
                guard click < clicks || location != nil else { continue }
                for link in location.map({ [$0] }) ?? links(on: text, of: path) where known.insert(link).inserted {
                    // Being sent on is no click.
                    if location != nil, click == clicks {
                        if let target = self.template(of: String(link.prefix { $0 != "?" })) { left.remove(target) }
                    } else {
                        next.append(link)
                    }
                }
            }
            here = next
        }
        return left
    }

    private func template(of path: String) -> String? {
        let segments = path.split(separator: "/").map(String.init)
        return routes.first { route in
            route.path.segments.count == segments.count
                && zip(route.path.segments, segments).allSatisfy { pattern, segment in
                    if case .literal(let text) = pattern { text == segment } else { true }
                }
        }?.path.text
    }

    /// The links of a page, and what its forms ask: each button with every box ticked.
    private func links(on text: String, of path: String) -> [String] {
        func plain(_ text: Substring) -> String {
            String(text).replacing("&amp;", with: "&").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        }
        var links = text.matches(of: /<a [^>]*href="(\/[^"#]*)/).map { plain($0.1) }
        for form in text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines()) {
            guard form.1.contains("method=\"get\""), let action = form.1.firstMatch(of: /action="([^"]*)"/) else {
                continue
            }
            var query: [String] = []
            // Whoever holds a product types its number into the search box.
            if action.1 == "/lookup" {
                links.append("/lookup?q=\(serial)")
                continue
            }
            for input in form.2.matches(of: /<input ([^>]*)>/) {
                guard let name = input.1.firstMatch(of: /name="([^"]*)"/)?.1 else { continue }
                let value = input.1.firstMatch(of: /value="([^"]*)"/).map { plain($0.1) } ?? ""
                query.append("\(name)=\(PercentCoding.encode(value))")
            }
            let buttons = form.2.matches(of: /<button type="submit" name="([^"]*)" value="([^"]*)"/).map {
                ["\($0.1)=\($0.2)"]
            }
            for button in buttons.isEmpty ? [[]] : buttons {
                links.append(plain(action.1) + "?" + (query + button).joined(separator: "&"))
            }
        }
        return links
    }

    private func get(_ address: String) async throws -> (status: Int, location: String?, text: String) {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "127.0.0.1:8080", path: address, headerFields: [.cookie: cookie])
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, response.headers[.location], String(decoding: collector.bytes, as: UTF8.self))
    }
}
