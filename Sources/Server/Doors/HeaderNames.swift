import HTTPTypes

/// Names of headers that HTTPTypes does not know.
enum HeaderNames {
    static let host = name("Host")
    static let requestID = name("X-Request-Id")
    static let referrerPolicy = name("Referrer-Policy")
    static let resourcePolicy = name("Cross-Origin-Resource-Policy")
    static let forwarded = name("Forwarded")
    static let forwardedFor = name("X-Forwarded-For")
    static let forwardedScheme = name("X-Forwarded-Proto")
    static let openerPolicy = name("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = name("Permissions-Policy")
    static let rateLimitPolicy = name("RateLimit-Policy")
    static let rateLimit = name("RateLimit")
    static let idempotencyKey = name("Idempotency-Key")
    static let idempotencyReplayed = name("Idempotency-Replayed")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("'\(text)' is a header name.") }
        return name
    }
}
