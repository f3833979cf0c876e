import Foundation
import Statistics

/// Units with ages, as a test draws them.
struct RandomUnits {
    var exits: [Double] = []
    var failed: [Bool] = []
    var entries: [Double] = []

    /// - Parameters:
    ///   - late: whether some came under observation late.
    ///   - shape: of the Weibull distribution of their lives, in whole days.
    init(_ count: Int, late: Bool, shape: Double = 1.4, scale: Double = 400, _ random: inout SeededGenerator) {
        while exits.count < count {
            let share = Double.random(in: 0..<1, using: &random)
            let life = (scale * pow(-log1p(-share), 1 / shape)).rounded(.up)
            let entry = late ? Double(Int.random(in: 0...150, using: &random)) : 0
            let end = entry + 1 + Double(Int.random(in: 0...700, using: &random))
            guard life > entry else { continue }
            exits.append(min(life, end))
            failed.append(life <= end)
            entries.append(entry)
        }
    }

    func table() throws -> LifeTable { try LifeTable(exits: exits, failed: failed, entries: entries) }

    /// How many are at risk at an age, by the definition.
    func atRisk(_ age: Double) -> Int { exits.indices.count(where: { entries[$0] < age && age <= exits[$0] }) }

    func failures(_ age: Double) -> Int { exits.indices.count(where: { failed[$0] && exits[$0] == age }) }

    var failureAges: [Double] { Set(exits.indices.filter { failed[$0] }.map { exits[$0] }).sorted() }

    /// The logarithm of the likelihood of a Weibull distribution, by the definition.
    func logLikelihood(shape: Double, scale: Double) -> Double {
        exits.indices.reduce(0) { sum, index in
            let (exit, entry) = (exits[index] / scale, entries[index] / scale)
            let density = failed[index] ? log(shape / scale) + (shape - 1) * log(exit) : 0
            return sum + density - pow(exit, shape) + pow(entry, shape)
        }
    }
}
