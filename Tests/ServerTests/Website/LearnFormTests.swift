import HTTPTypes
import Hummingbird
import Identifiers
import Nameplate
import Registry
import Testing

@testable import Server

/// The page on which a model gets the format it was numbered in before, as a browser without scripts uses it.
struct LearnFormTests {
    private static let path = "/manufacturers/acme/models/WDX-100%2F4/formats/learn"
    private static let pattern = "K{plant:2}{yy}{ww}{seq:4}{check:mod37-36}"

    /// Three weeks in two plants, of which some numbers are not on the list.
    private static func serials() throws -> [String] {
        let format = try SerialFormat(parsing: pattern)
        return try (0..<24).flatMap { week in
            let fields = SerialFormat.Fields(
                plant: ["DE", "TR"][week % 2], date: CivilDate(dayNumber: 19_800 + week * 21))
            let writer = try format.writer(for: fields)
            return try (1...12).filter { $0 % 5 != 3 }.map { try writer.text(of: Int64($0)) }
        }
    }

    private static func with(_ body: (World, FormBrowser) async throws -> Void) async throws {
        try await FormBrowser.with(path, body)
    }

    @Test func whatIsAdoptedIsFoundAndNeverIssuedAgain() async throws {
        try await Self.with { world, browser in
            let list = try Self.serials()
            let text = list.joined(separator: "\r\n")
            let shown = try await browser.send(.post, form: [("serials", text)])
            #expect(shown.status == 200)
            #expect(shown.text.contains("value=\"\(Self.pattern)\""), "\(shown.text.prefix(4_000))")
            let adopt = [
                ("serials", text), ("token", try await browser.token(in: shown.text)), ("adopt", Self.pattern),
            ]
            let adopted = try await browser.send(.post, form: adopt)
            #expect(adopted.status == 303, "\(adopted.text)")
            #expect(adopted.location?.hasSuffix("/issue?adopted=288") == true, "\(adopted.location ?? "")")
            // A double click adopts once.
            #expect(try await browser.send(.post, form: adopt).location == adopted.location)
            for serial in list {
                let page = "/manufacturers/acme/models/WDX-100%2F4/units/\(serial)"
                let unit = try await browser.send(.get, page)
                #expect(unit.status == 200, "\(serial)")
            }
            let issued = try await world.send(
                "POST", "/api/v1/manufacturers/acme/models/WDX-100%2F4/batches",
                json: "{\"count\":50,\"plant\":\"DE\",\"date\":\"2024-03-18\",\"pattern\":\"\(Self.pattern)\"}")
            #expect(issued.status == 201 && issued.text.contains("\"firstSequence\":13"), "\(issued.text)")
        }
    }

    @Test func nothingIsAdoptedUnasked() async throws {
        try await Self.with { _, browser in
            let text = try Self.serials().joined(separator: "\n")
            let token = try await browser.token()
            let aged = try await browser.send(.post, form: [("serials", text), ("adopt", Self.pattern)])
            #expect(aged.status == 409 && aged.text.contains("grown old"))
            let other = try await browser.send(
                .post, form: [("serials", text), ("token", token), ("adopt", "K{seq:9}")])
            #expect(other.status == 409 && other.text.contains("another format"))
            let short = try await browser.send(.post, form: [("serials", "A1\nA2"), ("adopt", "A{seq:1}")])
            #expect(short.status == 422 && short.text.contains("only 2 different serial numbers"))
            #expect(try await browser.send(as: "public").status == 403)
            let open = try await browser.send(
                .post, "/formats/learn", as: "public", form: [("serials", text)])
            #expect(open.status == 200 && !open.text.contains("name=\"adopt\""))
        }
    }
}
