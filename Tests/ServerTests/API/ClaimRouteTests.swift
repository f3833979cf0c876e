import AfterSales
import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Claims over HTTP.
struct ClaimRouteTests {
    private static let draft = #"""
        {"complaint": "It does not start", "currency": "NOK", "submit": true, "failedOn": "2026-05-02", "lines": [
         {"kind": "part", "title": "CU-9", "price": 45000, "quantity": 2}, {"kind": "labour", "title": "R-1",
          "minutes": 90, "price": 60000}, {"kind": "expense", "title": "=1+1", "amount": 100}]}
        """#

    private func claim(_ world: World, _ json: String = draft) async throws -> (path: String, json: JSONValue) {
        let serial = try await world.serial(7)
        let made = try await world.ask("POST", "\(World.model)/units/\(serial)/claims", json: json).json
        return (try #require(made["path"]?.text), made)
    }

    @Test func aClaimIsFiledReadAndDecided() async throws {
        try await World.stocked { world in
            let (path, made) = try await claim(world)
            #expect(made["state"]?.text == "submitted" && made["claimed"]?.integer == 180_100)
            #expect(made["lines"]?.elements.map { $0["claimed"]?.integer } == [90_000, 90_000, 100])
            let read = try await world.ask("GET", path)
            #expect(read.json == made && read.headers[.eTag]?.hasPrefix("\"2-") == true)
            func decide(_ json: String, version: String = "*") async throws -> World.Exchange {
                try await world.send("POST", "\(path)/decisions", json: json, headers: ["If-Match": version])
            }
            #expect(try await world.send("POST", "\(path)/decisions", json: #"{"step": "review"}"#).status == 428)
            #expect(try await decide(#"{"step": "review"}"#, version: "\"1\"").status == 412)
            #expect(try await decide(#"{"step": "review"}"#).status == 200)
            #expect(try await decide(#"{"step": "submit"}"#).status == 422)
            #expect(try await decide(#"{"step": "approve"}"#).code == "reason.invalid")
            #expect(try await decide(#"{"step": "pay"}"#).code == "state.step")
            let wrong = #"{"step": "approvePartly", "reason": "x", "lines": [{"line": 9, "approved": 1}]}"#
            #expect(try await decide(wrong).code == "claim.amount")
            let part = #"{"step": "approvePartly", "reason": "x", "lines": [{"line": 2, "approved": 1}]}"#
            let decided = try await decide(part).json
            #expect(decided["approved"]?.integer == 90_101 && decided["remedy"]?.text == "repair")
            let serial = try await world.serial(7)
            let history = try await world.ask("GET", "\(World.model)/units/\(serial)").json["history"]?.elements ?? []
            let event = try #require(history.first { $0["decision"] != nil })
            #expect(event["decision"]?.text == "partlyApproved" && event["remedy"]?.text == "repair")
            #expect(event["transactions"]?.elements.first?["id"]?.text == made["number"]?.text)
        }
    }

    @Test func theListIsPagedAndTheTablesAreNoFormulas() async throws {
        try await World.stocked { world in
            for number in 0..<3 {
                _ = try await claim(
                    world, #"{"complaint": "=HYPERLINK(1)", "currency": "NOK", "reference": "+\#(number)"}"#)
            }
            let list = "/api/v1/manufacturers/acme/claims"
            let first = try await world.ask("GET", "\(list)?limit=2&state=draft").json
            let next = try #require(first["next"]?.text)
            let second = try await world.ask("GET", "\(list)?limit=2&state=draft&after=\(next)").json
            let numbers = ((first["items"]?.elements ?? []) + (second["items"]?.elements ?? [])).compactMap {
                $0["number"]?.text
            }
            #expect(Set(numbers).count == 3 && second["next"] == nil)
            #expect(try await world.ask("GET", "\(list)?state=paid").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(list)?model=NONE").code == "model.unknown")
            let table = try await world.send("GET", "\(list)/table")
            #expect(table.text.contains("'=HYPERLINK(1)") && table.text.contains("'+1"))
            #expect(table.text.split(separator: "\n").count == 4)
            _ = try await claim(world)
            let costs = try await world.ask("GET", "\(list)/costs?by=fault").json["items"]?.elements ?? []
            #expect(costs.first?["claimed"]?.integer == 180_100 && costs.first?["approved"]?.integer == 0)
            let rows = try await world.send("GET", "\(list)/costs/table?by=model").text
            #expect(rows.contains("WDX-100/4,NOK,1,0,180100,0,0,0,0"))
            #expect(try await world.send("GET", "\(list)/costs?from=soon").status == 400)
        }
    }

    @Test(
        arguments: [
            #"{"currency": "NOK", "lines": [{"kind": "part", "title": "A", "price": -1}]}"#,
            #"{"currency": "NOK", "lines": [{"kind": "gift", "title": "A"}]}"#, #"{"currency": "XXQ"}"#, "{}",
            #"{"currency": "NOK", "reading": 7}"#, #"{"currency": "NOK", "failedOn": "2026-13-01"}"#,
            #"{"currency": "NOK", "failedOn": "2026"}"#, #"{"currency": "NOK", "submit": true}"#,
            #"{"currency": "NOK", "lines": [{"kind": "labour", "title": "A", "minutes": 1}], "kind": "present"}"#,
            #"{"currency": "NOK", "lines": [{"kind": "part", "title": "A 45o.00"}]}"#,
            #"{"currency": "NOK", "lines": [{"kind": "labour", "title": "A", "minutes": 1}]}"#,
            #"{"currency": "NOK", "lines": [{"kind": "expense", "title": "Travel"}]}"#,
            #"{"currency": "NOK", "lines": [{"kind": "expense", "title": "Travel", "price": 100}]}"#,
            #"{"currency": "NOK", "lines": [{"kind": "part", "title": "A", "price": 9223372036854775807, "quantity": 2}]}"#,
        ])
    func whatCannotBeClaimedIsRefused(_ json: String) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let answer = try await world.send("POST", "\(World.model)/units/\(serial)/claims", json: json)
            #expect(answer.status == 422, "\(answer.text)")
            let none = try await world.send("POST", "\(World.model)/units/NONE/claims", json: Self.draft)
            #expect(none.code == "unit.unknown")
        }
    }

    /// A price that cannot be read is told, not taken for one of nothing.
    @Test(
        arguments: [
            ("part CU-9 45o.00", "lines.price"), ("part CU-9", "lines.price"), ("labour R-1 90 6oo", "lines.price"),
            ("expense Travel 1.5.0", "lines.amount"), ("expense 150", "lines.amount"),
        ])
    func aMistypedPriceIsRefused(_ line: String, _ field: String) {
        let refusal = #expect(throws: RegistryError.self) { try ClaimLine(ClaimLineText.json(of: line, in: "NOK")) }
        #expect(refusal?.code == .valueInvalid && refusal?.field == field)
    }

    @Test func aFileOfAClaimIsForWhomTheClaimIsFor() async throws {
        try await World.stocked { world in
            let (path, _) = try await claim(world)
            let binary = ["Content-Type": "application/octet-stream"]
            let sent = try await world.send(
                "POST", "\(path)/files?name=r.txt", headers: binary, bytes: Array("receipt".utf8))
            #expect(sent.status == 201, "\(sent.text)")
            let id = try #require(try sent.json["id"]?.text)
            let file = try await world.send("GET", "\(path)/files/\(id)")
            #expect(file.text == "receipt" && file.headers[.contentDisposition]?.contains("attachment") == true)
            #expect(file.headers[.contentDisposition]?.contains("r.txt") == false)
            #expect(file.headers[.cacheControl] == "no-store")
            #expect(try await world.send("GET", "\(path)/files/\(id)", as: .stranger).code == "access.forbidden")
            for wrong in ["0", "x", "99"] {
                #expect(try await world.send("GET", "\(path)/files/\(wrong)").code == "attachment.unknown")
            }
            #expect(
                try await world.send("POST", "\(path)/files", headers: binary, bytes: Array("<html>".utf8)).code
                    == "document.fileType")
            _ = try await world.ask("DELETE", "\(path)/files/\(id)")
            #expect(try await world.send("GET", "\(path)/files/\(id)").code == "attachment.unknown")
            #expect(try await world.send("POST", "\(path)/erasure", json: "{}").code == "confirmation.missing")
            _ = try await world.ask("POST", "\(path)/erasure", json: #"{"confirm": true}"#, status: 200)
            #expect(try await world.ask("GET", path).json["complaint"] == nil)
        }
    }

    @Test func faultCodesAndLabourTimesComeBackAsSet() async throws {
        try await World.stocked { world in
            let maker = "/api/v1/manufacturers/acme"
            let set = #"{"titles": {"en": "No start"}, "kind": "fault"}"#
            _ = try await world.ask("PUT", "\(maker)/fault-codes/C1", json: set)
            let table = "code,parent,title:de\nC11,C1,Startet nicht\n"
            let sent = try await world.ask(
                "POST", "\(maker)/fault-codes/table",
                json: String(decoding: JSONWriter.bytes { $0.object { $0.field("table", table) } }, as: UTF8.self),
                status: 200)
            #expect(sent.json["count"]?.integer == 1)
            let codes = try await world.ask("GET", "\(maker)/fault-codes?model=WDX-100%2F4").json["items"]?.elements
            #expect(codes?.compactMap { $0["code"]?.text } == ["C1", "C11"])
            let rows = try await world.send("GET", "\(maker)/fault-codes/table").text
            #expect(
                rows == "category,code,parent,kind,retired,title:de,title:en\n,C1,,fault,,,No start\n"
                    + ",C11,C1,fault,,Startet nicht,\n")
            let time = #"{"title": "Exchange", "minutes": 30, "for": "model", "target": "WDX-100/4"}"#
            _ = try await world.ask("PUT", "\(maker)/labour-times/R-1", json: time)
            let known = try await world.ask("GET", "\(maker)/labour-times").json["items"]?.elements.first
            #expect(known?["target"]?.text == "WDX-100/4" && known?["minutes"]?.integer == 30)
            for wrong in [
                #"{"title": "x", "minutes": 1, "for": "line"}"#, #"{"title": "x", "minutes": 1, "target": "a"}"#,
            ] {
                #expect(try await world.send("PUT", "\(maker)/labour-times/R-2", json: wrong).code == "value.invalid")
            }
            let away = #"{"code": "R-1", "for": "model", "target": "WDX-100/4"}"#
            _ = try await world.ask("POST", "\(maker)/labour-times/removed", json: away, status: 200)
            #expect(
                try await world.send("POST", "\(maker)/labour-times/removed", json: away).code == "labour.unknown")
        }
    }

    @Test(
        arguments: [
            (
                "part CU-9 450.00 x2 out=A1 in=B2", "NOK",
                #"kind=part title=CU-9 price=45000 quantity=2 removed=A1 fitted=B2"#
            ),
            ("part WX 100 450", "NOK", "kind=part title=WX 100 price=45000"),
            ("labour R-10 90 600,5", "EUR", "kind=labour title=R-10 minutes=90 price=60050"),
            ("Expense  Travel to Hamar  150", "JPY", "kind=expense title=Travel to Hamar amount=150"),
            ("expense 150", "NOK", "kind=expense title=150"),
            ("part CU-9 1.234", "KWD", "kind=part title=CU-9 price=1234"),
            ("part CU-9 1.234", "NOK", "kind=part title=CU-9 1.234"), ("", "NOK", ""),
            ("part CU-9 99999999999999999999", "NOK", "kind=part title=CU-9 99999999999999999999"),
        ])
    func aLineIsReadAsItIsTyped(_ line: String, _ currency: String, _ expected: String) {
        let members = ClaimLineText.members(of: line, in: currency)
        let order = ["kind", "title", "minutes", "price", "amount", "quantity", "removed", "fitted"]
        let told = order.compactMap { name in
            members.first { $0.name == name }.map { "\(name)=\($0.text ?? $0.number.map { String($0) } ?? "")" }
        }
        #expect(told.joined(separator: " ") == expected)
    }
}
