import HTTPTypes
import Registry
import Testing

@testable import Server

/// Tables over HTTP.
struct ExportRouteTests {
    private func export(_ target: String, _ world: World, as asker: World.Asker = .administrator) async throws
        -> World.Exchange
    {
        try await world.send("GET", "/api/v1/exports/\(target)", as: asker)
    }

    @Test func aTableComesInThreeFormsAndImportsAgain() async throws {
        try await World.stocked { world in
            for table in ImportTable.allCases {
                for (form, type) in [
                    ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("ndjson", "application/x-ndjson"),
                ] {
                    let exchange = try await export("\(table.rawValue)?format=\(form)", world)
                    #expect(exchange.status == 200 && exchange.headers[.contentType]?.hasPrefix(type) == true)
                    #expect(
                        exchange.headers[.contentDisposition] == "attachment; filename=\"\(table.rawValue).\(form)\"")
                    guard form != "ndjson" || !exchange.body.isEmpty else { continue }
                    let again = try await world.send(
                        "POST", "/api/v1/imports/\(table.rawValue)?dryRun=true", headers: ["Content-Type": type],
                        bytes: exchange.body)
                    #expect(again.text.contains(#""created":0,"updated":0"#), "\(table) \(form): \(again.text)")
                    #expect(again.text.contains(#""errorCount":0"#), "\(table) \(form): \(again.text)")
                }
            }
        }
    }

    @Test func whatBeginsLikeAFormulaIsGuardedInTablesAndNotInLines() async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"=HYPER(1)","name":"@x, \"y\""}"#)
            let csv = try await export("models?manufacturer=acme", world).text
            #expect(csv.contains("acme,'=HYPER(1),\"'@x, \"\"y\"\"\""))
            let lines = try await export("models?manufacturer=acme&format=ndjson", world).text
            #expect(lines.contains(#""number":"=HYPER(1)","name":"@x, \"y\"""#))
        }
    }

    @Test func strangersGetReleasedModelsAndNothingElse() async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"SECRET","releasedOn":"2030-01-01"}"#)
            let models = try await export("models", world, as: .stranger)
            #expect(models.status == 200 && models.text.contains("WDX-100/4") && !models.text.contains("SECRET"))
            let hidden = try await export("models?manufacturer=acme&model=SECRET", world, as: .stranger)
            #expect(hidden.code == "model.unknown")
            #expect(try await export("manufacturers", world, as: .stranger).text.contains("acme,Acme,NO"))
            for kind in ["formats", "batches", "units", "events", "components"] {
                let refused = try await export("\(kind)?manufacturer=acme", world, as: .stranger)
                #expect(refused.code == "access.forbidden", "\(kind)")
            }
            #expect(try await export("models", world).text.contains("SECRET"))
        }
    }

    @Test func ownersAreNamedToWhoeverMayReadThemAndSaysWhy() async throws {
        try await World.stocked { world in
            let withheld = try await export("events", world).text
            #expect(withheld.contains("(withheld)") && !withheld.contains("Sample Owner"))
            let target = "/api/v1/exports/events?manufacturer=acme"
            let without = try await world.send("POST", target, json: #"{"reason":""}"#)
            #expect(without.code == "reason.invalid")
            let refused = try await world.send("POST", target, as: .technician, json: #"{"reason":"because of it"}"#)
            #expect(refused.code == "access.forbidden")
            let named = try await world.send("POST", target, as: .support, json: #"{"reason":"because of it"}"#)
            #expect(named.text.contains("Sample Owner"))
            let trail = try await world.ask("GET", "/api/v1/audit-trail?action=owner.export")
            #expect(trail.text.contains("because of it"))
        }
    }

    @Test func whatIsAskedWronglyIsTold() async throws {
        try await World.stocked { world in
            for (target, code) in [
                ("secrets", "import.unknown"), ("units?manufacturer=nobody", "manufacturer.unknown"),
                ("units?model=X", "value.invalid"), ("units?format=xlsx", "query.invalid"),
            ] {
                let exchange = try await export(target, world)
                #expect(exchange.code == code, "\(target)")
            }
        }
    }
}
