import Foundation
import Registry
import TestSupport
import Testing

@Suite struct RecordNumberTests {
    private enum Claim: NumberedRecord { static let numberLetter: Character = "C" }
    private typealias ClaimNumber = RecordNumber<Claim>

    @Test(arguments: 0..<50 as Range<UInt64>)
    func aNumberIsReadAsItIsWrittenAndTyped(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let number = ClaimNumber(drawn: Int64.random(in: 0...(.max), using: &random))
        #expect(ClaimNumber(parsing: number.text) == number, "\(number.text)")
        #expect(number.text.count == 11 && number.text.hasPrefix("C-"))
        let typed = number.text.lowercased().replacing("-", with: "").replacing("0", with: "o").replacing(
            "1", with: "l")
        #expect(ClaimNumber(parsing: typed) == number, "\(typed)")
        #expect(number.id.value == number.value && (1..<(1 << 35)).contains(number.value))
    }

    /// Each wrong character that a reader does not take for the right one, and each pair that has changed places.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func slipsAreFound(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let number = ClaimNumber(drawn: Int64.random(in: 0...(.max), using: &random))
        let letters = Array(number.text.replacing("-", with: ""))
        for place in 1..<letters.count {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != letters[place] {
                if Set([other, letters[place]]) == ["0", "Z"] { continue }
                var wrong = letters
                wrong[place] = other
                #expect(ClaimNumber(parsing: String(wrong)) == nil, "\(number.text) \(String(wrong))")
            }
            guard place + 1 < letters.count, letters[place] != letters[place + 1] else { continue }
            if Set([letters[place], letters[place + 1]]) == ["0", "Z"] { continue }
            var wrong = letters
            wrong.swapAt(place, place + 1)
            let read = ClaimNumber(parsing: String(wrong))
            #expect(read == nil || place + 1 == letters.count - 1, "\(number.text) \(String(wrong))")
        }
    }

    /// What documents, help and notices show for a number can be typed.
    @Test func examplesAreNumbers() throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        var found = 0
        for folder in ["docs", "Sources/NameplateTool", "Sources/Registry/Outbox", "Sources/AfterSales/Claims"] {
            let files = FileManager.default.enumerator(
                at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard ["md", "swift"].contains(file.pathExtension) else { continue }
                let text = try String(contentsOf: file, encoding: .utf8)
                for start in text.ranges(of: " C-").map(\.lowerBound) + text.ranges(of: "`C-").map(\.lowerBound)
                    + text.ranges(of: "\"C-").map(\.lowerBound)
                {
                    let example = text[start...].dropFirst().prefix(11)
                    guard example.split(separator: "-").map(\.count) == [1, 4, 4] else { continue }
                    #expect(ClaimNumber(parsing: String(example)) != nil, "\(file.lastPathComponent): \(example)")
                    found += 1
                }
            }
        }
        #expect(found > 5)
    }

    @Test(arguments: [
        "", "C-", "C-0000-0000", "X-7K3M-9TQ4", "C-7K3M-9TQ", "C-7K3M-9TQ44", "C-7K3M-9TU4", "C-７K3M-9TQ4",
    ])
    func whatIsNoNumberIsNone(_ text: String) { #expect(ClaimNumber(parsing: text) == nil) }
}
