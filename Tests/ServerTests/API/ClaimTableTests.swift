import Nameplate
import Registry
import Testing

@testable import Server

/// Claims filed from a table, all or none.
struct ClaimTableTests {
    private static let path = "/api/v1/manufacturers/acme/claims"

    private func send(_ world: World, _ table: String, dryRun: Bool = false) async throws -> World.Exchange {
        let body = JSONWriter.bytes { json in json.object { $0.field("table", table) } }
        return try await world.send(
            "POST", "\(Self.path)/table" + (dryRun ? "?dryRun=true" : ""),
            json: String(decoding: body, as: UTF8.self))
    }

    private func list(_ world: World) async throws -> [JSONValue] {
        try await world.ask("GET", "\(Self.path)?oldest=true").json["items"]?.elements ?? []
    }

    private func table(_ world: World) async throws -> String {
        """
        model,serial,currency,complaint,failedOn,lines,submit
        WDX-100/4,\(try await world.serial(7)),NOK,No start,2026-05-02,part CU-9 450.00 x2; labour R-1 90 600,true
        WDX-100/4,\(try await world.serial(8)),NOK,"Hums, and leaks",,,
        """
    }

    @Test func aDryRunTellsAndFilesNothingThenAllAreFiled() async throws {
        try await World.stocked { world in
            let text = try await table(world)
            let tried = try await send(world, text, dryRun: true)
            #expect(throws: Never.self) { try Schema.object(FiledClaims.schema).check(tried.json) }
            #expect(tried.text == #"{"dryRun":true,"count":2,"submitted":1,"numbers":[]}"#, "\(tried.text)")
            #expect(try await list(world).isEmpty)
            let filed = try await send(world, text)
            let numbers = filed.json["numbers"]?.elements.compactMap(\.text) ?? []
            #expect(filed.status == 200 && numbers.count == 2, "\(filed.text)")
            let first = try await world.ask("GET", "/api/v1/claims/\(numbers[0])").json
            #expect(first["state"]?.text == "submitted" && first["claimed"]?.integer == 180_000)
            #expect(first["lines"]?.elements.count == 2 && first["failedOn"]?.text == "2026-05-02")
            let second = try await world.ask("GET", "/api/v1/claims/\(numbers[1])").json
            #expect(second["state"]?.text == "draft" && second["complaint"]?.text == "Hums, and leaks")
        }
    }

    @Test func anExportIsFiledAnewAsDrafts() async throws {
        try await World.stocked { world in
            #expect(try await send(world, try await table(world)).status == 200)
            let export = try await world.ask("GET", "\(Self.path)/table").text
            let again = try await send(world, export)
            #expect(again.json["count"]?.integer == 2 && again.json["submitted"]?.integer == 0, "\(again.text)")
            let states = try await list(world).compactMap { $0["state"]?.text }
            #expect(states.count == 4 && states.count { $0 == "draft" } == 3)
        }
    }

    @Test(
        arguments: [
            ("WDX-100/4,{serial},NOK,claim,x,,,", nil, nil),
            ("WDX-100/4,{serial},NOK,gift,x,,,", "value.invalid", "kind"),
            ("WDX-9,{serial},NOK,,x,,,", "model.unknown", "model"),
            ("WDX-100/4,ZZ1,NOK,,x,,,", "unit.unknown", "serial"),
            (",{serial},NOK,,x,,,", "value.invalid", "model"), ("WDX-100/4,,NOK,,x,,,", "value.invalid", "serial"),
            ("WDX-100/4,{serial},,,x,,,", "value.invalid", "currency"),
            ("WDX-100/4,{serial},nok,,x,,,", "value.invalid", "currency"),
            ("WDX-100/4,{serial},NOK,,x,soon,,", "value.invalid", "failedOn"),
            ("WDX-100/4,{serial},NOK,,x,2026-05,,", "value.invalid", "failedOn"),
            ("WDX-100/4,{serial},NOK,,x,,gift 5,", "value.invalid", "lines"),
            ("WDX-100/4,{serial},NOK,,x,,part CU-9,", "value.invalid", "lines"),
            ("WDX-100/4,{serial},NOK,,x,,,perhaps", "value.invalid", "submit"),
            ("WDX-100/4,{serial},NOK,,,,,true", "claim.incomplete", "complaint"),
        ] as [(String, String?, String?)])
    func oneWrongRowFilesNoneAndIsNamed(_ row: String, _ code: String?, _ field: String?) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let text = """
                model,serial,currency,kind,complaint,failedOn,lines,submit
                WDX-100/4,\(serial),NOK,,It hums,,,
                \(row.replacing("{serial}", with: serial))
                """
            for isDryRun in [true, false] {
                let answer = try await send(world, text, dryRun: isDryRun)
                #expect(answer.code == code, "\(answer.text)")
                guard code != nil else { continue }
                #expect(answer.json["field"]?.text == field, "\(answer.text)")
                #expect(answer.json["detail"]?.text?.hasPrefix("Line 3: ") == true, "\(answer.text)")
            }
            #expect(try await list(world).count == (code == nil ? 2 : 0))
        }
    }

    @Test func whatIsNoSuchTableIsRefused() async throws {
        try await World.stocked { world in
            let row = "WDX-100/4,\(try await world.serial(7)),NOK\n"
            for text in [
                "", "model,serial\n", "model,serial,currency,colour\n",
                "model,serial,currency\n" + String(repeating: row, count: ClaimTableRow.most + 1),
            ] {
                #expect(try await send(world, text).code == "list.invalid", "\(text.prefix(60))")
            }
            #expect(try await list(world).isEmpty)
        }
    }

    @Test func itSetsWhatTheExportHas() throws {
        let rows = try ClaimTableReader.read(ClaimTable.columns.joined(separator: ",") + "\n")
        #expect(rows.isEmpty)
    }
}
