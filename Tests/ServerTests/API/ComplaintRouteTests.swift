import HTTPTypes
import Nameplate
import Quality
import Registry
import Testing

@testable import Server

/// Complaints and problems over HTTP.
struct ComplaintRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    private func tagged(
        _ method: String, _ path: String, _ rest: String, json: String, _ world: World
    ) async throws -> World.Exchange {
        let tag = try await world.ask("GET", path).headers[.eTag] ?? ""
        return try await world.send(method, path + rest, json: json, headers: ["If-Match": tag])
    }

    private func add(_ words: String, _ world: World) async throws -> String {
        let added = try await world.ask(
            "POST", "\(Self.maker)/complaints",
            json: """
                {"model":"WDX-100/4","serial":"\(try await world.serial(7))","receivedOn":"2026-05-02",
                 "failedOn":"2026-05","faultCodes":["door"],"usage":120,"usageUnit":"HUR","fire":true,
                 "words":"\(words)"}
                """)
        return "\(Self.maker)/complaints/\(try #require(added.json["number"]?.text))"
    }

    @Test func aComplaintIsEnteredChangedMovedAndErased() async throws {
        try await World.stocked { world in
            let one = try await add("It burnt", world)
            let read = try await world.ask("GET", one).json
            #expect(read["fire"] == .boolean(true) && read["usageUnit"]?.text == "HUR" && read["state"]?.text == "open")
            let changed = try await tagged(
                "PUT", one, "", json: #"{"model":"WDX-100/4","receivedOn":"2026-05-03","identification":"TR26"}"#, world
            )
            #expect(changed.status == 200 && changed.json["faultCodes"]?.elements.isEmpty == true, "\(changed.text)")
            #expect(changed.json["identification"]?.text == "TR26" && changed.json["serial"] == nil)
            let closed = try await tagged("POST", one, "/steps", json: #"{"step":"close"}"#, world)
            #expect(closed.json["state"]?.text == "closed")
            #expect(try await tagged("POST", one, "/steps", json: #"{"step":"assess"}"#, world).code == "state.step")
            let stale = try await world.send(
                "POST", "\(one)/steps", json: #"{"step":"reopen"}"#, headers: ["If-Match": "\"1\""])
            #expect(stale.status == 412 && stale.code == "complaint.changed")
            #expect(try await world.send("POST", "\(one)/erasure", json: "{}").code == "confirmation.missing")
            let other = try await add("Smoke", world)
            try await world.ask("POST", "\(other)/erasure", json: #"{"confirm":true}"#)
            #expect(try await world.ask("GET", other).json["words"] == nil)
        }
    }

    @Test func listsAndCountsAreNarrowed() async throws {
        try await World.stocked { world in
            let one = try await add("It burnt", world)
            _ = try await add("It smells", world)
            let page = try await world.ask("GET", "\(Self.maker)/complaints?limit=1").json
            let next = try #require(page["next"]?.text)
            let rest = try await world.ask("GET", "\(Self.maker)/complaints?limit=1&after=\(next)").json
            #expect(rest["items"]?.elements.count == 1 && rest["next"] == nil)
            let sought = try await world.ask("GET", "\(Self.maker)/complaints?q=BURNT").json
            #expect(
                sought["items"]?.elements.map { $0["number"]?.text } == [
                    one.split(separator: "/").last.map(String.init)
                ])
            let none = try await world.ask("GET", "\(Self.maker)/complaints?since=2026-06-01").json
            #expect(none["items"]?.elements.isEmpty == true)
            let counts = try await world.ask("GET", "\(Self.maker)/complaint-counts?faultCode=door").json
            let first = counts["items"]?.elements.first
            #expect(first?["complaints"]?.integer == 2 && first?["harmful"]?.integer == 2)
            #expect(try await world.send("GET", "\(Self.maker)/complaints?since=yesterday").status == 400)
            #expect(try await world.send("GET", "\(Self.maker)/complaints?model=NONE").code == "model.unknown")
            let table = try await world.ask("GET", "\(Self.maker)/complaint-table")
            #expect(table.text.hasPrefix("number,source,reference,model,serial"))
            #expect(table.text.split(whereSeparator: \.isNewline).count == 3)
        }
    }

    @Test func tablesAreKeptWholeOrNotAtAll() async throws {
        try await World.stocked { world in
            let path = "\(Self.maker)/complaint-table"
            let table = #"reference,model,receivedOn\n7,WDX-100/4,2026-05-01\n8,WDX-100/4,2026-05-02\n"#
            let tried = try await world.ask("POST", "\(path)?dryRun=true", json: #"{"table":"\#(table)"}"#)
            #expect(tried.json["added"]?.integer == 2 && tried.json["numbers"]?.elements.isEmpty == true)
            let kept = try await world.ask("POST", path, json: #"{"table":"\#(table)"}"#)
            #expect(kept.json["added"]?.integer == 2 && kept.json["numbers"]?.elements.count == 2)
            let items =
                #"{"items":[{"model":"WDX-100/4","receivedOn":"2026-05-01","reference":"7"},"#
                + #"{"model":"WDX-100/4","receivedOn":"2026-05-04","reference":"9"}]}"#
            let again = try await world.ask("POST", path, json: items)
            #expect(again.json["added"]?.integer == 1 && again.json["unchanged"]?.integer == 1)
            let wrong = try await world.send(
                "POST", path, json: #"{"table":"model,receivedOn\nNONE,2026-05-01\n"}"#)
            #expect(
                wrong.code == "model.unknown" && wrong.json["detail"]?.text?.contains("Line 2") == true, "\(wrong.text)"
            )
            let authority = try await world.ask(
                "POST", "/api/v1/complaints/import?dryRun=true",
                json: """
                    {"authority":"nhtsa","table":"\(NHTSAComplaints.columns.joined(separator: ","))\\n\
                    1,ACME,WDX-100/4,2026,,20260401,20260402,,DOORS,N,Y,0,0\\n"}
                    """)
            let item = authority.json["items"]?.elements.first
            #expect(item?["outcome"]?.text == "added" && item?["faultCodes"]?.elements.first?.text == "doors")
        }
    }

    @Test func aProblemGoesFromItsFirstSignToItsCorrection() async throws {
        try await World.stocked { world in
            let one = try await add("It burnt", world)
            let opened = try await world.ask(
                "POST", "\(Self.maker)/problems",
                json:
                    #"{"title":"Door burns","models":["WDX-100/4"],"faultCodes":["door"],"severity":9,"dueOn":"2026-05-20"}"#
            )
            #expect(opened.json["overdue"] == .boolean(true))
            let number = try #require(opened.json["number"]?.text)
            let problem = "\(Self.maker)/problems/\(number)"
            let linked = try await tagged("PUT", one, "/problem", json: #"{"problem":"\#(number)"}"#, world)
            #expect(linked.json["problem"]?.text == number && linked.json["state"]?.text == "assessed")
            #expect(try await world.ask("GET", problem).json["complaints"]?.integer == 1)
            let signs = try await world.ask("GET", "\(Self.maker)/complaints?problem=\(number)").json
            #expect(signs["items"]?.elements.count == 1)
            let steps = [
                #"{"step":"contain","containment":"Stock is held.","containedOn":"2026-05-03"}"#,
                #"{"step":"findCause","cause":"A loose wire","causeCategory":"method"}"#,
                #"{"step":"correct","correction":"A clip","effectivity":"produced >= 2026-05-10","changeNote":"CN-1"}"#,
                #"{"step":"verify","note":"None since"}"#,
            ]
            let half = #"{"step":"correct","correction":"A clip"}"#
            for (step, state) in zip(steps, ["contained", "causeFound", "corrected", "verified"]) {
                if state == "corrected" {
                    let refused = try await tagged("POST", problem, "/steps", json: half, world)
                    #expect(refused.status == 422 && refused.json["field"]?.text == "effectivity", "\(refused.text)")
                }
                let moved = try await tagged("POST", problem, "/steps", json: step, world)
                #expect(moved.status == 200 && moved.json["state"]?.text == state, "\(moved.text)")
            }
            let read = try await world.ask("GET", problem).json
            #expect(read["steps"]?.elements.count == 4 && read["endedAt"] != nil && read["overdue"] == .boolean(false))
            let check = try await world.ask("GET", "\(problem)/check").json
            #expect(check["verdict"]?.text == "notShown")
            // The sold unit was made before the correction.
            #expect(check["before"]?["units"]?.integer == 1 && check["after"]?["units"]?.integer == 0)
            let open = try await world.ask("GET", "\(Self.maker)/problems?open=true").json
            #expect(open["items"]?.elements.isEmpty == true)
            let ended = try await world.ask("GET", "\(Self.maker)/problems?open=false&model=WDX-100%2F4").json
            #expect(ended["items"]?.elements.count == 1)
            let changed = try await tagged(
                "PUT", problem, "", json: #"{"title":"x","models":["WDX-100/4"]}"#, world)
            #expect(changed.code == "state.step")
            let wrong = try await world.send(
                "POST", "\(Self.maker)/problems",
                json: #"{"title":"x","models":["WDX-100/4"],"population":"colour = red"}"#)
            #expect(wrong.status == 422 && wrong.json["field"]?.text == "population", "\(wrong.text)")
        }
    }

    @Test func aCaseIsTakenAsAComplaint() async throws {
        try await World.stocked { world in
            let opened = try await world.ask(
                "POST", "\(Self.maker)/cases",
                json: #"{"model":"WDX-100/4","serial":"\#(try await world.serial(7))","complaint":"It hums"}"#)
            let number = try #require(opened.json["number"]?.text)
            let taken = try await world.ask(
                "POST", "/api/v1/cases/\(number)/complaint", json: #"{"faultCodes":["noise"]}"#)
            #expect(taken.json["words"]?.text == "It hums" && taken.json["reference"]?.text == number)
            let again = try await world.ask("POST", "/api/v1/cases/\(number)/complaint", json: "{}")
            #expect(again.json["number"] == taken.json["number"])
            #expect(
                try await world.send("POST", "/api/v1/cases/S-0000-0011/complaint", json: "{}").code == "case.unknown")
        }
    }

    @Test func pagesTellOfComplaintsAndProblems() async throws {
        try await FormBrowser.with("/") { world, browser in
            func page(_ path: String, as asker: String = "quality") async throws -> (status: Int, text: String) {
                let answer = try await browser.send(.get, path, as: asker)
                return (answer.status, answer.text)
            }
            let complaints = "/manufacturers/acme/complaints"
            #expect(try await page(complaints).text.contains("No complaints"))
            let one = try await add("It burnt", world).replacing("/api/v1", with: "")
            let number = try #require(one.split(separator: "/").last.map(String.init))
            let list = try await page("\(complaints)?state=open&faultCode=door&since=2026-05-01&q=burnt")
            #expect(list.status == 200 && list.text.contains("It burnt") && list.text.contains("plot-figure"))
            #expect(list.text.contains("href=\"\(one)\"") && list.text.contains("badge"))
            #expect(try await page("\(complaints)?since=2026-06-01&model=&state=").text.contains("No complaints"))
            #expect(try await page("\(complaints)?since=soon").status == 422)
            #expect(try await page("\(complaints)?model=NONE").status == 422)
            let shown = try await page(one).text
            #expect(shown.contains("It burnt") && shown.contains("120 hours") && shown.contains("Fire"))
            let others = try await page(one, as: "production")
            #expect(others.status == 200 && others.text.contains("120 hours") && !others.text.contains("It burnt"))
            #expect(try await page("\(complaints)/Q-0000-0011").status == 404)
            #expect(try await page(complaints, as: "warehouse").status == 403)
            let form = "/edit\(complaints)"
            #expect(try await page(form).text.contains("name=\"usageUnit\""))
            let entered = try await EditFormTests.send(
                ["model": "WDX-100/4", "receivedOn": "2026-05-09", "words": "It hums"], to: form, on: form, browser,
                as: "quality")
            #expect(entered.status == 303 && entered.location == complaints)
            let closed = try await EditFormTests.send(
                ["step": "close"], to: "/edit\(one)/steps", on: one, browser, as: "quality")
            #expect(closed.status == 303, "\(closed.text)")
            #expect(try await page("\(complaints)?state=closed").text.contains("It burnt"))
            #expect(try await page(form, as: "production").status == 403)
            try await pagesOfAProblem(number, world, page: { try await page($0) })
        }
    }

    private func pagesOfAProblem(
        _ complaint: String, _ world: World, page: (String) async throws -> (status: Int, text: String)
    ) async throws {
        let problems = "/manufacturers/acme/problems"
        #expect(try await page(problems).text.contains("No problems"))
        let opened = try await world.ask(
            "POST", "\(Self.maker)/problems",
            json: #"{"title":"Door burns","models":["WDX-100/4"],"faultCodes":["door"],"dueOn":"2026-05-20"}"#)
        let number = try #require(opened.json["number"]?.text)
        _ = try await tagged(
            "PUT", "\(Self.maker)/complaints/\(complaint)", "/problem", json: #"{"problem":"\#(number)"}"#, world)
        for step in [
            #"{"step":"findCause","cause":"A loose wire","causeCategory":"method"}"#,
            #"{"step":"correct","correction":"A clip","effectivity":"produced >= 2026-05-10"}"#,
        ] {
            _ = try await tagged("POST", "\(Self.maker)/problems/\(number)", "/steps", json: step, world)
        }
        let list = try await page("\(problems)?open=true").text
        #expect(list.contains("Door burns") && list.contains("Overdue") && list.contains("Corrected"))
        #expect(try await page("\(problems)?state=closed").text.contains("No problems"))
        let one = try await page("\(problems)/\(number)")
        #expect(one.status == 200)
        for text in ["A loose wire", "Method", "A clip", "Not shown", "too few units failed", complaint] {
            #expect(one.text.contains(text), "\(text)")
        }
        #expect(one.text.contains("href=\"/manufacturers/acme/population?q=produced"))
        #expect(try await page("\(problems)/E-0000-0011").status == 404)
    }
}
