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
                    var issued = IssuedSerials(questions: 100)
                    let found = try issued.among(serials, of: [format.id], reader)
                    let expected = sequences.filter { $0 < 3_000 && $0 % 20 < 10 }
                    #expect(found.map(\.serial.sequence).sorted() == expected.sorted())
                    #expect(issued.isComplete)
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
                var issued = IssuedSerials(questions: 10)
                let found = try issued.among(serials, of: [format.id], reader)
                #expect(Set(found.map(\.serial.text)) == ["AA0001", "BB0002", "CC0003"])
                #expect(issued.questions == 6 && issued.isComplete)
                issued = IssuedSerials(questions: 3)
                _ = try issued.among(serials, of: [format.id], reader)
                #expect(!issued.isComplete)
            }
        }
    }

    @Test(arguments: Engine.available, [3, 1_200])
    func modelsThatNumberAlikeAreAskedTogether(_ engine: Engine, _ batches: Int) async throws {
        try await engine.withRegistry { registry in
            // One model with many batches, and two more in whose spaces the same numbers were issued.
            let formats = try await registry.write { desk in
                let maker = try desk.manufacturer()
                return try (0..<3).map { index in
                    let model = try desk.model("M-\(index)", of: maker)
                    let format = try desk.format("A{seq:6}", of: model)
                    for batch in 0..<(index == 0 ? batches : 1) {
                        _ = try desk.issue(10, of: model, from: Int64(batch * 20 + index))
                    }
                    return format
                }
            }
            try await registry.read { reader in
                let pattern = try #require(formats.first).format
                let serials = try [Int64(0), 1, 2, 9, 10, 11, 12, 19, Int64(batches * 20 - 15)].map {
                    try pattern.decode(try pattern.writer(for: .init()).text(of: $0))
                }
                for chosen in [formats, Array(formats.dropFirst())] {
                    var issued = IssuedSerials(questions: 100)
                    let found = try issued.among(serials, of: Set(chosen.map(\.id)), reader)
                    let expected = serials.flatMap { serial in
                        chosen.filter { format in
                            let first = Int64(formats.firstIndex(of: format) ?? 0)
                            let isLast = first == 0 && serial.sequence > 19
                            return isLast || (first..<(first + 10)).contains(serial.sequence)
                        }.map { "\(serial.text) \($0.id)" }
                    }
                    #expect(Set(found.map { "\($0.serial.text) \($0.format)" }) == Set(expected))
                    #expect(found.count == expected.count && issued.isComplete)
                }
            }
        }
    }
}
