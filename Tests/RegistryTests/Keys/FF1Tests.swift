import Crypto
import Foundation
import Registry
import TestSupport
import Testing

@testable import Identifiers

/// A case of the `ff1-*` vectors.
private struct FF1Case: Decodable, Sendable, CustomTestStringConvertible {
    var id: String
    var keyHex: String
    var tweakHex: String
    var radix: Int
    var plaintext: [Int]?
    var ciphertext: [Int]?
    var alphabet: String?
    var plaintextText: String?
    var ciphertextText: String?
    var length: Int?
    var sha256: String?
    var desc: String?

    var testDescription: String { desc.map { "\(id) \($0)" } ?? id }

    /// Nil where key, radix or tweak are refused.
    var cipher: FF1? {
        BlockCipher(aes: bytes(keyHex)).flatMap { FF1(cipher: $0, radix: radix, tweak: bytes(tweakHex)) }
    }

    func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    static func lines(_ name: String) -> [FF1Case] {
        do {
            return try VectorFiles.lines(name, as: FF1Case.self)
        } catch {
            Issue.record("\(name): \(error)")
            return []
        }
    }
}

@Suite struct FF1Tests {
    @Test(arguments: FF1Case.lines("ff1-published.jsonl") + FF1Case.lines("ff1-generated.jsonl"))
    private func vectorsAreMetInBothDirections(_ vector: FF1Case) throws {
        let ff1 = try #require(vector.cipher)
        let (plain, cipher) = (try #require(vector.plaintext), try #require(vector.ciphertext))
        #expect(ff1.encrypt(plain) == cipher)
        #expect(ff1.decrypt(cipher) == plain)
        if let alphabet = vector.alphabet.map(Array.init), let text = vector.plaintextText {
            #expect(String(plain.map { alphabet[$0] }) == text)
            #expect(String(cipher.map { alphabet[$0] }) == vector.ciphertextText)
        }
    }

    /// The fast way for numbers is the same function.
    @Test(arguments: FF1Case.lines("ff1-published.jsonl") + FF1Case.lines("ff1-generated.jsonl"))
    private func sequencePermutationsMeetTheVectorsThatFitThem(_ vector: FF1Case) throws {
        let (plain, cipher) = (try #require(vector.plaintext), try #require(vector.ciphertext))
        guard let number = value(of: plain, vector.radix), let scrambled = value(of: cipher, vector.radix) else {
            return
        }
        let permutation = SequencePermutation(
            cipher: try #require(BlockCipher(aes: vector.bytes(vector.keyHex))), radix: vector.radix,
            length: plain.count, tweak: vector.bytes(vector.tweakHex))
        #expect(permutation.encrypt(number) == scrambled)
        #expect(permutation.decrypt(scrambled) == number)
    }

    /// Nil beyond 63 bits.
    private func value(of numerals: [Int], _ radix: Int) -> UInt64? {
        var (value, room): (Int64, Int64) = (0, 1)
        for numeral in numerals {
            let (next, overflow) = room.multipliedReportingOverflow(by: Int64(radix))
            guard !overflow else { return nil }
            room = next
            value = value * Int64(radix) + Int64(numeral)
        }
        return UInt64(value)
    }

    @Test(arguments: FF1Case.lines("ff1-reject.jsonl"))
    private func whatTheStandardRefusesIsRefused(_ vector: FF1Case) throws {
        guard let ff1 = vector.cipher else { return }
        let plain = try #require(vector.plaintext)
        #expect(ff1.encrypt(plain) == nil)
        #expect(ff1.decrypt(plain) == nil)
    }

    /// Over a whole domain of a million numbers: no two are scrambled to the same.
    @Test(arguments: FF1Case.lines("ff1-permutation.jsonl").prefix(1))
    private func aWholeDomainIsPermuted(_ vector: FF1Case) throws {
        let length = try #require(vector.length)
        let permutation = SequencePermutation(
            cipher: try #require(BlockCipher(aes: vector.bytes(vector.keyHex))), radix: vector.radix, length: length,
            tweak: vector.bytes(vector.tweakHex))
        let domain = (0..<length).reduce(1) { result, _ in result * vector.radix }
        var numbers = (0..<domain).map { UInt64($0) }
        numbers.withUnsafeMutableBufferPointer { permutation.encrypt($0) }
        var hash = SHA256()
        for number in numbers { hash.update(data: Array("\(number)\n".utf8)) }
        let digest = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        #expect(digest == vector.sha256)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theFastWayIsTheSameFunction(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let key = (0..<[16, 24, 32][Int(seed % 3)]).map { _ in UInt8.random(in: 0...255, using: &random) }
        let tweak = (0..<Int.random(in: 0...70, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let radix = Int.random(in: 2...62, using: &random)
        var (lengths, room): ([Int], Int64) = ([], 1)
        for length in 1...63 {
            let (next, overflow) = room.multipliedReportingOverflow(by: Int64(radix))
            guard !overflow else { break }
            room = next
            if room >= FF1.smallestDomain { lengths.append(length) }
        }
        let length = try #require(lengths.randomElement(using: &random))
        let domain = UInt64((0..<length).reduce(Int64(1)) { result, _ in result * Int64(radix) })
        let cipher = try #require(BlockCipher(aes: key))
        let slow = try #require(FF1(cipher: cipher, radix: radix, tweak: tweak))
        let fast = SequencePermutation(cipher: cipher, radix: radix, length: length, tweak: tweak)
        let numbers = [0, domain - 1] + (0..<300).map { _ in UInt64.random(in: 0..<domain, using: &random) }
        var scrambled = numbers
        scrambled.withUnsafeMutableBufferPointer { fast.encrypt($0) }
        for (number, result) in zip(numbers, scrambled).prefix(12) {
            var digits = [Int](repeating: 0, count: length)
            var rest = number
            for place in digits.indices.reversed() {
                (digits[place], rest) = (Int(rest % UInt64(radix)), rest / UInt64(radix))
            }
            let expected = try #require(slow.encrypt(digits)).reduce(UInt64(0)) { $0 * UInt64(radix) + UInt64($1) }
            #expect(result == expected && fast.encrypt(number) == expected, "seed \(seed)")
        }
        for (number, result) in zip(numbers, scrambled) { #expect(fast.decrypt(result) == number, "seed \(seed)") }
    }

    @Test(arguments: [0, 1, 15, 17, 33])
    func aKeyOfAnotherLengthIsRefused(_ length: Int) {
        #expect(BlockCipher(aes: [UInt8](repeating: 1, count: length)) == nil)
    }
}
