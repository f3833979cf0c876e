package import Registry
import Storage

extension NameplateRegistry {
    /// Counts a try before it is made; see ``SignInFailures``.
    /// - Parameter sentence: says in how many minutes to try again.
    /// - Throws: `code`, with when to try again.
    func countTries(
        _ subjects: [SignInFailures.Subject], else code: RegistryError.Code, _ sentence: (_ minutes: Int64) -> String
    ) async throws {
        guard !subjects.isEmpty else { return }
        let now = moment
        let until = try await database.write { try SignInFailures.count(subjects, $0) }
        guard let until else { return }
        let seconds = max(1, (until - now) / 1_000_000)
        var error = RegistryError(code, sentence((seconds + 59) / 60))
        error.retryAfter = Int(seconds)
        throw error
    }
}
