import Identifiers
import Quality
import Registry

/// What a ``ComplaintWatch`` would have shown of published complaints of one make, compared with the recalls that came.
struct ComplaintLookBack {
    /// A recall as the authority publishes it.
    struct Campaign: Hashable {
        var number: String
        var receivedOn: Int
        var family: String
        /// Model with model year, as the import of complaints names models.
        var models: Set<String>
    }

    /// What became of a hand.
    enum Answer: Hashable {
        /// A recall of the same model, year and component came, within three years.
        case before(Campaign)
        /// There had been one, within three years.
        case after(Campaign)
        case none
    }

    struct Hand: Hashable {
        var model: String
        var family: String
        var raisedOn: Int
        var figures: ComplaintWatch.Figures
        var answer: Answer
    }

    /// How many days a hand and a recall may lie apart and still belong together.
    static let reach = 1_096

    let make: String
    let complaints: [(day: Int, model: String, families: Set<String>)]
    let campaigns: [Campaign]
    let hands: [Hand]

    init(_ make: String, _ complaints: [PublishedComplaint], _ campaigns: [Campaign]) throws {
        let told = complaints.filter { $0.maker == make }.map { complaint in
            (
                day: complaint.details.receivedOn.dayNumber,
                model: (complaint.modelNumbers.first ?? complaint.model).uppercased(),
                families: Set(complaint.details.faultCodes.compactMap { Self.family(ofCode: $0) })
            )
        }
        let names = Set(told.map(\.model)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int64($0)) })
        var watch = ComplaintWatch()
        for (day, complaints) in Dictionary(grouping: told, by: \.day).sorted(by: { $0.key < $1.key }) {
            try watch.take(complaints.map { .init(about: indices[$0.model] ?? -1, $0.families) }, on: day)
        }
        self.make = make
        self.complaints = told
        self.campaigns = campaigns.sorted { ($0.receivedOn, $0.number) < ($1.receivedOn, $1.number) }
        hands = watch.hands.map { [campaigns = self.campaigns] hand in
            let (model, family) = (names[Int(hand.cell.model)], hand.cell.code)
            let same = campaigns.filter { $0.family == family && $0.models.contains(model) }
            let next = same.first { (hand.raisedOn...hand.raisedOn + Self.reach).contains($0.receivedOn) }
            let past = same.last { (hand.raisedOn - Self.reach..<hand.raisedOn).contains($0.receivedOn) }
            return Hand(
                model: model, family: family, raisedOn: hand.raisedOn, figures: hand.figures,
                answer: next.map { .before($0) } ?? past.map { .after($0) } ?? .none)
        }
    }

    /// Complaints of the two years before a recall about the model of it that was complained of most for its component.
    func complaints(before campaign: Campaign) -> Int {
        var counts: [String: Int] = [:]
        for complaint in complaints
        where (campaign.receivedOn - 729...campaign.receivedOn).contains(complaint.day)
            && campaign.models.contains(complaint.model) && complaint.families.contains(campaign.family)
        {
            counts[complaint.model, default: 0] += 1
        }
        return counts.values.max() ?? 0
    }

    /// The first hand for a recall that was raised before it, else the first one after it.
    func hand(for campaign: Campaign) -> Hand? {
        let same = hands.filter {
            $0.family == campaign.family && campaign.models.contains($0.model)
                && abs($0.raisedOn - campaign.receivedOn) <= Self.reach
        }
        return same.first { $0.raisedOn <= campaign.receivedOn } ?? same.first
    }

    /// Recalls that came within a year of a hand, about its model and year but another component.
    func others(near hand: Hand) -> [Campaign] {
        campaigns.filter {
            $0.family != hand.family && $0.models.contains(hand.model) && abs($0.receivedOn - hand.raisedOn) <= 365
        }
    }
}

// MARK: Reading what the authority publishes

extension ComplaintLookBack {
    /// The component of a code, its name in the authority's older and newer lists alike; nil where it is told to be unknown.
    static func family(ofCode code: String) -> String? {
        let widest = code.split(separator: ":").first.map { String($0) } ?? code
        for prefix in ["engine", "fuel", "service-brakes", "visibility", "equipment"] where widest.hasPrefix(prefix) {
            return prefix
        }
        return ["unknown-or-other", "other", ""].contains(widest) ? nil : widest
    }

    /// Recalls of a make out of a table with the columns `campaign`, `make`, `model`, `model_year`, `component` and `received`.
    static func campaigns(of make: String, in text: String) throws -> [Campaign] {
        let columns = ["campaign", "make", "model", "model_year", "component", "received"]
        var found: [String: Campaign] = [:]
        for (_, cells) in try HeadedTable(text, columns: columns, others: { _ in true }).rows
        where cells["make"] == make {
            guard let number = cells["campaign"], let model = cells["model"],
                let received = Int(cells["received"] ?? ""),
                let day = try? CivilDate(year: received / 10_000, month: received / 100 % 100, day: received % 100),
                let code = NHTSAComplaints.codes(of: cells["component"] ?? "").first?.code,
                let family = family(ofCode: code)
            else { continue }
            let key = "\(number) \(family)"
            let name = cells["model_year"].map { "\(model.uppercased()) \($0)" } ?? model.uppercased()
            var campaign =
                found[key] ?? Campaign(number: number, receivedOn: day.dayNumber, family: family, models: [])
            campaign.models.insert(name)
            found[key] = campaign
        }
        return Array(found.values)
    }
}
