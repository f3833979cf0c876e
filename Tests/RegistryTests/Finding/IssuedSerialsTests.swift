import Identifiers
import Registry
import TestSupport
import Testing

@Suite struct IssuedSerialsTests {
    @Test(arguments: Engine.available)
    func manyBatchesOfOneSpaceAreAskedAtOnceAndNoneIsMissed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            // 150 batches of ten with gaps of ten.
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:6}")
                for index in 0..<150 { _ = try desk.issue(10, of: model, from: Int64(index * 20)) }
                return model
            }
            try await registry.read { reader in
                let format = try #require(try SerialFormats.list(of: model.id, reader).first)
                var random = SplitMix64(seed: 3)
                for _ in 0..<60 {
                    let sequences = (0..<20).map { _ in Int64.random(in: 0..<4_000, using: &random) }
                    let serials = try sequences.map {
                        try format.format.decode(try format.format.writer(for: .init()).text(of: $0))
                    }
                    var spaces = 1
                    let issued = try IssuedSerials.among(serials, of: format.id, spaces: &spaces, reader)
                    let expected = sequences.filter { $0 < 3_000 && $0 % 20 < 10 }
                    #expect(issued?.map(\.sequence).sorted() == expected.sorted())
                    #expect(spaces == 0)
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func eachSpaceIsOneQuestionAndTheyAreLimited(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "{plant:2}{seq:4}")
                for plant in ["AA", "BB", "CC"] {
                    _ = try desk.issue(5, of: model, number: plant, fields: SerialFormat.Fields(plant: plant))
                }
                return model
            }
            try await registry.read { reader in
                let format = try #require(try SerialFormats.list(of: model.id, reader).first)
                let serials = try ["AA0001", "AA0009", "BB0002", "CC0003", "DD0001"].map {
                    try format.format.decode($0)
                }
                var spaces = 10
                let issued = try IssuedSerials.among(serials, of: format.id, spaces: &spaces, reader)
                #expect(issued.map { Set($0.map(\.text)) } == ["AA0001", "BB0002", "CC0003"])
                #expect(spaces == 6)
                spaces = 3
                #expect(try IssuedSerials.among(serials, of: format.id, spaces: &spaces, reader) == nil)
            }
        }
    }
}
