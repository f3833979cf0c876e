import Identifiers
import Registry
import TestSupport
import Testing

@Suite struct KeyedCodeTests {
    /// The codes of the first serials of a batch.
    private func codes(_ count: Int64, _ engine: Engine = .sqlite) async throws -> [(serial: String, KeyedCodes)] {
        var result: [(String, KeyedCodes)] = []
        try await engine.withRegistry { registry in
            let batch = try await registry.write { desk in
                try desk.issue(count, of: try desk.model(of: try desk.manufacturer(), format: "A{seq:6}"))
            }
            result = try await registry.read { reader in
                let id = try #require(batch.codeKey)
                let key = try #require(try SecretKeys.find(id, reader))
                return try (1...count).map { sequence in
                    let unit = try TestDesk.unit(sequence, of: batch, reader)
                    return (unit.serial.text, KeyedCodes(unit, of: batch.manufacturer, by: try key.requireSecret()))
                }
            }
        }
        return result
    }

    @Test func codesAreLongEnoughAndHaveNoLookAlikes() async throws {
        let made = try await codes(2_000)
        #expect(Set(made.map(\.1.label)).count >= 1_999 && Set(made.map(\.1.owner)).count == 2_000)
        for (_, codes) in made {
            #expect(codes.label.utf8.count == KeyedCodes.labelLength)
            #expect(codes.owner.utf8.count == KeyedCodes.ownerLength && codes.owner.utf8.count >= 8)
            #expect((codes.label + codes.owner).utf8.allSatisfy(KeyedCodes.alphabet.contains))
        }
        // Each character of the alphabet is as frequent as any other: chi squared with 23 degrees of freedom, 0.1 %.
        var counts: [UInt8: Double] = [:]
        for (_, codes) in made { for byte in codes.owner.utf8 { counts[byte, default: 0] += 1 } }
        let expected = Double(2_000 * KeyedCodes.ownerLength) / 24
        let chiSquared = KeyedCodes.alphabet.reduce(0.0) { sum, byte in
            let difference = (counts[byte] ?? 0) - expected
            return sum + difference * difference / expected
        }
        #expect(chiSquared < 49.7)
    }

    @Test func aCodeIsRecognisedHoweverItIsTypedAndNoOtherIs() async throws {
        let made = try await codes(2)
        let (codes, other) = (made[0].1, made[1].1)
        for kind in KeyedCodes.Kind.allCases {
            let code = codes[kind]
            #expect(codes.matches(code, kind) && codes.matches(" " + code.lowercased() + " ", kind))
            #expect(codes.matches(code.prefix(3) + "-" + code.dropFirst(3), kind))
            let misread = code.map { ["0": "O", "1": "l", "2": "Z", "5": "S", "6": "G", "8": "B", "V": "U"][$0] ?? $0 }
            #expect(codes.matches(String(misread), kind))
            for wrong in ["", String(code.dropLast()), code + "0", other[kind], String(code.reversed()) + "!", "💥"] {
                #expect(!codes.matches(wrong, kind) || wrong == code)
            }
            #expect(!codes.matches(String(repeating: code, count: 100_000), kind))
        }
        #expect(!codes.matches(codes.label, .owner) && !codes.matches(codes.owner, .label))
    }

    @Test func theSameSecretMakesTheSameCodes() async throws {
        #expect(try await codes(3).map(\.1) == codes(3).map(\.1))
    }
}
