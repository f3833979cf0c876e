import Hummingbird

extension Site {
    private static let fields: [Route.Parameter] = [
        .init("eyes", .word(Eyes.allCases.map(\.rawValue)), "whose eyes"),
        .init("back", .text(most: Limits.target), "the page that one came from"),
    ]

    /// Remembers in a cookie with whose eyes one looks at the demo, and goes back to where one came from.
    func chooseEyes(_ call: Call) async throws -> Response {
        let bytes = try await Self.collect(call.body)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RequestError(.queryInvalid, "The form is not UTF-8.")
        }
        let form = try QueryText.parse(Substring(text), for: Self.fields)
        guard let eyes = form["eyes"].flatMap(Eyes.init(rawValue:)) else {
            throw RequestError(.queryInvalid, "Say whose eyes you choose.", field: "eyes")
        }
        // An address on another site would turn this into a door to anywhere.
        guard let back = Href(local: form["back"] ?? "/") else {
            throw RequestError(.queryInvalid, "The page to go back to is not a page of this site.", field: "back")
        }
        var response = redirect(to: back)
        response.headers[.setCookie] = "\(Eyes.cookie)=\(eyes.rawValue); Path=/; HttpOnly; SameSite=Lax"
        return response
    }

    /// - Throws: `body.tooLarge`.
    private static func collect(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            guard bytes.count + piece.readableBytes <= 2 * Limits.target else {
                throw RequestError(.bodyTooLarge, "This is more than the form holds.")
            }
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
