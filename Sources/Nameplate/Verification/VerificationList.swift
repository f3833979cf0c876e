import Identifiers
package import Registry
package import Safeguards
import Storage

/// What one entry of a list was told.
package struct ListedVerification: Sendable {
    package var line: Int
    /// What stands there, at most ``ListVerdict/longestText`` characters of it.
    package var text: String
    /// Nil where nobody looked.
    package var answer: VerificationAnswer?
    /// Why nobody looked, in a sentence.
    package var reason: String?

    init(_ entry: SerialListEntry, _ reason: String? = nil) {
        line = entry.line
        text = ListVerdict(entry, .empty).text
        self.reason = reason
    }
}

/// Asks for the verdicts on a list, in order and many entries on one snapshot; each is a question of its own.
package struct VerificationList: Sendable {
    private let list: ListReading
    private let source: RequestSource
    private let region: String?
    private var entries = 0
    /// How many got each verdict.
    package private(set) var counts: [Verdict: Int] = [:]
    package private(set) var notAsked = 0

    init(
        _ registry: NameplateRegistry, model: String?, region: String?, as principal: Principal,
        from source: RequestSource
    ) {
        list = ListReading(registry: registry, principal: principal, model: model)
        self.region = region
        self.source = source
    }

    /// The verdicts on the next entries.
    /// - Throws: `list.tooLong` after ``SerialListLimit/entries``; `value.invalid` for a region that is none.
    package mutating func judge(_ part: [SerialListEntry]) async throws -> [ListedVerification] {
        try VerificationQuestion("-", region: region).check()
        var answers: [ListedVerification] = []
        var rest = part[...]
        while !rest.isEmpty {
            let portion = try list.portion(of: &rest, after: entries)
            entries += portion.count
            answers += try await ask(portion)
        }
        return answers
    }

    private mutating func ask(_ portion: [SerialListEntry]) async throws -> [ListedVerification] {
        let (registry, region) = (list.registry, region)
        let asker = NameplateRegistry.asker(list.principal, source)
        let reading = try await registry.reading(asker, as: list.principal)
        let guessing = registry.guessing(by: list.principal)
        let told = try await list.read(portion, refused: Self.refused) { _ in
            { entry, model, search in
                try Self.ask(
                    entry, VerificationQuestion(entry.text, model: model, region: region), search, reading, guessing)
            }
        }
        try await registry.alarm()
        for entry in told {
            if let verdict = entry.answer?.verdict {
                counts[verdict, default: 0] += 1
            } else {
                notAsked += 1
            }
        }
        return told
    }

    @Sendable private static func refused(_ entry: SerialListEntry, _ reason: RegistryError?) -> ListedVerification {
        ListedVerification(entry, reason?.sentence)
    }

    private static func ask(
        _ entry: SerialListEntry, _ question: VerificationQuestion, _ search: LookupSearch,
        _ reading: VerificationReading, _ guessing: NameplateRegistry.Guessing?
    ) throws -> ListReading.Outcome<ListedVerification> {
        if entry.isTooLong {
            return ListReading.Outcome(value: ListedVerification(entry, "The line is longer than any plate."))
        }
        guard entry.text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return ListReading.Outcome(value: ListedVerification(entry, "Nothing stands there."))
        }
        do throws(RegistryError) {
            try guessing?.admit()
        } catch {
            return ListReading.Outcome(value: refused(entry, error))
        }
        var search = search
        let text = CleanText(entry.text, limit: SerialListLimit.line).text
        let found = try search.answer(listed: text, typed: entry.text, model: question.model)
        let told = try reading.answer(question, to: found, search)
        if let scan = told.scan { reading.registry.scans.append(scan) }
        var result = ListedVerification(entry)
        result.answer = told.answer
        // What was not looked for, because nothing was left to pay for it, is no guess.
        if let answer = told.answer, !search.vain.isStopped {
            reading.registry.count(found, of: entry.text)
            guessing?.count(answer)
        }
        return ListReading.Outcome(
            value: result,
            cost: reading.registry.cost(of: found, vain: search.vain.count, as: reading.principal),
            isFound: found.isFound)
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
