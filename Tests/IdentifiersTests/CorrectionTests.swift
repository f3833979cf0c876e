import Identifiers
import TestSupport
import Testing

@Suite("Likely misreadings")
struct CorrectionTests {
    /// The complete lists of the vectors: one look-alike, one swap.
    private func run(_ scheme: String, _ corrections: (String) -> [Correction]) throws {
        for line in try Vectors.lines("ids-corrections", scheme) {
            let found: [Correction] = corrections(line.input)
            #expect(found.contains { $0.text == line.expect["original"] }, "\(line) \(found)")
            let substituted: Set<String> = Set(
                found.filter { $0.kind == .forced || $0.kind == .lookAlike }.map(\.text))
            let wanted = Set(line.lists["confusable_candidates"] ?? [])
            #expect(substituted.isSuperset(of: wanted), "\(line) \(found)")
            // The vectors know fewer characters that look alike, and each put right alone.
            let others: [Correction] = found.filter { $0.positions.count == 1 && !wanted.contains($0.text) }
            #expect(others.allSatisfy { Self.isBeyondVectors(line.input, $0.text) }, "\(line) \(others)")
            let swapped = Set(found.filter { $0.kind == .swap }.map(\.text))
            #expect(
                swapped == Set(line.lists["transposition_candidates"] ?? []).subtracting(wanted), "\(line) \(found)")
            #expect(found.map(\.kind) == found.map(\.kind).sorted(), "\(line)")
        }
    }

    private static func isBeyondVectors(_ typed: String, _ meant: String) -> Bool {
        zip(typed, meant).contains { ["UV", "DO", "DQ"].contains(String([$0, $1].sorted())) }
    }

    @Test("VIN") func vehicles() throws { try run("correct-vin") { VIN.corrections(of: $0, profile: .us) } }
    @Test("IMEI") func mobileDevices() throws { try run("correct-imei") { IMEI.corrections(of: $0) } }
    @Test("Containers") func containers() throws { try run("correct-iso6346") { ContainerNumber.corrections(of: $0) } }

    @Test("The fold that ranks")
    func fold() throws {
        for line in try Vectors.lines("ids-corrections", "fold-bikeindex") {
            #expect(RankingFold.fold(line.input) == line.expect["folded"])
        }
        #expect(RankingFold.fold("00abc-00") == "A8C 00")
        #expect(RankingFold.fold("") == "")
    }

    @Test("Several characters that a VIN does not have are corrected at once")
    func forced() {
        let found: [Correction] = VIN.corrections(of: "IM8GDM9AXKPO42788", profile: .us)
        #expect(found.first?.text == "1M8GDM9AXKP042788")
        #expect(found.first?.kind == .forced)
        #expect(found.first?.positions == [0, 11])
    }

    @Test("What obeys the scheme is not corrected, and what is far from it neither")
    func others() {
        #expect(VIN.corrections(of: "1M8GDM9AXKP042788", profile: .us).isEmpty)
        #expect(VIN.corrections(of: "hello", profile: .us).isEmpty)
        #expect(IMEI.corrections(of: String(repeating: "0", count: 100_000)).isEmpty)
        #expect(HIBC.corrections(of: "").isEmpty)
    }

    @Test("Every correction obeys the scheme, whatever was typed")
    func random() throws {
        var random = SplitMix64(seed: 44)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPRSTUVWXYZOIQ-".unicodeScalars)
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...20, using: &random) { text.append(alphabet.randomElement(using: &random)!) }
            for found in VIN.corrections(of: String(text), profile: .us) {
                #expect(try VIN(parsing: found.text, profile: .us).text == found.text)
            }
            for found in IMEI.corrections(of: String(text)) {
                #expect(try IMEI(parsing: found.text).text == found.text)
            }
        }
    }
}
