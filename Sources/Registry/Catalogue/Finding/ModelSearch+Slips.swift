import Identifiers
import Storage

/// Words that were typed wrong.
extension ModelSearch {
    /// Questions that the search for one word may ask of the index.
    private static let mostSteps = 300
    private static let mostNearWords = 20
    /// A shorter word is near too many.
    private static let shortestNearWord = 4

    /// Takes words that are one slip away for those of the question too.
    mutating func takeNearWords() throws {
        for index in words.indices where words[index].folded.unicodeScalars.count >= Self.shortestNearWord {
            let near = try Self.near(words[index].folded, ModelNearSQL.first, ModelNearSQL.exists, reader)
            let makers = try Self.near(
                words[index].folded, ModelNearSQL.firstOfManufacturers, ModelNearSQL.existsOfManufacturers, reader)
            words[index].ranges += (near + makers).map { ModelSource.WordRange(word: $0) }
            words[index].manufacturers += try ModelSource.manufacturers(
                called: makers.map { ModelSource.WordRange(word: $0) }, limit: Self.mostManufacturers, reader)
        }
    }

    private static func near(
        _ word: String, _ first: Statement, _ exists: Statement, _ reader: any SQLReader
    ) throws -> [String] {
        var found: [String] = []
        var search = KeyNeighbours(of: word, limit: mostSteps)
        _ = try search.find { lowest in
            try reader.first(first, [.text(lowest)]) { $0.text(0) }
        } take: { word in
            guard found.count < mostNearWords, try reader.exists(exists, [.text(word)]) else { return }
            found.append(word)
        }
        return found
    }

    /// What was taken for the words of the question, by what was found.
    mutating func corrections(in models: [ModelFacts]) throws -> [ModelFinding.Correction] {
        guard let first = models.first else { return [] }
        let others = try ModelOtherWords.of([first.id.value], reader)
        let names = try maker(first.manufacturer)
        let own = ModelText.words(of: first, others: others[first.id.value] ?? ModelOtherWords.Known())
            .union(names.flatMap { ModelText.words(ofManufacturer: "", name: $0) })
        return words.compactMap { asked in
            guard let exact = asked.ranges.first, !own.contains(where: { exact.holds($0) }) else { return nil }
            let found = own.sorted().first { word in asked.ranges.contains { $0.holds(word) } }
            let texts =
                [first.name, first.line, first.brand, first.category, first.number].compactMap(\.self) + names
                + (others[first.id.value]?.texts ?? [])
            return found.map {
                ModelFinding.Correction(asked: asked.written, found: ModelText.written($0, in: texts) ?? $0)
            }
        }
    }
}

private enum ModelNearSQL {
    static let first = Statement(
        """
        SELECT word
          FROM model_words
         WHERE word >= $1
         ORDER BY word
         LIMIT 1
        """)
    static let exists = Statement("SELECT 1 FROM model_words WHERE word = $1 LIMIT 1")
    static let firstOfManufacturers = Statement(
        """
        SELECT word
          FROM manufacturer_words
         WHERE word >= $1
         ORDER BY word
         LIMIT 1
        """)
    static let existsOfManufacturers = Statement("SELECT 1 FROM manufacturer_words WHERE word = $1 LIMIT 1")
}
