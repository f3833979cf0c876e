import HTTPTypes
import Hummingbird
import NIOCore
import Nameplate
import Registry
import Testing

@testable import Server

/// Finding models over HTTP and on the website.
struct FindRouteTests {
    private static func with(_ body: (World) async throws -> Void) async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "/api/v1/categories",
                json: #"""
                    {"key":"Fridge","entries":[{"name":"Volume","kind":"number","unit":"LTR","better":"more"},
                      {"name":"Colour","kind":"text"}]}
                    """#)
            let models = [
                #"{"number":"F-1","name":"Small cooler","category":"Fridge","specifications":[{"name":"Volume","written":"300 L"},{"name":"Colour","text":"White"}]}"#,
                #"{"number":"F-2","name":"Big cooler","category":"Fridge","specifications":[{"name":"Volume","written":"0.4 m³"},{"name":"Colour","text":"Grey"}]}"#,
                #"{"number":"F-3","name":"Secret cooler","category":"Fridge","line":"Hidden","releasedOn":"2130-01-01","specifications":[{"name":"Volume","written":"500 L"},{"name":"Colour","text":"Gold"}]}"#,
            ]
            for model in models { try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: model) }
            try await body(world)
        }
    }

    private static func numbers(_ query: String, in world: World) async throws -> [String] {
        let answer = try await world.ask("GET", "/api/v1/models?\(query)", as: .stranger)
        return (answer.json["items"]?.elements ?? []).compactMap { $0["number"]?.text }
    }

    /// A page as strangers see it.
    private static func page(_ target: String, in world: World) async throws -> (status: Int, text: String) {
        let responder = NameplateResponder(world.registry, site: try Site(formKey: world.registry.formKey))
        responder.hosts.listen(on: World.port)
        let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8080", path: target)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .network, from: .local)
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, String(decoding: collector.bytes, as: UTF8.self))
    }

    @Test func modelsAreFoundByWordsConditionsAndOrder() async throws {
        try await Self.with { world in
            #expect(try await Self.numbers("q=cooler", in: world) == ["F-1", "F-2"])
            #expect(try await Self.numbers("q=cooler&sort=-volume", in: world) == ["F-2", "F-1"])
            #expect(try await Self.numbers("where=category+%3D+fridge+and+volume+%3E%3D+350", in: world) == ["F-2"])
            #expect(try await Self.numbers("number=F-2", in: world) == ["F-2"])
            let page = try await world.ask("GET", "/api/v1/models?q=cooler&limit=1", as: .stranger)
            #expect(page.json["count"]?.integer == 2 && page.json["countIsExact"]?.boolean == true)
            let next = try #require(page.json["next"]?.text)
            #expect(try await Self.numbers("q=cooler&limit=1&after=\(next)", in: world) == ["F-2"])
        }
    }

    @Test func facetsLeadOn() async throws {
        try await Self.with { world in
            let answer = try await world.ask("GET", "/api/v1/models?q=cooler&facets=true", as: .stranger)
            let facets = answer.json["facets"]?.elements ?? []
            #expect(facets.compactMap { $0["field"]?.text } == ["Volume", "Colour"])
            let colours = facets.last?["parts"]?.elements ?? []
            #expect(colours.compactMap { $0["condition"]?.text } == ["Colour = Grey", "Colour = White"])
            #expect(colours.compactMap { $0["count"]?.integer } == [1, 1])
        }
    }

    @Test func whereNothingIsFoundItIsToldWhichConditionShutsAllOut() async throws {
        try await Self.with { world in
            let answer = try await world.ask(
                "GET", "/api/v1/models?where=volume+%3E+100+L+and+colour+%3D+Pink", as: .stranger)
            let without = answer.json["without"]?.elements ?? []
            #expect(without.compactMap { $0["left"]?.text } == ["colour = Pink"])
            #expect(without.compactMap { $0["rest"]?.text } == ["volume > 100 L"])
            #expect(without.compactMap { $0["count"]?.integer } == [3])
        }
    }

    @Test(arguments: [
        ("where=volume+%3E", "condition.syntax"), ("where=volume+%3E+much", "condition.value"),
        ("where=category+%3D+Fridge+and+volume+%3E+3+kg", "condition.value"), ("after=x", "cursor.invalid"),
        ("number=F-1&q=cooler", "query.invalid"), ("limit=0", "query.invalid"), ("facets=maybe", "query.invalid"),
    ])
    func whatIsWrongIsTold(_ query: String, code: String) async throws {
        try await Self.with { world in
            let answer = try await world.send("GET", "/api/v1/models?\(query)", as: .stranger)
            #expect(answer.code == code, "\(answer.text)")
        }
    }

    /// What is not released is in no list, count, facet, hint or correction; its maker finds it.
    @Test func whatIsNotReleasedLeavesNoTrace() async throws {
        try await Self.with { world in
            for query in [
                "q=secret", "q=secrett", "q=cooler&facets=true", "q=hidden", "where=line+%3D+Hidden", "q=F-3",
                "where=volume+%3E%3D+450+L+and+colour+%3D+Gold", "sort=-volume&facets=true", "where=number+%3D+F-3",
            ] {
                let answer = try await world.send("GET", "/api/v1/models?\(query)", as: .stranger)
                for secret in ["F-3", "Gold", "500"] {
                    #expect(!answer.text.contains(secret), "\(query): \(answer.text)")
                }
                let page = try await Self.page("/models?\(query.replacing("&facets=true", with: ""))", in: world)
                #expect(page.status == 200 && !page.text.contains("/models/F-3"), "\(query)")
            }
            let staff = try await world.ask("GET", "/api/v1/models?q=secret")
            #expect(staff.json["items"]?.elements.compactMap { $0["number"]?.text } == ["F-3"])
        }
    }

    @Test func thePageShowsWhatIsFoundAndWhatIsWrong() async throws {
        try await Self.with { world in
            let found = try await Self.page("/models?q=cooler&sort=-Volume", in: world)
            for text in [
                "2 models.", "400 L", "Colour = White".replacing(" ", with: "%20").replacing("=", with: "%3D"),
                "Narrow it down",
            ] {
                #expect(found.text.contains(text), "\(text)")
            }
            let wrong = try await Self.page("/models?where=volume+%3E+much", in: world)
            #expect(wrong.status == 200 && wrong.text.contains("no number with a unit"))
            let none = try await Self.page("/models?where=volume+%3E+1+L+and+colour+%3D+Pink", in: world)
            #expect(none.text.contains("Without colour = Pink") && none.text.contains("3 models"))
            let slip = try await Self.page("/models?q=coolar", in: world)
            #expect(slip.text.contains("Nothing is called") && slip.text.contains("cooler"))
        }
    }
}
