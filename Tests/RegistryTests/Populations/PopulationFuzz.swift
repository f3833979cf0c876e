import Registry
import TestSupport
import Testing

/// Throws random and broken texts and forms at the language, and says what must be true of everything that comes back.
struct PopulationFuzz {
    private var source: RandomPopulation
    private let seed: UInt64

    private static let pieces = [
        "model", "version", "product", "line", "category", "serial", "vin", "produced", "plant", "production", "batch",
        "work", "order", "market", "age", "disposition", "mark", "and", "or", "not", "contains", "everything", "in",
        "like", "from", "to", "before", "after", "is", "known", "unknown", "(", ")", ",", "=", "!=", "<", "<=", ">",
        ">=", "!", "'", "\"", "''", "*", "?", "A", "2024", "2024-02-30", "2 years", "NO", "recalled", " ", "\n",
        "\u{0}", "\u{202E}", "\u{1F600}", "é", "\u{301}", "\u{FFFD}", "''''", "((((", "))))", "999999999999999999999",
    ]

    init(seed: UInt64) {
        self.seed = seed
        source = RandomPopulation(seed: seed)
    }

    /// One case of each kind.
    mutating func run() throws {
        let population = try source.next()
        try checkRoundTrip(population, "made")
        checkText(mutated(population.text))
        checkText(pieces())
        checkText(bytes())
        checkForm(mutated(population.form, depth: 0))
    }

    // MARK: What must be true

    private func checkText(_ text: String) {
        do throws(RegistryError) {
            try checkRoundTrip(try Population(parsing: text), text)
        } catch {
            let length = text.unicodeScalars.count
            #expect(error.code.rawValue.hasPrefix("population."), "seed \(seed): \(text.debugDescription)")
            #expect(
                error.position.map { (0...length).contains($0) } ?? (error.code == .populationTooLarge),
                "seed \(seed): \(text.debugDescription)")
            #expect(error.sentence.unicodeScalars.count < 1_000, "seed \(seed): \(text.debugDescription)")
        }
    }

    private func checkForm(_ form: PopulationForm) {
        do throws(RegistryError) {
            try checkRoundTrip(try Population(form), "\(form)")
        } catch {
            #expect(error.code.rawValue.hasPrefix("population."), "seed \(seed): \(form)")
            #expect(error.field?.hasPrefix("population") ?? false, "seed \(seed): \(form)")
        }
    }

    /// A population is the same through its text and through its form, and its text has but one way to be written.
    private func checkRoundTrip(_ population: Population, _ from: String) throws(RegistryError) {
        let text = population.text
        let comment: Comment = "seed \(seed): \(text) from \(from.debugDescription)"
        let again = try Population(parsing: text)
        #expect(again == population, comment)
        #expect(again.text.utf8.elementsEqual(text.utf8), comment)
        #expect(try Population(population.form) == population, comment)
        #expect(!population.reading.isEmpty, comment)
    }

    // MARK: What is thrown at it

    private mutating func mutated(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<(1 + source.below(4)) {
            let place = source.below(scalars.count + 1)
            let end = min(scalars.count, place + source.below(6))
            switch source.below(4) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.insert(contentsOf: scalars[place..<end], at: source.below(scalars.count + 1))
            case 2: scalars.replaceSubrange(place..<end, with: source.pick(Self.pieces).unicodeScalars)
            default: scalars.insert(contentsOf: source.pick(Self.pieces).unicodeScalars, at: place)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func pieces() -> String {
        (0..<source.below(30)).map { _ in source.pick(Self.pieces) }.joined(separator: source.chance(2) ? " " : "")
    }

    private mutating func bytes() -> String {
        String(
            decoding: (0..<source.below(80)).map { _ in UInt8.random(in: 0...255, using: &source.random) },
            as: UTF8.self)
    }

    private mutating func mutated(_ form: PopulationForm, depth: Int) -> PopulationForm {
        if source.chance(12) {
            return source.pick([
                .other, .yes, .list([]), .object([]), .text(source.pick(Self.pieces)), .list([form, form]),
            ])
        }
        switch form {
        case .list(let values): return .list(values.map { mutated($0, depth: depth + 1) })
        case .object(let members):
            return .object(
                members.map { member in
                    let name = source.chance(20) ? source.pick(["all", "any", "not", "field", "x\u{7}"]) : member.name
                    return .init(name, mutated(member.value, depth: depth + 1))
                })
        case .text(let text): return .text(source.chance(6) ? mutated(text) : text)
        case .yes, .other: return form
        }
    }
}
