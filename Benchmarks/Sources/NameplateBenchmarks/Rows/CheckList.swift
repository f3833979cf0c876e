import Foundation
import Identifiers
import Nameplate
import Registry
import Server

/// A list of 100,000 serial numbers, most of them known, some misread, some there twice, as the API answers it: streamed
/// in and out through the routes, a verdict a line. Beside it the same units read one by one, each in a call of its own.
enum CheckList {
    private static let entries = 100_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.scatteredRegistry(units: setting.rows)
        let serials = try await serials(in: sample, of: setting.rows)
        let list = serials.map(\.typed).joined(separator: "\n")
        let keys = serials.map(\.key)
        let caller = InProcessCaller(NameplateResponder(sample.registry))
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) { try await caller.judge(Array(list.utf8), of: entries, at: "/api/v1/lookup/list") },
                Way(1) { for key in keys { _ = try sample.registry.unit(key) } },
            ])
        let (whole, single) = (rounds.time(of: 0), rounds.time(of: 1))
        let ratio = rounds.ratio(of: 0, to: 1)
        return [
            Finding(
                "check a list of \(Figures.count(Double(entries))) serial numbers among "
                    + Figures.count(Double(setting.rows)),
                target: "< 3 s, streaming",
                measured: "\(Figures.time(whole.median)); the same units one by one \(Figures.time(single.median))",
                ratio: ratio, isMet: whole.median < 3)
        ]
    }

    /// Four of ten have a row, four are implied by a batch, one is misread, one is a repetition.
    private static func serials(
        in sample: SampleRegistry, of units: Int
    ) async throws -> [(typed: String, key: UnitKey)] {
        var random = RandomNumbers(seed: 12)
        var serials: [(typed: String, key: UnitKey)] = []
        var models: [String: ID<Model>] = [:]
        for index in 0..<ManyFormats.models {
            let answer = try await sample.registry.lookup("MF-\(index)", as: .administrator)
            guard case .model(let found) = answer.outcome else {
                throw UnequalWork("The model MF-\(index) is missing.")
            }
            models[found.model.number.text] = found.model.id
        }
        for index in 0..<entries {
            if index % 10 == 9 {
                serials.append(serials[index / 2])
                continue
            }
            var (text, model) = (sample.serials.text(of: Int.random(in: 0..<units, using: &random)), sample.model.id)
            if index % 2 == 1 {
                let implied = try ManyFormats.serial(using: &random)
                (text, model) = (implied.text, models[implied.model] ?? model)
            }
            let typed = index % 10 == 4 ? String(text.dropLast()) + "*" : text
            serials.append((typed, UnitKey(model, try SerialNumber(parsing: text))))
        }
        return serials
    }
}
