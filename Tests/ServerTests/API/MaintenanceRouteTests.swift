import HTTPTypes
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Maintenance over HTTP.
struct MaintenanceRouteTests {
    private static let plans = #"""
        {"plans": [{"name": "care", "starts": ["sale"], "tasks": [
          {"name": "oil", "title": "Oil it", "every": {"months": 6, "hours": 500}, "parts": [{"model": "OIL-1"}]}]}]}
        """#

    private func withPlans(_ body: (World, _ unit: String) async throws -> Void) async throws {
        try await World.stocked { world in
            let set = try await world.send("POST", "/api/v1/manufacturers/acme/maintenance-plans", json: Self.plans)
            #expect(set.status == 200, "\(set.text)")
            try await body(world, "\(World.model)/units/\(try await world.serial(7))")
        }
    }

    @Test func whatIsDueHasTheShapeThatItIsDescribedIn() async throws {
        try await withPlans { world, unit in
            let job = try await world.send(
                "POST", "\(unit)/maintenance/jobs",
                json: #"{"task": "oil", "readings": {"hours": "510.5"}, "parts": [{"part": "OIL-1"}], "note": "Done."}"#
            )
            #expect(job.status == 201, "\(job.text)")
            let told = try await world.send("GET", "\(unit)/maintenance")
            let answer = try JSONParser.parse(Array(told.text.utf8))
            #expect(throws: Never.self) { try Schema.object(MaintenanceAnswer.schema).check(answer) }
            let task = try #require(answer["tasks"]?.elements.first)
            #expect(task["state"]?.text == "later" && task["countsFrom"]?.text == "job")
            #expect(task["past"]?.elements.first?["outcome"]?.text == "done")
            #expect(task["dueAt"]?.elements.first?["counted"]?.integer == 1010)
            let list = try await world.send("GET", "\(World.model)/maintenance/due?within=3650")
            let due = try JSONParser.parse(Array(list.text.utf8))
            #expect(throws: Never.self) { try Schema.object(DueMaintenance.listSchema).check(due) }
            #expect(due["items"]?.elements.isEmpty == false)
        }
    }

    @Test func anOwnersListHasItsShapeAndPages() async throws {
        try await withPlans { world, _ in
            let own = "/api/v1/me/maintenance/due?within=3650"
            var fields: [String: String] = [:]
            for field in try await world.fields(of: "token") { fields[field.name.rawName] = field.value }
            let list = try await world.send("GET", "\(own)&limit=1", as: .stranger, headers: fields)
            #expect(list.status == 200, "\(list.text)")
            let answer = try JSONParser.parse(Array(list.text.utf8))
            #expect(throws: Never.self) { try Schema.object(OwnersMaintenance.schema).check(answer) }
            #expect(answer["items"]?.elements.first?["task"]?.text == "oil" && answer["next"] == nil)
            let wrong = try await world.send("GET", "\(own)&after=abc", as: .stranger, headers: fields)
            #expect(wrong.code == "cursor.invalid")
            #expect(try await world.send("GET", own, as: .stranger).status == 403)
            let staffs = "/api/v1/manufacturers/acme/persons/maintenance?within=3650"
            let told = try await world.send(
                "POST", staffs, json: #"{"reference": "Sample Owner", "reason": "Asked by telephone"}"#)
            #expect(told.status == 200 && told.text.contains("Oil it"), "\(told.text)")
            let mute = try await world.send("POST", staffs, json: #"{"reference": "Sample Owner", "reason": "?"}"#)
            #expect(mute.code == "reason.invalid")
        }
    }

    @Test func strangersLearnOfPlansAndNotOfUnits() async throws {
        try await withPlans { world, unit in
            let plans = try await world.send("GET", "/api/v1/manufacturers/acme/maintenance-plans", as: .stranger)
            #expect(plans.status == 200 && plans.text.contains("Oil it"))
            #expect(try await world.send("GET", "\(unit)/maintenance", as: .stranger).status == 403)
            #expect(try await world.send("GET", "\(World.model)/maintenance/due", as: .stranger).status == 403)
        }
    }

    @Test(arguments: [
        ("maintenance/jobs", #"{"task": "wash"}"#, "maintenance.taskUnknown"),
        ("maintenance/jobs", #"{"task": "oil", "outcome": "skipped"}"#, "reason.invalid"),
        ("maintenance/jobs", #"{"task": "oil", "eventTime": "2099-01-01T00:00:00Z"}"#, "event.future"),
        ("maintenance/jobs", #"{"outcome": "done"}"#, "json.missingField"),
        ("readings", #"{}"#, "value.invalid"), ("readings", #"{"readings": {"miles": "a lot"}}"#, "value.invalid"),
        ("readings", #"{"readings": {"parsecs": "12"}}"#, "json.unknownField"),
    ])
    func whatIsWrongIsSaid(_ path: String, _ body: String, _ code: String) async throws {
        try await withPlans { world, unit in
            let refused = try await world.send("POST", "\(unit)/\(path)", json: body)
            #expect((400..<500).contains(refused.status) && refused.code == code, "\(refused.text)")
        }
    }

    @Test func aMeterDoesNotCountBackwards() async throws {
        try await withPlans { world, unit in
            let first = try await world.send("POST", "\(unit)/readings", json: #"{"readings": {"hours": 100}}"#)
            #expect(first.status == 201)
            let low = try await world.send("POST", "\(unit)/readings", json: #"{"readings": {"hours": 99}}"#)
            #expect(low.status == 409 && low.code == "meter.backwards")
            let new = try await world.send(
                "POST", "\(unit)/readings", json: #"{"readings": {"hours": 100}, "newMeters": {"hours": 0}}"#)
            #expect(new.status == 201)
            let next = try await world.send("POST", "\(unit)/readings", json: #"{"readings": {"hours": 5}}"#)
            #expect(next.status == 201)
        }
    }
}
