import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Abuse stories of those who look for what is none of their business.
struct CuriosityStoryTests {
    private static func unit(_ world: World, _ sequence: Int) async throws -> String {
        "\(World.model)/units/\(try await world.serial(sequence))"
    }

    /// Looked at every day, a plate tells nothing of the life of its owner.
    @Test func aStalkerSeesNoChangeInAUnit() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(9)
            let lookup = #"{"text":"WDX-100/4 \#(serial)"}"#
            func seen() async throws -> [String] {
                let unit = try await world.send("GET", Self.unit(world, 9), as: .stranger)
                let found = try await world.send("POST", "/api/v1/lookup", as: .stranger, json: lookup)
                return [unit.text, found.text, unit.headers[.eTag] ?? ""]
            }
            let before = try await seen()
            for json in [
                #""businessStep":"retail_selling","disposition":"retail_sold","owner":"Anna","location":"urn:shop:7""#,
                #""businessStep":"repairing","disposition":"active","faultCode":"F1","notes":["At her sister's"]"#,
                #""owner":"Bert","location":"urn:home:1""#,
            ] {
                try await world.ask(
                    "POST", "/api/v1/events",
                    json: #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(serial)"],\#(json)}"#)
                #expect(try await seen() == before, "\(json)")
            }
        }
    }

    @Test func everyUnitThatNobodyIsWarnedOfLooksTheSame() async throws {
        try await World.stocked { world in
            func shape(_ sequence: Int) async throws -> String {
                let serial = try await world.serial(sequence)
                let answer = try await world.send("GET", Self.unit(world, sequence), as: .stranger)
                return answer.text.replacing(serial, with: "?").replacing(PercentCoding.encode(serial), with: "?")
            }
            // The seventh is sold, the others lie in the factory.
            let sold = try await shape(7)
            for sequence in [1, 6, 8, 50] { #expect(try await shape(sequence) == sold) }
        }
    }

    @Test func whoSellsAThingSeesNoMoreOfIt() async throws {
        try await World.stocked { world in
            let unit = try await Self.unit(world, 7)
            #expect(try await world.ask("GET", unit, as: .owner).json["ownerName"]?.text == "Sample Owner")
            try await world.ask(
                "POST", "/api/v1/events",
                json:
                    #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(try await world.serial(7))"],"owner":"Next"}"#
            )
            let owner = try await world.send("GET", unit, as: .owner)
            #expect(owner.body == (try await world.send("GET", unit, as: .stranger).body))
        }
    }

    /// A dealer works with what stands at its own place.
    @Test func aDealerSeesNothingOfAnother() async throws {
        try await World.stocked { world in
            for (sequence, place) in [(20, "urn:dealer:a"), (21, "urn:dealer:b")] {
                try await world.ask(
                    "POST", "/api/v1/events",
                    json:
                        #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(try await world.serial(sequence))"],"location":"\#(place)"}"#
                )
            }
            _ = try await world.registry.createAccount(
                "dealer", grants: [NamedGrant(.service, manufacturer: "acme", site: "urn:dealer:a")],
                as: .administrator)
            let made = try await world.registry.createToken(
                AccessTokenDraft(name: "test", permissions: Role.service.permissions, days: 1), of: "dealer",
                as: .administrator)
            let fields: HTTPFields = [.authorization: "Bearer \(made.secret)"]
            let own = try await world.send("GET", Self.unit(world, 20), fields)
            #expect(own.json["place"]?.text == "urn:dealer:a" && own.json["history"] != nil)
            let other = try await world.send("GET", Self.unit(world, 21), fields)
            #expect(other.body == (try await world.send("GET", Self.unit(world, 21), as: .stranger).body))
        }
    }

    /// Every look at an owner is seen by the owner; trying without a reason or a right shows nothing.
    @Test func aClerkLooksUpANeighbour() async throws {
        try await World.stocked { world in
            let unit = try await Self.unit(world, 7)
            for asker in World.Asker.allCases where asker != .support && asker != .administrator {
                let answer = try await world.send("POST", "\(unit)/owner", as: asker, json: #"{"reason":"curious"}"#)
                #expect(!answer.text.contains("Sample Owner"), "\(asker)")
                #expect([403, 404].contains(answer.status), "\(asker) \(answer.status)")
            }
            for reason in ["", "   ", "no", "\u{202E}xyz"] {
                let json = String(
                    decoding: JSONWriter.bytes { $0.object { $0.field("reason", reason) } }, as: UTF8.self)
                let answer = try await world.send("POST", "\(unit)/owner", as: .support, json: json)
                #expect(answer.status == 422 && !answer.text.contains("Sample Owner"), "\(reason)")
            }
            #expect(try await world.ask("GET", unit, as: .owner).json["looks"]?.elements.isEmpty == true)
            try await world.ask("POST", "\(unit)/owner", as: .support, json: #"{"reason":"My neighbour's fridge"}"#)
            let looks = try await world.ask("GET", unit, as: .owner).json["looks"]?.elements ?? []
            #expect(looks.map { $0["reason"]?.text } == ["My neighbour's fridge"])
        }
    }

    /// Whoever is erased and buys again begins anew.
    @Test func theErasedDoNotComeBack() async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/persons/erase",
                json: #"{"reference":"Sample Owner","reason":"Asked by letter","confirm":true}"#)
            try await world.ask(
                "POST", "/api/v1/events",
                json:
                    #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(try await world.serial(30))"],"owner":"Sample Owner"}"#
            )
            let export = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/persons/export",
                json: #"{"reference":"Sample Owner","reason":"Asked again"}"#)
            #expect(export.text.contains(try await world.serial(30)))
            #expect(!export.text.contains(try await world.serial(7)))
            #expect(try await world.send("POST", "/api/v1/audit").text.contains(#""findings":[]"#))
        }
    }

    /// Nobody tells by looking up numbers how many there are, or which are near.
    @Test func aCompetitorCountsNothing() async throws {
        try await World.stocked { world in
            let known = try await world.serial(7)
            for (index, character) in "0123456789".enumerated() {
                let guess = String(known.dropLast(2)) + "\(character)" + String(known.suffix(1))
                let answer = try await world.send(
                    "POST", "/api/v1/lookup", as: .stranger, json: #"{"text":"WDX-100/4 \#(guess)"}"#)
                #expect(guess == known || !answer.text.contains(known), "\(index)")
            }
            let model = try await world.send("GET", World.model, as: .stranger)
            #expect(model.json["fleet"] == nil && !model.text.contains("100 "))
        }
    }
}
