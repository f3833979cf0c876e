import Hummingbird

/// Headers that every answer carries, so that a browser does with it nothing but what it is for.
enum SecurityHeaders {
    /// Content-Security-Policy Level 3. Pages load their own style sheet, pictures and script, and nothing from elsewhere.
    private static let pages =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; "
        + "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    /// Whatever else is opened on its own does nothing.
    private static let documents =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    /// One year, and the hosts below this one too (RFC 6797; ASVS 5.0, 3.4.1).
    private static let onlyEncrypted = "max-age=31536000; includeSubDomains"

    /// - Parameter isSecure: Whether the request came over TLS. Otherwise a browser must not believe that it always will.
    static func add(to headers: inout HTTPFields, requestID: String, isSecure: Bool) {
        let isPage = headers[.contentType]?.hasPrefix("text/html") ?? false
        headers[.contentSecurityPolicy] = isPage ? pages : documents
        headers[.xContentTypeOptions] = "nosniff"
        headers[HeaderNames.referrerPolicy] = "same-origin"
        headers[HeaderNames.resourcePolicy] = "same-origin"
        headers[HeaderNames.requestID] = requestID
        if isPage {
            headers[HeaderNames.openerPolicy] = "same-origin"
            headers[HeaderNames.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        }
        if isSecure { headers[.strictTransportSecurity] = onlyEncrypted }
        // What one sees depends on who one is: no cache in between may keep it.
        if headers[.cacheControl] == nil { headers[.cacheControl] = "private, no-cache" }
        if headers[.vary] == nil { headers[.vary] = "Cookie, Accept" }
    }
}
