import Identifiers
import Registry
import Safeguards
import Testing

/// What speaks for copies of a unit, and what does not.
@Suite struct CopyEvidenceTests {
    static let hour: Int64 = 3_600_000_000
    static let day = 24 * hour
    static let now = 20_000 * day

    static func scan(
        _ at: Int64, by asker: Int, in region: String? = nil, code: CodeCheck = .none, isTrusted: Bool = false
    ) throws -> UnitScan {
        UnitScan(
            id: at + Int64(asker), UnitKey(ID(1), try SerialNumber(parsing: "A1")), of: ID(1), at: at, region: region,
            .web, asker: (0..<16).map { UInt8(truncatingIfNeeded: asker >> ($0 % 4 * 8)) }, isTrusted: isTrusted,
            code: code)
    }

    private static func life(_ change: (inout UnitLifeline) -> Void = { _ in }) -> UnitLifeline {
        var life = UnitLifeline()
        change(&life)
        return life
    }

    private static func kinds(
        _ scans: [UnitScan], _ life: UnitLifeline = life(), _ rules: VerificationRules = VerificationRules()
    ) -> [CopySignal.Kind] {
        CopyEvidence(scans, life, by: rules).signals.map(\.kind)
    }

    @Test func manyAskersWithinTheWindowAreASignAndFewerAreNot() throws {
        let fifteen = try (0..<15).map { try Self.scan(Self.now + Int64($0) * Self.day, by: $0) }
        #expect(Self.kinds(fifteen) == [.tooManyAskers])
        #expect(Self.kinds(Array(fifteen.dropLast())) == [])
        let slow = try (0..<15).map { try Self.scan(Self.now + Int64($0) * 8 * Self.day, by: $0) }
        #expect(Self.kinds(slow) == [])
        let same = try (0..<50).map { try Self.scan(Self.now + Int64($0) * Self.hour, by: 7) }
        #expect(Self.kinds(same) == [])
        let staff = try (0..<50).map { try Self.scan(Self.now + Int64($0) * Self.hour, by: $0, isTrusted: true) }
        #expect(Self.kinds(staff) == [])
    }

    @Test func travelNeedsTwoCountriesTwoAskersAndTooLittleTime() throws {
        func pair(_ hours: Int64, _ first: String?, _ second: String?, by askers: (Int, Int) = (1, 2)) throws
            -> [CopySignal.Kind]
        {
            Self.kinds([
                try Self.scan(Self.now, by: askers.0, in: first),
                try Self.scan(Self.now + hours * Self.hour, by: askers.1, in: second),
            ])
        }
        #expect(try pair(2, "NO", "JP") == [.impossibleTravel])
        #expect(try pair(3, "NO", "JP") == [])
        #expect(try pair(1, "NO", "NO") == [])
        #expect(try pair(1, "NO", nil) == [])
        #expect(try pair(1, "NO", "JP", by: (1, 1)) == [])
    }

    @Test func whatTheLedgerSaysIsHeldAgainstScans() throws {
        let scans = [try Self.scan(Self.now, by: 1)]
        #expect(Self.kinds(scans, Self.life { $0.shippedAt = Self.now + 1 }) == [.beforeShipment])
        #expect(Self.kinds(scans, Self.life { $0.shippedAt = Self.now }) == [])
        #expect(
            Self.kinds(scans, Self.life { ($0.isInStock, $0.lastTime) = (true, Self.now - 1) }) == [.beforeShipment])
        #expect(Self.kinds(scans, Self.life { ($0.isInStock, $0.lastTime) = (true, Self.now) }) == [])
        #expect(Self.kinds(scans, Self.life { $0.endedAt = Self.now - 1 }) == [.afterEnd])
        #expect(Self.kinds(scans, Self.life { $0.endedAt = Self.now }) == [])
    }

    @Test func askersElsewhereAreASignWhereAMarketIsKnown() throws {
        let scans = [
            try Self.scan(Self.now, by: 1, in: "DE"), try Self.scan(Self.now + Self.day, by: 2, in: "DE"),
        ]
        #expect(Self.kinds(scans, Self.life { $0.market = "NO" }) == [.otherMarket])
        #expect(Self.kinds(scans, Self.life { $0.market = "DE" }) == [])
        #expect(Self.kinds(scans) == [])
        #expect(Self.kinds([scans[0]], Self.life { $0.market = "NO" }) == [])
    }

    @Test func aFirstQuestionLongAfterTheSaleIsASignOnlyElsewhere() throws {
        let sold = Self.now - 400 * Self.day
        func kinds(_ region: String?, since first: Int64? = nil) throws -> [CopySignal.Kind] {
            CopyEvidence(
                [try Self.scan(Self.now, by: 1, in: region)], Self.life { ($0.soldAt, $0.market) = (sold, "NO") },
                by: VerificationRules(), firstAt: first
            ).signals.map(\.kind)
        }
        #expect(try kinds("DE") == [.lateElsewhere])
        #expect(try kinds("NO") == [] && kinds(nil) == [])
        #expect(try kinds("DE", since: sold) == [], "somebody had asked before")
    }

    @Test func anOwnerCodeThatSeveralHaveIsASign() throws {
        let one = try Self.scan(Self.now, by: 1, code: .owner)
        #expect(Self.kinds([one, try Self.scan(Self.now + Self.day, by: 2, code: .owner)]) == [.ownerCodeShared])
        #expect(Self.kinds([one, try Self.scan(Self.now + Self.day, by: 2, code: .label)]) == [])
    }

    /// Two signs on the same ground are one.
    @Test func twoIndependentGroundsAreNeeded() {
        func suffice(_ kinds: CopySignal.Kind...) -> Bool { CopySignal.suffice(kinds.map { CopySignal($0, [:]) }) }
        #expect(!suffice() && !suffice(.tooManyAskers))
        #expect(!suffice(.otherMarket, .lateElsewhere) && !suffice(.beforeShipment, .afterEnd))
        #expect(suffice(.tooManyAskers, .otherMarket) && suffice(.afterEnd, .lateElsewhere))
    }

    @Test func thresholdsAreTheModels() throws {
        var rules = VerificationRules()
        (rules.askers, rules.travelHours) = (2, 24)
        let scans = [
            try Self.scan(Self.now, by: 1, in: "NO"), try Self.scan(Self.now + 20 * Self.hour, by: 2, in: "SE"),
        ]
        #expect(Self.kinds(scans, Self.life(), rules) == [.tooManyAskers, .impossibleTravel])
        for (name, range) in VerificationRules.ranges {
            for value in [range.lowerBound - 1, range.upperBound + 1] {
                var wrong = VerificationRules()
                wrong[name] = value
                #expect(throws: RegistryError.self) { try wrong.check() }
            }
        }
        #expect(throws: Never.self) { try VerificationRules().check() }
    }
}
