/// What a request's body must declare itself to be. Forms of other sites cannot declare JSON without asking first (CORS).
enum ContentType {
    static let octets = "application/octet-stream"
    /// Which of them a photo is, its first bytes say.
    static let photos = ["image/jpeg", "image/png", "image/webp"]

    /// - Throws: `body.mediaType`.
    static func check(_ header: String?, for body: Route.Body) throws(RequestError) {
        let known: [String]
        switch body {
        case .none: return
        case .json: known = ["application/json"]
        case .form: known = ["application/x-www-form-urlencoded"]
        case .upload: known = ["multipart/form-data"]
        case .rows(let types): known = types
        case .file: known = [octets]
        case .photo: known = photos
        }
        let given = header.map { $0.prefix { $0 != ";" && $0 != " " }.lowercased() }
        guard let given, known.contains(given) else {
            throw RequestError(
                .mediaType, "The body must be declared as \(known.joined(separator: " or ")) in Content-Type.",
                field: "Content-Type")
        }
    }
}
