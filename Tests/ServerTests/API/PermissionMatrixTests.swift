import HTTPTypes
import Registry
import Testing

@testable import Server

/// Who may call what. `+` goes through to the registry, `-` is refused with 403.
struct PermissionMatrixTests {
    private static let matrix = """
        route                                                                        str own sup tec mak adm
        GET  /api/v1/status                                                           +   +   +   +   +   +
        POST /api/v1/audit                                                            -   -   -   -   -   +
        GET  /api/v1/lookup                                                           +   +   +   +   +   +
        POST /api/v1/lookup                                                           +   +   +   +   +   +
        POST /api/v1/lookup/list                                                      +   +   +   +   +   +
        GET  /api/v1/manufacturers                                                    +   +   +   +   +   +
        POST /api/v1/manufacturers                                                    -   -   -   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}                                     +   +   +   +   +   +
        PUT  /api/v1/manufacturers/{manufacturer}                                     -   -   -   -   +   +
        GET  /api/v1/models                                                           +   +   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models                              +   +   +   +   +   +
        POST /api/v1/manufacturers/{manufacturer}/models                              -   -   -   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}                      +   +   +   +   +   +
        PUT  /api/v1/manufacturers/{manufacturer}/models/{model}                      -   -   -   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/formats              -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/formats              -   -   -   -   +   +
        POST /api/v1/formats/check                                                    +   +   +   +   +   +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/formats/adopt        -   -   -   -   +   +
        POST /api/v1/formats/learn                                                    +   +   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/batches              -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/batches              -   -   -   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}      -   -   +   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/serials - - + - + +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/codes - - - - + +
        GET  /api/v1/manufacturers/{manufacturer}/keys                                -   -   -   -   -   +
        POST /api/v1/manufacturers/{manufacturer}/keys                                -   -   -   -   -   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/units                -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/units                -   -   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}       +   +   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/plate.svg - - + - + +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components + + + + + +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components - - + + + +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components/remove - - + + + +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components/replace - - + + + +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/where +   +   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/uses - - + - + +
        POST /api/v1/events                                                           -   -   +   +   +   +
        GET  /api/v1/events/{id}                                                      -   -   +   +   +   +
        POST /api/v1/imports/{kind}                                                   -   -   -   -   +   +
        GET  /api/v1/imports                                                          -   -   -   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/unknown-plates                      -   -   +   -   +   +
        GET  /api/v1/unknown-plates                                                   -   -   -   -   -   +
        GET  /api/v1/reference-tables                                                 +   +   +   +   +   +
        GET  /api/v1/reference-tables/{kind}                                          +   +   +   +   +   +
        PUT  /api/v1/reference-tables/{kind}                                          -   -   -   -   -   +
        DELETE /api/v1/reference-tables/{kind}                                        -   -   -   -   -   +
        POST /api/v1/backup                                                           -   -   -   -   -   +
        POST /api/v1/populations/check                                                +   +   +   +   +   +
        GET  /api/v1/manufacturers/{manufacturer}/populations/count                   -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/populations/count                   -   -   +   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/populations/units                   -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/populations/units                   -   -   +   -   +   +
        GET  /api/v1/manufacturers/{manufacturer}/populations/holds                   -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/populations/holds                   -   -   +   -   +   +
        GET  /api/v1/parse                                                            +   +   +   +   +   +
        POST /api/v1/parse                                                            +   +   +   +   +   +
        POST /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/owner - - + - + +
        POST /api/v1/manufacturers/{manufacturer}/persons/export                      -   -   +   -   +   +
        POST /api/v1/manufacturers/{manufacturer}/persons/erase                       -   -   -   -   -   +
        GET  /api/v1/manufacturers/{manufacturer}/audit-trail                         -   -   -   -   +   +
        GET  /api/v1/audit-trail                                                      -   -   -   -   -   +
        GET  /api/v1/retention                                                        -   -   -   -   -   +
        PUT  /api/v1/retention/{rule}                                                 -   -   -   -   -   +
        POST /api/v1/retention/run                                                    -   -   -   -   -   +
        GET  /api/openapi.json                                                        +   +   +   +   +   +
        POST /eyes                                                                    +   +   +   +   +   +
        """

    @Test func everyRouteLetsThroughWhomTheTableNames() async throws {
        let rows = Self.matrix.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
        let routes = Routes.all(isDemo: true)
        #expect(Set(rows.map { "\($0[0]) \($0[1])" }) == Set(routes.map { "\($0.method.rawValue) \($0.path.text)" }))
        try await World.stocked { world in
            for row in rows {
                for (asker, mark) in zip(World.Asker.allCases, row.dropFirst(2)) {
                    let exchange = try await world.send(
                        row[0], Self.example(row[1]), as: asker, json: row[0] == "GET" ? nil : "{}")
                    let comment: Comment = "\(row[0]) \(row[1]) as \(asker): \(exchange.status) \(exchange.text)"
                    #expect((exchange.status == 403) == (mark == "-"), comment)
                    #expect(exchange.status < 500, comment)
                }
            }
        }
    }

    private static func example(_ path: String) -> String {
        path.replacing("{manufacturer}", with: "acme").replacing("{model}", with: "WDX-100%2F4")
            .replacing("{batch}", with: "B%2F1").replacing("{id}", with: "1").replacing("{serial}", with: "X1")
            .replacing("{rule}", with: "imports")
    }
}
