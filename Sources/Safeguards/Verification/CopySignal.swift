/// Something that does not fit a single unit.
package struct CopySignal: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// More askers than one unit has.
        case tooManyAskers
        /// Asked for in two countries within a time in which nobody goes from one to the other.
        case impossibleTravel
        /// Asked for while it was still in its maker's hands.
        case beforeShipment
        /// Asked for after it was destroyed or taken out of use for good.
        case afterEnd
        /// Asked for where it was never sent.
        case otherMarket
        /// First asked for long after its sale, and elsewhere.
        case lateElsewhere
        /// Several askers have its owner code.
        case ownerCodeShared

        /// What the signal rests on. Two on the same ground are one.
        package var ground: Ground {
            switch self {
            case .tooManyAskers: .askers
            case .impossibleTravel: .travel
            case .beforeShipment, .afterEnd: .life
            case .otherMarket, .lateElsewhere: .market
            case .ownerCodeShared: .ownerCode
            }
        }
    }

    package enum Ground: String, CaseIterable, Sendable {
        case askers
        case travel
        case life
        case market
        case ownerCode
    }

    package var kind: Kind
    /// What it was derived from, by name: numbers, countries, times. For whoever may look into copies.
    package var evidence: [String: String]

    package init(_ kind: Kind, _ evidence: [String: String]) {
        self.kind = kind
        self.evidence = evidence
    }

    /// On so many independent grounds a unit may have copies.
    package static let neededGrounds = 2

    /// Whether signals stand on enough independent grounds.
    package static func suffice(_ signals: [CopySignal]) -> Bool {
        Set(signals.map(\.kind.ground)).count >= neededGrounds
    }
}
