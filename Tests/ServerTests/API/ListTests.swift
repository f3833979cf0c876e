import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Nameplate
import Registry
import Synchronization
import TestSupport
import Testing

@testable import Server

/// Lists of serial numbers over HTTP.
struct ListTests {
    private func check(
        _ text: String, _ world: World, as asker: World.Asker = .administrator, query: String = "",
        type: String = "text/plain", accept: String? = nil
    ) async throws -> World.Exchange {
        var headers = ["Content-Type": type]
        headers["Accept"] = accept
        return try await world.send(
            "POST", "/api/v1/lookup/list\(query)", as: asker, headers: headers, bytes: Array(text.utf8))
    }

    private func lines(_ exchange: World.Exchange) throws -> [JSONValue] {
        try exchange.text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }

    @Test func eachEntryGetsALineAndTheEndAReport() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let exchange = try await check("\(serial)\n\n\(serial)\nX\"1\n", world)
            #expect(exchange.status == 200)
            #expect(exchange.headers[.contentType] == "application/x-ndjson")
            let lines = try lines(exchange)
            for line in lines.dropLast() {
                #expect(throws: Never.self) { try Schema.object(ListVerdict.schema).check(line) }
            }
            #expect(throws: Never.self) { try Schema.object(ListCounts.schema).check(lines.last ?? .null) }
            #expect(lines.dropLast().compactMap { $0["verdict"]?.text } == ["found", "empty", "duplicate", "unknown"])
            #expect(lines.first?["state"]?.text == "retail_sold")
            #expect(lines.first?["path"]?.text == "\(World.model)/units/\(serial)")
            #expect(lines[2]["duplicateOf"]?.integer == 1)
            #expect(lines.last?["report"]?["entries"]?.integer == 4)
            let stranger = try self.lines(try await check(serial, world, as: .stranger))
            #expect(stranger.first?["verdict"]?.text == "found" && stranger.first?["state"] == nil)
        }
    }

    @Test func aTableComesInAndATableGoesOut() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let table = "note,serial,model\r\nx,\(serial),WDX-100/4\r\n\"a,b\",=1+1,\r\n,\"@x;\"\"\",\r\n"
            let exchange = try await check(table, world, type: "text/csv; charset=utf-8", accept: "text/csv")
            #expect(exchange.headers[.contentType] == "text/csv; charset=utf-8; header=present")
            let rows = exchange.text.components(separatedBy: "\r\n")
            #expect(rows[0] == ListVerdict.csvHeader.joined(separator: ","))
            #expect(rows[1].hasPrefix("2,\(serial),found,Acme,WDX-100/4,\(serial),retail_sold"))
            #expect(rows[2].hasPrefix("3,'=1+1,unknown"))
            #expect(rows[3].hasPrefix("4,\"'@x;\"\"\",unknown"))
        }
    }

    @Test func verdictsCanBeChosen() async throws {
        try await World.stocked { world in
            let list = "\(try await world.serial(7))\nQ1\nQ1\n"
            let chosen = try lines(try await check(list, world, query: "?only=unknown,duplicate"))
            #expect(chosen.dropLast().compactMap { $0["line"]?.integer } == [2, 3])
            #expect(chosen.last?["report"]?["found"]?.integer == 1)
            #expect(try await check(list, world, query: "?only=nothing").code == "query.invalid")
            let model = try lines(try await check(list, world, query: "?model=WDX-100%2F4"))
            #expect(model.first?["verdict"]?.text == "found")
        }
    }

    @Test func whatIsNoListIsRefusedInItsLastLine() async throws {
        try await World.stocked { world in
            #expect(try await check("x", world, type: "application/json").code == "body.mediaType")
            for (text, code) in [("a,b\n1,2\n", "list.invalid"), ("serial\n\"open", "list.invalid")] {
                let lines = try lines(try await check(text, world, type: "text/csv"))
                #expect(lines.last?["problem"]?["code"]?.text == code)
                let table = try await check(text, world, type: "text/csv", accept: "text/csv")
                #expect(table.text.contains(",problem,"))
            }
        }
    }

    @Test func hostileListsAreAnsweredLineByLine() async throws {
        try await World.stocked { world in
            let hostile = [
                "\u{0}", "\u{202E}4711", "<script>alert(1)</script>", String(repeating: "A1", count: 500_000),
                "=cmd|'/C calc'!A1",
                "'; DROP TABLE units; --", "\u{FEFF}", "😀1", "\t", String(repeating: "9 ", count: 2_000),
            ]
            let exchange = try await check(hostile.joined(separator: "\n"), world, as: .stranger)
            let lines = try lines(exchange)
            #expect(lines.count == hostile.count + 1)
            #expect(!exchange.text.contains("<script"))
            #expect(exchange.body.count < 20_000)
            let table = try await check(hostile.joined(separator: "\n"), world, as: .stranger, accept: "text/csv")
            for row in table.text.components(separatedBy: "\r\n") {
                let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                #expect(cells.allSatisfy { cell in !"=+-@\t".contains(cell.first { $0 != "\"" } ?? "x") }, "\(row)")
            }
        }
    }

    @Test func aMillionLinesEndAtTheLimit() async throws {
        try await World.stocked { world in
            let exchange = try await check(
                String(repeating: "\n", count: 1_000_000), world, as: .stranger, query: "?only=found")
            let lines = try lines(exchange)
            #expect(lines.count == 1)
            #expect(lines[0]["problem"]?["code"]?.text == "list.tooLong")
        }
    }

    /// The next piece of the list is asked for only when the verdicts on the last are taken.
    @Test func theListIsReadAsItsVerdictsAreTaken() async throws {
        try await World.stocked { world in
            let read = Counter()
            let response = ListStream(form: .lines).response(
                world.registry.listLookup(as: .stranger), .lines, from: Pieces(read: read))
            let writer = CountingWriter { piece in
                // One piece may have been asked for since.
                #expect(read.value <= piece + 1)
            }
            try await response.body.write(writer)
            #expect(writer.pieces > 50)
        }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    /// Fifty pieces of a list, counted as they are asked for.
    private struct Pieces: AsyncSequence, Sendable {
        typealias Failure = any Error
        let read: Counter

        func makeAsyncIterator() -> Iterator { Iterator(read: read) }

        struct Iterator: AsyncIteratorProtocol {
            let read: Counter

            mutating func next() async throws -> ByteBuffer? {
                read.next() > 50 ? nil : ByteBuffer(string: "Q1\nQ2\n")
            }
        }
    }

    private final class CountingWriter: ResponseBodyWriter {
        private(set) var pieces = 0
        private let look: (Int) -> Void

        init(_ look: @escaping (Int) -> Void) { self.look = look }

        func write(_ buffer: ByteBuffer) async throws {
            pieces += 1
            look(pieces)
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

/// Candidates and unknown plates over HTTP.
struct FindingTests {
    @Test func staffGetCandidatesAndStrangersNone() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(12)
            let typed = serial.replacing("12", with: "1Z")
            for asker in World.Asker.allCases {
                let exchange = try await world.ask(
                    "POST", "/api/v1/lookup", as: asker, json: "{\"text\":\"\(typed)\"}")
                let candidates = exchange.json["candidates"]?.elements ?? []
                let isStaff = ![.stranger, .owner].contains(asker)
                #expect(candidates.map { $0["serial"]?.text } == (isStaff ? [serial] : []), "\(asker)")
                #expect((exchange.json["candidates"] == nil) == !isStaff)
                guard let difference = candidates.first?["differences"]?.elements.first else { continue }
                #expect(difference["position"]?.integer == 8 && difference["serialPosition"]?.integer == 8)
                #expect(difference["typed"]?.text == "Z" && difference["marked"]?.text == "2")
                #expect(candidates.first?["slip"]?.text == "confusable")
            }
        }
    }

    @Test func unknownPlatesAreCountedAndTold() async throws {
        try await World.stocked { world in
            for _ in 0..<3 {
                try await world.ask(
                    "POST", "/api/v1/lookup", as: .stranger, json: #"{"text":"M/N WDX-100/4 S/N =QQ-4711"}"#)
            }
            let path = "/api/v1/manufacturers/acme/unknown-plates"
            let answer = try await world.ask("GET", path)
            #expect(answer.json["month"]?.text == "2026-06")
            let item = try #require(answer.json["items"]?.elements.first)
            #expect(item["lookups"]?.integer == 3 && item["reason"]?.text == "malformed")
            #expect(item["model"]?["number"]?.text == "WDX-100/4")
            let shape = try #require(item["shape"]?.text)
            #expect(shape == "#AA-9999" || shape == "AA-9999")
            let csv = try await world.send("GET", path, headers: ["Accept": "text/csv"])
            #expect(csv.text.hasPrefix("month,model,reason,shape,lookups\r\n2026-06,WDX-100/4,malformed,"))
            #expect(try await world.ask("GET", path + "?month=2020-01").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", path + "?month=x").status == 422)
            try await world.ask("GET", "/api/v1/unknown-plates")
        }
    }
}
