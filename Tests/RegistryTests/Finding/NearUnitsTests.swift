import Identifiers
import Registry
import TestSupport
import Testing

@Suite struct NearUnitsTests {
    @Test(arguments: Engine.available)
    func theUnitsFoundAreThoseThatComparingWithEveryUnitFinds(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var random = SplitMix64(seed: 11)
            let letters = Array("01AIOД-")
            let serials = Set(
                (0..<120).map { _ in "S" + String((0..<4).map { _ in letters.randomElement(using: &random) ?? "0" }) })
            let (one, other) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let models = (try desk.model("M-1", of: maker), try desk.model("M-2", of: maker))
                for (index, serial) in serials.sorted().enumerated() {
                    try desk.register(serial, of: index % 3 == 0 ? models.1 : models.0)
                }
                return models
            }
            let all = serials.sorted().enumerated().map { ($0.offset % 3 == 0 ? other.id : one.id, $0.element) }
            try await registry.read { reader in
                for typed in serials.sorted().prefix(60).map({ String($0.dropLast()) + "0" }) + ["S", "", "ДДДД"] {
                    for model in [nil, one.id, other.id] {
                        let (units, isComplete) = try NearUnits.find(FindKey.fold(typed), of: model, reader)
                        let expected = all.filter { unit in
                            (model == nil || unit.0 == model)
                                && Misreading(of: typed, from: unit.1).map { $0.places.count == 1 } ?? false
                        }
                        #expect(isComplete)
                        #expect(Set(units.map(\.serial.text)) == Set(expected.map(\.1)), "\(typed)")
                        #expect(units.count == expected.count, "\(typed): each once")
                    }
                }
            }
        }
    }
}
