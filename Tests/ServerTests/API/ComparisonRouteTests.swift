import Registry
import Testing

@testable import Server

/// Categories, comparisons and gaps over HTTP.
struct ComparisonRouteTests {
    private static let category = #"""
        {"key":"Fridge","entries":[
          {"name":"Volume","kind":"number","unit":"L","better":"more","group":"Size","required":true},
          {"written":"Width = number cm, group Size"},{"name":"Colour","kind":"text"}]}
        """#

    private static func with(_ body: (World) async throws -> Void) async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/categories", json: category)
            let models = [
                #"{"number":"F-1","category":"Fridge","line":"Cool & calm","specifications":[{"name":"Volume","written":"300 L"},{"name":"Width","written":"23.6 in"},{"name":"Colour","text":"=cmd()"}]}"#,
                #"{"number":"F-2","category":"Fridge","line":"Cool & calm","supersedes":"F-1","supportEndOn":"2020-01-01","releasedOn":"2025-01-01","specifications":[{"name":"Volume","number":"400","unit":"LTR","source":"Data sheet","sourceOn":"2019-01-01"},{"name":"Colour","text":"Grey"}]}"#,
                #"{"number":"F-3","category":"Fridge","line":"Cool & calm","releasedOn":"2030-01-01","specifications":[{"name":"Volume","written":"500 L"},{"name":"Colour","text":"Grey"}]}"#,
            ]
            for model in models { try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: model) }
            try await body(world)
        }
    }

    @Test func modelsAreComparedByName() async throws {
        try await Self.with { world in
            let answer = try await world.ask(
                "GET", "/api/v1/compare?model=acme/F-1&model=F-2&units=metric", as: .stranger)
            let rows = (answer.json["groups"]?.elements ?? []).flatMap { $0["rows"]?.elements ?? [] }
            #expect(
                rows.compactMap { $0["name"]?.text } == [
                    "Volume", "Width", "Colour", "On sale since", "Supported until", "Replaced by",
                ])
            let volume = rows[0]["cells"]?.elements ?? []
            #expect(volume.map { $0["number"]?.text } == ["300", "400"])
            #expect(volume.map { $0["best"]?.boolean } == [nil, true])
            let width = rows[1]["cells"]?.elements ?? []
            #expect(width[0]["number"]?.text == "59.9" && width[0]["unit"]?.text == "CMT")
            #expect(width[0]["given"]?["number"]?.text == "23.6")
            #expect(width[1] == .object([:]))
        }
    }

    @Test func aTableHoldsNoFormula() async throws {
        try await Self.with { world in
            let table = try await world.send(
                "GET", "/api/v1/compare?model=acme/F-1&model=acme/F-2&format=csv", as: .stranger)
            #expect(table.status == 200 && table.text.hasPrefix("group,property,acme/F-1,acme/F-2\r\n"))
            #expect(table.text.contains(",Colour,'=cmd(),"))
        }
    }

    @Test(arguments: [
        ("model=acme/F-1", "value.invalid"), ("", "value.invalid"), ("model=acme/F-1&model=acme/F-1", "value.invalid"),
        ("model=acme/F-1&model=acme/F-3", "model.unknown"), ("model=acme/F-1&model=acme/F-99", "model.unknown"),
        ("model=acme/F-1&model=F-3", "model.unknown"), ("model=nobody/F-1&model=acme/F-1", "model.unknown"),
        ("model=a&model=b&model=c&model=d&model=e&model=f&model=g&model=h&model=i", "query.invalid"),
        ("model=acme/F-1&model=acme/F-2&units=cubits", "query.invalid"),
    ])
    func strangersAreToldWhyNot(_ query: String, code: String) async throws {
        try await Self.with { world in
            let answer = try await world.send("GET", "/api/v1/compare?\(query)", as: .stranger)
            #expect(answer.code == code, "\(answer.text)")
        }
    }

    /// One that is not released is told as one that does not exist, to strangers and to nobody else.
    @Test func whatIsNotReleasedIsComparedByItsMakerOnly() async throws {
        try await Self.with { world in
            let query = "/api/v1/compare?model=acme/F-1&model=acme/"
            let (unreleased, none) = (
                try await world.send("GET", query + "F-3", as: .stranger),
                try await world.send("GET", query + "F-9", as: .stranger)
            )
            #expect(unreleased.json["detail"] == none.json["detail"] && unreleased.status == none.status)
            try await world.ask("GET", query + "F-3", as: .maker)
            let line = "/api/v1/manufacturers/acme/lines/Cool%20%26%20calm"
            func numbers(_ path: String, _ field: String, _ asker: World.Asker) async throws -> [String] {
                (try await world.ask("GET", path, as: asker).json[field]?.elements ?? []).compactMap {
                    $0["number"]?.text
                }
            }
            #expect(try await numbers(line, "models", .stranger) == ["F-1", "F-2"])
            #expect(try await numbers(line, "models", .maker) == ["F-1", "F-2", "F-3"])
            let similar = "/api/v1/manufacturers/acme/models/F-1/similar"
            #expect(try await numbers(similar, "items", .stranger) == ["F-2"])
            #expect(Set(try await numbers(similar, "items", .maker)) == ["F-2", "F-3"])
            #expect(try await numbers(similar, "replacements", .stranger) == ["F-2"])
            #expect(
                try await world.send("GET", "/api/v1/manufacturers/acme/lines/none", as: .stranger).code
                    == "line.unknown")
        }
    }

    @Test func gapsAreListedForThoseWhoSeeTheModels() async throws {
        try await Self.with { world in
            let path = "/api/v1/manufacturers/acme/gaps"
            let all = try await world.ask("GET", path, as: .maker)
            let gaps = (all.json["items"]?.elements ?? []).map { item in
                (item["gaps"]?.elements ?? []).map {
                    "\(item["number"]?.text ?? "") \($0["kind"]?.text ?? "") \($0["field"]?.text ?? "")"
                }
            }
            #expect(
                gaps == [
                    ["F-2 contradictory supportEndOn", "F-2 stale Volume"], ["WDX-100/4 undescribed category"],
                ])
            let some = try await world.ask("GET", path + "?kind=stale&kind=missing&staleAfter=12&limit=1", as: .maker)
            #expect(some.json["items"]?.elements.count == 1)
            #expect(try await world.send("GET", path, as: .stranger).code == "access.forbidden")
        }
    }

    @Test func aCategoryIsChangedAgainstItsVersion() async throws {
        try await Self.with { world in
            let path = "/api/v1/categories/Fridge"
            let read = try await world.ask("GET", path, as: .stranger)
            #expect(read.json["template"]?.elements.count == 3)
            let changed = try await world.ask(
                "PUT", path, json: #"{"name":"Fridges","entries":[{"name":"Volume","kind":"number","unit":"LTR"}]}"#,
                headers: ["If-Match": "\"1\""])
            #expect(changed.json["name"]?.text == "Fridges" && changed.json["rowVersion"]?.integer == 2)
            let stale = try await world.send("PUT", path, json: "{}", headers: ["If-Match": "\"1\""])
            #expect(stale.status == 412 && stale.code == "category.changed")
            #expect(try await world.send("GET", "/api/v1/categories/None", as: .stranger).code == "category.unknown")
            #expect(
                try await world.send("POST", "/api/v1/categories", as: .technician, json: #"{"key":"X"}"#).code
                    == "access.forbidden")
            let bad = try await world.send("POST", "/api/v1/categories", json: #"{"key":"X","entries":[{"name":"a"}]}"#)
            #expect(bad.code == "json.missingField")
        }
    }

    @Test func aValueThatMayMeanTwoIsAskedBack() async throws {
        try await World.stocked { world in
            let model = #"{"number":"X","specifications":[{"name":"Weight","written":"1,5 kg"}]}"#
            let answer = try await world.send("POST", "/api/v1/manufacturers/acme/models", json: model)
            #expect(answer.code == "specification.ambiguous")
            #expect(answer.json["field"]?.text == "Weight" && answer.json["position"]?.integer == 1)
            let two = #"{"number":"X","specifications":[{"name":"Weight","written":"1 kg","text":"1"}]}"#
            #expect(try await world.send("POST", "/api/v1/manufacturers/acme/models", json: two).code == "json.value")
        }
    }
}
