import Registry
import Testing

@Suite struct DeliveryStateTests {
    /// Every state with every step: where it leads, or '-' where it is refused.
    private static let table = """
        state     begin    succeed  fail     lapse    giveUp   drop     stop     replay   bounce
        waiting   sending  -        -        -        -        -        stopped  -        -
        sending   -        sent     waiting  waiting  dead     stopped  -        -        -
        sent      -        -        -        -        -        -        -        waiting  bounced
        dead      -        -        -        -        -        -        stopped  waiting  -
        stopped   -        -        -        -        -        -        -        waiting  -
        bounced   -        -        -        -        -        -        -        waiting  -
        """

    @Test func everyStepFromEveryStateLeadsWhereTheTableSays() throws {
        let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let steps = try #require(rows.first).dropFirst().map { DeliveryStep(rawValue: $0) }
        #expect(Set(steps) == Set(DeliveryStep.allCases))
        #expect(Set(rows.dropFirst().map { DeliveryState(rawValue: $0[0]) }) == Set(DeliveryState.allCases))
        for row in rows.dropFirst() {
            let state = try #require(DeliveryState(rawValue: row[0]))
            for (step, wanted) in zip(steps, row.dropFirst()) {
                let step = try #require(step)
                let reached = try? Delivery.workflow.state(after: step, from: state)
                #expect(reached?.rawValue ?? "-" == wanted, "\(state) \(step)")
            }
        }
    }

    @Test func pausesGrowAndEnd() {
        let pauses = (1...BackOff.attempts).map { BackOff.pause(after: Int64($0), chance: 0) }
        let seconds = pauses.dropLast().map { ($0 ?? 0) / 1_000_000 }
        #expect(seconds == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
        #expect(pauses.last == .some(nil))
        #expect(BackOff.pause(after: 0, chance: 0) == nil)
        for chance in [1, Int64.max, Int64.min, 999_999_937] {
            let pause = BackOff.pause(after: 2, chance: chance) ?? 0
            #expect((300_000_000..<360_000_000).contains(pause))
        }
    }

    @Test func theOtherSideMayAskForALongerPauseButNotForAnyLength() {
        #expect(BackOff.pause(after: 1, wish: 60, chance: 0) == 60_000_000)
        #expect(BackOff.pause(after: 2, wish: 60, chance: 0) == 300_000_000)
        #expect(BackOff.pause(after: 1, wish: .max, chance: 0) == 86_400_000_000)
        #expect(BackOff.pause(after: 1, wish: .min, chance: 0) == 5_000_000)
    }
}
