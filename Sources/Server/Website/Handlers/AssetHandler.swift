import Hummingbird

extension Site {
    /// A static file. Its address names its version, so that a browser asks once; without it, it asks each time.
    func asset(_ call: Call) async throws -> Response {
        guard let asset = website.asset(named: try call.segment("name")) else {
            throw RequestError(.pathUnknown, "There is no such file.")
        }
        let tag = "\"\(asset.digest)\""
        let isVersion = call.query["v"] == asset.digest
        var response: Response
        if call.headers[.ifNoneMatch] == tag {
            response = Response(status: .notModified)
        } else {
            response = .bytes(asset.bytes, asset.contentType)
        }
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = isVersion ? "public, max-age=31536000, immutable" : "public, no-cache"
        // The same for everybody: no cookie changes it.
        response.headers[.vary] = "Accept-Encoding"
        return response
    }
}
