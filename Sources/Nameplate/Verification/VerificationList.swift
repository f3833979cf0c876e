package import Registry
package import Safeguards

/// What one entry of a list was told.
package struct ListedVerification: Sendable {
    package var line: Int
    /// What stands there, at most ``ListVerdict/longestText`` characters of it.
    package var text: String
    /// Nil where nobody looked.
    package var answer: VerificationAnswer?
    /// Why nobody looked, in a sentence.
    package var reason: String?
}

/// Asks for the verdicts on a list, entry by entry and in order; each is a question of its own.
package struct VerificationList: Sendable {
    private let registry: NameplateRegistry
    private let principal: Principal
    private let source: RequestSource
    /// The model of entries that name none.
    private let model: String?
    private let region: String?
    private var entries = 0
    /// How many got each verdict.
    package private(set) var counts: [Verdict: Int] = [:]
    package private(set) var notAsked = 0

    init(
        _ registry: NameplateRegistry, model: String?, region: String?, as principal: Principal,
        from source: RequestSource
    ) {
        self.registry = registry
        self.model = model
        self.region = region
        self.principal = principal
        self.source = source
    }

    /// The verdicts on the next entries.
    /// - Throws: `list.tooLong` after ``SerialListLimit/entries``; `value.invalid` for a region that is none.
    package mutating func judge(_ part: [SerialListEntry]) async throws -> [ListedVerification] {
        guard entries + part.count <= SerialListLimit.entries else {
            throw RegistryError(
                .listTooLong,
                "A list has at most \(SerialListLimit.entries) entries; ask for the rest as another list.",
                field: "list", position: SerialListLimit.entries)
        }
        entries += part.count
        var answers: [ListedVerification] = []
        for entry in part { answers.append(try await judge(entry)) }
        return answers
    }

    private mutating func judge(_ entry: SerialListEntry) async throws -> ListedVerification {
        var told = ListedVerification(line: entry.line, text: ListVerdict(entry, .empty).text)
        guard !entry.isTooLong, entry.text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            notAsked += 1
            told.reason = entry.isTooLong ? "The line is longer than any plate." : "Nothing stands there."
            return told
        }
        do {
            let answer = try await registry.verify(
                VerificationQuestion(entry.text, model: entry.model ?? model, region: region), as: principal,
                from: source)
            told.answer = answer
            counts[answer.verdict, default: 0] += 1
        } catch let refusal as RegistryError where [.budgetExhausted, .textTooLong].contains(refusal.code) {
            notAsked += 1
            told.reason = refusal.sentence
        }
        return told
    }
}

extension NameplateRegistry {
    /// Asks for the verdicts on a list.
    /// - Parameter model: The model of entries that name none.
    package func verificationList(
        model: String?, region: String?, as principal: Principal, from source: RequestSource
    ) -> VerificationList {
        VerificationList(self, model: model, region: region, as: principal, from: source)
    }
}
