import AfterSales
import Identifiers
import Registry
import Storage

/// Goes through those who consent, owner by owner and unit by unit, part by part.
struct AudienceWalk: Sendable {
    /// Where the next part begins.
    struct Place: Hashable, Sendable {
        /// The least id of an owner to be looked at.
        var party: Int64 = 0
        /// The unit of that owner after which it goes on; nil for all of them.
        var unit: UnitKey?
    }

    struct Part: Sendable {
        var members: [AudienceMember] = []
        /// How many units were looked at.
        var looked = 0
        /// Nil at the end.
        var next: Place?
    }

    /// So many units are looked at in one read, but for the rest of a page of one owner's.
    private static let units = 200
    private static let owners = 100

    let question: AudienceQuestion
    let manufacturer: Manufacturer
    let principal: Principal
    let today: CivilDate
    /// Empty for all.
    private let models: Set<ID<Model>>

    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    init(
        _ question: AudienceQuestion, of slug: String, as principal: Principal, on today: CivilDate,
        _ reader: any SQLReader
    ) throws {
        let manufacturer = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readOwners, of: manufacturer.id)
        models = Set(try question.models.map { try Models.require($0, of: manufacturer, reader).id })
        (self.question, self.manufacturer, self.principal, self.today) = (question, manufacturer, principal, today)
    }

    func part(from start: Place, _ reader: any SQLReader) throws -> Part {
        let owners = try ConsentingParties.page(
            to: question.purpose, of: manufacturer.id, from: start.party, limit: Self.owners, as: principal, reader)
        let desk = CoverDesk(on: today, reader)
        var (part, place) = (Part(), start)
        for owner in owners where owner.party.value >= place.party {
            if owner.party.value != place.party { place = Place(party: owner.party.value) }
            while true {
                let keys = try OwnedUnits.page(of: owner.party, after: place.unit, limit: Self.units, reader)
                part.members += try keys.compactMap { try member(owner, $0, desk, reader) }
                part.looked += keys.count
                guard keys.count == Self.units else { break }
                place.unit = keys.last
                if part.looked >= Self.units {
                    part.next = place
                    return part
                }
            }
            let (following, isPast) = owner.party.value.addingReportingOverflow(1)
            guard !isPast else { return part }
            place = Place(party: following)
            if part.looked >= Self.units {
                part.next = place
                return part
            }
        }
        part.next = owners.count == Self.owners ? place : nil
        return part
    }

    /// Nil for a unit that is not meant.
    private func member(
        _ owner: ConsentingParty, _ key: UnitKey, _ desk: CoverDesk, _ reader: any SQLReader
    ) throws -> AudienceMember? {
        guard models.isEmpty || models.contains(key.model), let unit = try Units.find(key, reader),
            unit.state.owner == owner.party, let model = try Models.find(key.model, reader),
            model.manufacturer == manufacturer.id
        else { return nil }
        let (facts, verdict) = try desk.judged(unit, asOf: today)
        let until = verdict.state == .covered ? verdict.until : nil
        let sold = facts.presentSale?.on
        guard question.means(sold: sold, coveredUntil: until, on: today) else { return nil }
        return AudienceMember(owner: owner, model: model.number, boughtOn: sold, warrantyUntil: until)
    }
}
