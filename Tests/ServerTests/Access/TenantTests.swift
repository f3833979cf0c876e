import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Several manufacturers in one registry know nothing of each other but what everybody knows.
struct TenantTests {
    /// Every address that can be read, with every combination of what its path can name.
    private static func addresses(_ tenants: Tenants) -> [String] {
        routes.flatMap { route in
            route.path.parameters.reduce([route.path.text]) { paths, name in
                paths.flatMap { path in
                    (tenants.values[name] ?? ["zebra"]).map { path.replacing("{\(name)}", with: $0) }
                }
            }
        }
    }

    private static var routes: [Route] {
        let pages = (try? Site(formKey: [1]).routes(documenting: Routes.api)) ?? []
        return Routes.all(pages: pages).filter { $0.method == .get }
    }

    @Test func theStockIsThereForBeta() async throws {
        try await Tenants.with { tenants in
            var seen = ""
            for address in Self.addresses(tenants) + ["/api/v1/tokens?account=zebra-boss"] {
                seen += try await tenants.ask("GET", address, tenants.boss).text
            }
            for secret in tenants.secrets { #expect(seen.contains(secret), "\(secret)") }
        }
    }

    @Test(arguments: [nil] + Role.allCases.map(Optional.some))
    func noAddressTellsOfAnother(_ role: Role?) async throws {
        try await Tenants.with { tenants in
            let addresses = Self.addresses(tenants)
            #expect(addresses.count > 200)
            let fields = if let role { try await tenants.token(role) } else { HTTPFields() }
            for address in addresses {
                try await tenants.expectSilence("GET", address, fields, role?.rawValue ?? "stranger")
            }
            for path in ["/api/v1/manufacturers/beta/audit-trail", "/api/v1/manufacturers/acme/audit-trail"] {
                for type in ["text/csv", "application/x-ndjson"] {
                    var fields = fields
                    fields[.accept] = type
                    try await tenants.expectSilence("GET", path, fields, role?.rawValue ?? "stranger")
                }
            }
        }
    }

    /// Where an id is taken for what it is not, one number is answered otherwise than the next.
    private static func isReadAsNumber(_ word: String, _ parameter: String) -> Bool {
        word.allSatisfy(\.isNumber) && ["knownAt", "adopted", "text", "q"].contains(parameter)
    }

    /// What takes no free text refuses all texts alike.
    private static func words(_ words: [String], asked schema: Schema) -> [String] {
        switch schema {
        case .word, .boolean, .number, .text(_, .some): Array(words.prefix(1))
        case .integer: words.prefix(1) + words.filter { $0.allSatisfy(\.isNumber) }
        case .text, .decimal, .list, .object, .any, .anyObject: words
        }
    }

    /// Each parameter of each query with what Beta's things are called, and what resembles it.
    @Test(arguments: [nil, Role.administrator, .quality])
    func noQuestionTellsOfAnother(_ role: Role?) async throws {
        try await Tenants.with { tenants in
            let fields = if let role { try await tenants.token(role) } else { HTTPFields() }
            let words =
                [
                    "ZEBRA-1", "ZEBRA000007", "zebra", "zebra-boss", "M/N ZEBRA-1 S/N ZEBRA000007", "BX-1 ZEBRA000007",
                    "model = ZEBRA-1", "batch = ZEBRA-B2", "contains (model = ZEBRA-1)",
                    "(01)07351353000012(21)ZEBRA000007", "beta", "BX-1", tenants.serial, "BX-1 BX000009",
                ] + tenants.values["id", default: []]
            for route in Self.routes where !route.query.isEmpty {
                for manufacturer in ["acme", "beta"] {
                    let path = route.path.text.replacing("{manufacturer}", with: manufacturer)
                        .replacing("{model}", with: manufacturer == "beta" ? "BX-1" : "WDX-100%2F4")
                        .replacing("{serial}", with: tenants.serial).replacing("{batch}", with: "ZEBRA-B2")
                        .replacing("{name}", with: "site.css")
                    for parameter in route.query {
                        for word in Self.words(words, asked: parameter.schema)
                        where !Self.isReadAsNumber(word, parameter.name) {
                            try await tenants.expectSilence(
                                "GET", "\(path)?\(parameter.name)=\(PercentCoding.encode(word))", fields,
                                role?.rawValue ?? "stranger")
                        }
                    }
                    guard route.path.text.contains("{manufacturer}") else { break }
                }
            }
        }
    }

    /// What is asked or tried by a document: reading by POST, and changes that touch Beta's things.
    @Test(arguments: [nil] + Role.allCases.map(Optional.some))
    func noDocumentGetsAnythingOfAnother(_ role: Role?) async throws {
        try await Tenants.with { tenants in
            let fields = if let role { try await tenants.token(role) } else { HTTPFields() }
            let (who, beta, acme) = (
                role?.rawValue ?? "stranger", "/api/v1/manufacturers/beta", "/api/v1/manufacturers/acme"
            )
            let id = try #require(tenants.values["id"]?.first)
            let unit = #"{"model":"ZEBRA-1","serial":"ZEBRA000007"}"#
            let cases: [(String, String)] = [
                ("/api/v1/lookup", #"{"text":"M/N ZEBRA-1 S/N ZEBRA000007"}"#),
                ("/api/v1/lookup", #"{"text":"ZEBRA000007"}"#), ("/api/v1/lookup", #"{"text":"ZEBRA000070"}"#),
                ("/api/v1/lookup", #"{"text":"BX-1 BX000007"}"#), ("/api/v1/lookup", #"{"text":"BX-1 BX000077"}"#),
                ("/api/v1/parse", #"{"texts":["ZEBRA000007","(01)07351353000012(21)ZEBRA000007"]}"#),
                ("/api/v1/formats/check", #"{"pattern":"ZEBRA{seq:6}","manufacturer":"beta","model":"ZEBRA-1"}"#),
                ("/api/v1/formats/check", #"{"pattern":"BX{seq:6}","manufacturer":"beta","model":"BX-1"}"#),
                ("/api/v1/formats/learn", #"{"serials":["ZEBRA000007","ZEBRA000008","ZEBRA000009"]}"#),
                ("/api/v1/populations/check", #"{"population":"model = ZEBRA-1","manufacturer":"beta"}"#),
                ("\(beta)/populations/count", #"{"population":"model = ZEBRA-1"}"#),
                ("\(acme)/populations/count", #"{"population":"model = ZEBRA-1"}"#),
                ("\(acme)/populations/units", #"{"population":"batch = ZEBRA-B2"}"#),
                ("\(beta)/populations/holds", #"{"population":"everything","model":"BX-1","serial":"BX000007"}"#),
                ("\(beta)/persons/export", #"{"reference":"Zebra Person","reason":"a good one"}"#),
                ("\(acme)/persons/export", #"{"reference":"Zebra Person","reason":"a good one"}"#),
                ("\(acme)/persons/erase?dryRun=true", #"{"reference":"Zebra Person"}"#),
                ("\(beta)/models/BX-1/units/BX000007/owner", #"{"reason":"a good one"}"#),
                ("\(beta)/models/ZEBRA-1/units/ZEBRA000007/owner", #"{"reason":"a good one"}"#),
                ("\(beta)/models", #"{"number":"ZEBRA-1"}"#),
                ("\(beta)/models/ZEBRA-1/formats", #"{"pattern":"ZEBRA{seq:6}"}"#),
                ("\(beta)/models/BX-1/formats", #"{"pattern":"BX{seq:6}"}"#),
                ("\(beta)/models/BX-1/batches", #"{"batch":"ZEBRA-B2","count":1}"#),
                ("\(beta)/models/BX-1/batches", #"{"batch":"X","count":1,"firstSequence":5}"#),
                ("\(beta)/models/BX-1/units/BX000007/components", #"{"component":\#(unit)}"#),
                (
                    "\(beta)/models/BX-1/units/BX000009/components",
                    #"{"component":{"model":"BX-1","serial":"BX000008"}}"#
                ),
                ("/api/v1/events", #"{"manufacturer":"beta","model":"ZEBRA-1","serials":["ZEBRA000007"]}"#),
                (
                    "/api/v1/events",
                    #"{"manufacturer":"beta","model":"BX-1","serials":["BX000007"],"owner":"Zebra Person"}"#
                ),
                ("/api/v1/events", #"{"manufacturer":"acme","model":"ZEBRA-1","serials":["ZEBRA000007"]}"#),
                (
                    "/api/v1/events",
                    #"{"manufacturer":"acme","model":"WDX-100/4","serials":["x"],"corrects":"\#(id)","errorReason":"incorrect_data"}"#
                ),
                (
                    "\(beta)/thefts",
                    #"{"model":"ZEBRA-1","serial":"ZEBRA000007","kind":"lost","happenedOn":"2025-01-02"}"#
                ),
                ("/api/v1/accounts/zebra-boss/disable", "{}"), ("/api/v1/accounts/zebra-boss/invitation", "{}"),
                ("/api/v1/accounts/zebra-boss/sessions/end", "{}"),
                ("/api/v1/accounts/zebra-boss/second-factor/reset", "{}"),
                ("/api/v1/accounts/zebra-boss/grants", #"{"role":"service","manufacturer":"acme"}"#),
                ("/api/v1/accounts/zebra-boss/parties", #"{"manufacturer":"acme","party":"Sample Owner"}"#),
                ("/api/v1/tokens", #"{"name":"t","account":"zebra-boss","permissions":["record"]}"#),
            ]
            for (path, json) in cases {
                try await tenants.expectSilence("POST", path, fields, json: json, who)
            }
            let lists = "ZEBRA000007\nBX-1 BX000007\nBX-1 BX000077\nM/N ZEBRA-1 S/N ZEBRA000007\n"
            try await tenants.expectSilence(
                "POST", "/api/v1/lookup/list", fields, json: lists, type: "text/plain", who)
            for (kind, text) in Self.files {
                try await tenants.expectSilence(
                    "POST", "/api/v1/imports/\(kind)?dryRun=true", fields, json: text, type: "text/csv", who)
            }
            let token = try #require(tenants.values["token"]?.first)
            try await tenants.expectSilence("DELETE", "/api/v1/tokens/\(token)", fields, who)
        }
    }

    private static let files = [
        ("models", "manufacturer,number,name\nbeta,ZEBRA-1,x\nbeta,BX-1,x\n"),
        ("formats", "manufacturer,model,pattern\nbeta,ZEBRA-1,ZEBRA{seq:6}\nbeta,BX-1,BX{seq:6}\n"),
        ("batches", "manufacturer,model,batch,count\nbeta,BX-1,ZEBRA-B2,5\nbeta,ZEBRA-1,ZEBRA-B1,5\n"),
        (
            "units",
            "manufacturer,model,serial\nbeta,BX-1,BX000007\nbeta,ZEBRA-1,ZEBRA000007\nacme,ZEBRA-1,ZEBRA000007\n"
        ),
        (
            "components",
            "manufacturer,assembly_model,assembly_serial,model,serial\nbeta,BX-1,BX000007,BX-1,BX000008\n"
        ),
        (
            "events",
            "manufacturer,model,serial,event_time,business_step\nbeta,BX-1,BX000007,2026-05-01T00:00:00Z,inspecting\n"
        ),
    ]
}
