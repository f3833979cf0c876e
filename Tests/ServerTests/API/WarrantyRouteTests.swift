import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Warranty over HTTP, and on a unit's page.
struct WarrantyRouteTests {
    private static let terms = #"""
        {"terms": [{"name": "standard", "title": "Two years", "coverages": [{"years": 2}],
         "starts": [{"from": "sale"}]}]}
        """#

    private func withTerms(_ body: (World, _ serial: String) async throws -> Void) async throws {
        try await World.stocked { world in
            let set = try await world.send("POST", "/api/v1/manufacturers/acme/warranty-terms", json: Self.terms)
            #expect(set.status == 200, "\(set.text)")
            try await body(world, try await world.serial(7))
        }
    }

    @Test func aVerdictHasItsReasons() async throws {
        try await withTerms { world, serial in
            let told = try await world.send("GET", "\(World.model)/units/\(serial)/warranty")
            let answer = try JSONParser.parse(Array(told.text.utf8))
            #expect(throws: Never.self) { try Schema.object(WarrantyAnswer.schema).check(answer) }
            #expect(answer["state"]?.text == "in" && answer["until"]?.text != nil)
            let line = try #require(answer["covers"]?.elements.first)
            #expect(line["source"]?.text == "standard 1" && line["start"]?.text == "sale")
            #expect(line["event"]?.text != nil && line["reasons"]?.elements.isEmpty == false)
            let wrong = try await world.send("GET", "\(World.model)/units/\(serial)/warranty?asOf=soon")
            #expect(wrong.status == 400 || wrong.status == 422)
        }
    }

    @Test func strangersLearnTheStateOfAMonthAlone() async throws {
        try await withTerms { world, serial in
            let told = try await world.send("GET", "\(World.model)/units/\(serial)/warranty", as: .stranger)
            let answer = try JSONParser.parse(Array(told.text.utf8))
            #expect(answer["state"]?.text == "in" && answer["asOf"]?.text?.count == 7)
            #expect(answer["until"] == nil && answer["covers"] == nil && answer["reasons"] == nil)
        }
    }

    @Test func aListIsAnsweredInOrder() async throws {
        try await withTerms { world, serial in
            let exchange = try await world.send(
                "POST", "/api/v1/warranty/list", headers: ["Content-Type": "text/plain"],
                bytes: Array("\(serial)\nNONE1\n".utf8))
            let lines = try exchange.text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
            #expect(lines.count == 2)
            #expect(lines.first?["warranty"]?["state"]?.text == "in")
            #expect(lines.last?["warranty"] == nil && lines.last?["verdict"]?.text == "unknown")
        }
    }

    @Test func aFaultOfATermHasItsPath() async throws {
        try await World.stocked { world in
            let refused = try await world.send(
                "POST", "/api/v1/manufacturers/acme/warranty-terms",
                json: #"{"terms": [{"name": "a", "coverages": [{"yeers": 2}]}]}"#)
            #expect(refused.status == 422 && refused.code == "warranty.document")
            #expect(refused.text.contains("terms[0].coverages[0]"))
        }
    }

    @Test func strangersLearnThatTermsAreForSomeUnitsButNotForWhich() async throws {
        try await World.stocked { world in
            let terms = "/api/v1/manufacturers/acme/warranty-terms"
            let set = try await world.send(
                "POST", terms,
                json: """
                    {"terms": [{"name": "some", "population": "batch = B/1", "starts": [{"from": "sale"}],
                      "coverages": [{"covers": ["parts"], "years": 2}]}]}
                    """)
            #expect(set.status == 200, "\(set.text)")
            for target in [terms, "\(terms)?model=WDX-100/4"] {
                let theirs = try JSONParser.parse(Array(try await world.send("GET", target, as: .stranger).text.utf8))
                let item = try #require(theirs["items"]?.elements.first)
                #expect(item["forSome"] == .boolean(true))
                #expect(item["document"]?["population"] == nil && item["document"]?["coverages"] != nil)
                let ours = try JSONParser.parse(Array(try await world.send("GET", target).text.utf8))
                #expect(ours["items"]?.elements.first?["document"]?["population"]?.text == "batch = B/1")
            }
        }
    }

    @Test func termsAndExtensionsComeAndGo() async throws {
        try await withTerms { world, serial in
            let unit = "\(World.model)/units/\(serial)/warranty"
            let more = try await world.send(
                "POST", "\(unit)/extensions", json: #"{"reference": "K-1", "coverage": {"months": 12}}"#)
            #expect(more.status == 201)
            let gone = try await world.send("DELETE", "\(unit)/extensions/K-1?on=2030-01-01")
            #expect(gone.status == 200)
            #expect(try await world.send("DELETE", "\(unit)/extensions/K-2").status == 404)
            let listed = try await world.send("GET", "/api/v1/manufacturers/acme/warranty-terms", as: .stranger)
            let items = try JSONParser.parse(Array(listed.text.utf8))["items"]?.elements ?? []
            let id = try #require(items.first?["id"]?.text)
            #expect(items.first?["document"]?["title"]?.text == "Two years")
            #expect(try await world.send("DELETE", "/api/v1/manufacturers/acme/warranty-terms/\(id)").status == 200)
        }
    }
}
