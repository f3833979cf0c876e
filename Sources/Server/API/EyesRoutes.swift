import Hummingbird
import Registry

extension Routes {
    /// The demo's switch: a form that chooses whose eyes to look with, and goes back to the page that it stood on.
    package static let eyes = Route(
        method: .post, path: "/eyes", permission: .look, summary: "Look at the demo with other eyes", request: .form,
        answer: .page("back to the page, with 303")
    ) { call in
        let form = try await Form.read(call)
        guard let eyes = form["eyes"].flatMap(Eyes.init(rawValue:)) else {
            throw RequestError(
                .jsonValue, "Choose one of \(Eyes.allCases.map(\.rawValue).joined(separator: ", ")).", field: "eyes")
        }
        return Response(
            status: .seeOther,
            headers: [
                .location: back(form["back"]),
                .setCookie: "\(Eyes.cookie)=\(eyes.rawValue); Path=/; HttpOnly; SameSite=Strict",
            ])
    }

    /// Only a path of this site: `//elsewhere` and `/\elsewhere` are addresses of others.
    private static func back(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 2_000,
            path.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return path
    }
}

/// A form of a page (`application/x-www-form-urlencoded`, WHATWG URL, section 5).
enum Form {
    /// The decoded fields by name; of a field given twice, the first.
    /// - Throws: `body.tooLarge`, `query.invalid`.
    static func read(_ call: Call) async throws -> [String: String] {
        let text = String(decoding: try await call.collectBody(), as: UTF8.self)
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw RequestError(.queryInvalid, "The form has a broken percent-encoding.") }
            if fields[name] == nil { fields[name] = value }
        }
        return fields
    }
}
