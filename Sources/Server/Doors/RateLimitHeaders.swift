import HTTPTypes
import Nameplate
import Registry

/// What an asker may still look up, as draft-ietf-httpapi-ratelimit-headers-10 writes it.
enum RateLimitHeaders {
    static let names = ["RateLimit-Policy", "RateLimit"]
    private static let policy = "\"lookups\""

    static func add(_ budget: BudgetState, to headers: inout HTTPFields) {
        let seconds = LookupBudget.window / 1_000_000
        headers[HeaderNames.rateLimitPolicy] = "\(policy);q=\(budget.points);w=\(seconds)"
        headers[HeaderNames.rateLimit] = "\(policy);r=\(budget.remaining);t=\(budget.secondsLeft)"
    }
}
