import IdentifierTables
import Identifiers
import TestSupport

/// Random messages, and what accidents make of their texts, from a seed.
struct RandomMessage {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    private static let set82 = Array(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")

    /// Characters of set 82.
    mutating func text(_ length: ClosedRange<Int>) -> String {
        let count = Int.random(in: length, using: &generator)
        return String((0..<count).map { _ in Self.set82[number(below: Self.set82.count)] })
    }

    private mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(String(number(below: 10))) })
    }

    /// Data for an entry: random where no linter asks for more.
    private mutating func data(_ entry: DictionaryEntry) -> String {
        var result = ""
        for component in entry.components {
            let longest: Int = component.longest
            let length: Int =
                component.shortest == longest
                ? longest : Int.random(in: component.shortest...longest, using: &generator)
            if component.linters.first == .csum {
                let payload: String = digits(length - 1)
                result += payload + (CheckCharacter.gs1.compute(over: payload.utf8) ?? "")
            } else if !component.linters.isEmpty {
                result += EntryExamples.passing(component)
            } else {
                switch component.characterSet {
                case .numeric: result += digits(length)
                case .set82: result += text(length...length)
                case .set39, .set64: result += String(repeating: "A", count: length)
                }
            }
        }
        return result
    }

    /// A bracketed message of random elements, each identifier once.
    mutating func bracketed(_ count: Int) -> String {
        var seen = Set<ApplicationIdentifier>()
        var result = ""
        for _ in 0..<count {
            let entries: [DictionaryEntry] = GS1SyntaxDictionary.builtIn.entries
            let entry: DictionaryEntry = entries[number(below: entries.count)]
            guard seen.insert(entry.identifier).inserted else { continue }
            result +=
                "\(entry.identifier)"
                + data(entry).split(separator: "(", omittingEmptySubsequences: false)
                .joined(separator: "\\(")
        }
        return result
    }

    /// A text with a few bytes changed, left out, doubled or put in.
    mutating func mutated(_ text: String) -> String {
        var bytes: [UInt8] = Array(text.utf8)
        for _ in 0...number(below: 4) where !bytes.isEmpty {
            let place: Int = number(below: bytes.count)
            switch number(below: 4) {
            case 0: bytes[place] = UInt8(number(below: 256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            default:
                bytes.insert(
                    [0x1D, 0x5E, 0x28, 0x29, 0x7C, 0x5C, 0x25, 0x2F, 0x00, 0xC3][number(below: 10)], at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
