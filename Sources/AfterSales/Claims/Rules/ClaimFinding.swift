/// What a rule found in a claim. Rules advise; a person decides.
package struct ClaimFinding: Hashable, Sendable, Codable {
    package enum Severity: String, CaseIterable, Sendable, Codable {
        /// Speaks against paying.
        case against
        /// Somebody should look at it.
        case doubt
        /// Good to know.
        case note
    }

    /// Each thing that a rule may find, by a code that programs and pages know it by.
    package enum Code: String, CaseIterable, Sendable, Codable {
        case coverOut = "cover.out"
        case coverUnknown = "cover.unknown"
        /// The cover is for other things than the claim asks for.
        case coverKind = "cover.kind"
        /// A unit of a dealer's stock was sold.
        case stockSold = "stock.sold"
        case partNotFitted = "part.notFitted"
        case partElsewhere = "part.elsewhere"
        case partOwnCover = "part.ownCover"
        case claimRepeated = "claim.repeated"
        case labourOverStandard = "labour.overStandard"
        case labourUnknown = "labour.unknown"
        case unitStolen = "unit.stolen"
        /// Somebody says so, and nothing is confirmed.
        case unitReported = "unit.reported"
        case unitEnded = "unit.ended"
        case meterImplausible = "meter.implausible"
        case dateFuture = "date.future"
        case dateOrder = "date.order"
        case dateBeforeSale = "date.beforeSale"
        case dateBeforeRegistration = "date.beforeRegistration"
        case dateBeforeMade = "date.beforeMade"

        /// Whether it tells a claimant nothing but what they have said themselves, may know anyway, or can mend.
        var isForClaimants: Bool {
            switch self {
            case .coverOut, .coverUnknown, .coverKind, .labourOverStandard, .labourUnknown, .dateFuture, .dateOrder:
                true
            case .stockSold, .partNotFitted, .partElsewhere, .partOwnCover, .claimRepeated, .unitStolen, .unitReported,
                .unitEnded, .meterImplausible, .dateBeforeSale, .dateBeforeRegistration, .dateBeforeMade:
                false
            }
        }
    }

    package var code: Code
    package var severity: Severity
    /// What was found, for sentences: days, numbers, serial numbers.
    package var facts: [String: String]

    package init(_ code: Code, _ severity: Severity, _ facts: [String: String] = [:]) {
        self.code = code
        self.severity = severity
        self.facts = facts
    }

    /// As whoever has filed the claim may read it; nil where it tells what is none of their business.
    package var forClaimants: ClaimFinding? {
        guard code.isForClaimants else { return nil }
        var told = self
        // From which sale a cover counts, and until which day, is the owner's affair.
        told.facts["why"] = nil
        return told
    }

    /// For people.
    package var sentence: String {
        func fact(_ name: String) -> String { facts[name] ?? "" }
        let why = facts["why"].map { " \($0)" } ?? ""
        return switch code {
        case .coverOut: "The unit was not in cover on \(fact("day")).\(why)"
        case .coverUnknown: "Whether the unit was in cover on \(fact("day")) is not known.\(why)"
        case .coverKind: "The cover on \(fact("day")) is not for \(fact("kind"))."
        case .stockSold: "The unit was sold on \(fact("day")): it was not in stock any more."
        case .partNotFitted: "\(fact("part")) \(fact("serial")) was never fitted to this unit, as far as is known."
        case .partElsewhere: "\(fact("part")) \(fact("serial")) is fitted to \(fact("other"))."
        case .partOwnCover: "\(fact("part")) \(fact("serial")) was itself in cover on \(fact("day"))."
        case .claimRepeated: "The same fault was claimed on \(fact("day")): \(fact("other"))."
        case .labourOverStandard:
            "\(fact("code")) takes \(fact("standard")) minutes by the standard; \(fact("minutes")) are claimed."
        case .labourUnknown: "There is no standard time for \(fact("code"))."
        case .unitStolen: "The unit was reported stolen on \(fact("day"))."
        case .unitReported: "Reported stolen or lost on \(fact("day")), not confirmed: \(fact("report"))."
        case .unitEnded: "The unit was destroyed or taken out of use on \(fact("day"))."
        case .meterImplausible:
            "The meter showed \(fact("reading")); on \(fact("day")) it showed \(fact("other"))."
        case .dateFuture: "\(fact("day")) lies in the future."
        case .dateOrder: "The repair, on \(fact("day")), came before the failure."
        case .dateBeforeSale: "That was before the unit was sold, on \(fact("day"))."
        case .dateBeforeRegistration: "That was before the unit was registered, on \(fact("day"))."
        case .dateBeforeMade: "That was before the unit was made, on \(fact("day"))."
        }
    }
}
