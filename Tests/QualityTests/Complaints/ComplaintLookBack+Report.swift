import Identifiers
import Quality

extension ComplaintLookBack {
    private static func day(_ number: Int) -> String { CivilDate(dayNumber: number)?.isoText ?? "" }

    private static func number(_ value: Double, _ places: Int) -> String {
        let factor = places == 1 ? 10.0 : 1_000.0
        let whole = Int((value * factor).rounded())
        let rest = String(whole % Int(factor))
        return "\(whole / Int(factor)).\(String(repeating: "0", count: places - rest.count))\(rest)"
    }

    private static func short(_ campaign: Campaign) -> String { String(campaign.number.prefix(6)) }

    /// What can be said at all, in a line.
    var summary: String {
        let (first, last) = (complaints.map(\.day).min() ?? 0, complaints.map(\.day).max() ?? 0)
        return
            "| \(make) | \(complaints.count) | \(Self.day(first)) | \(Self.day(last)) | \(campaigns.count) | "
            + "\(judged.count) | \(hands.count) |"
    }

    /// Recalls before which one of their models was complained of for the component often enough for a hand, by ``minimum``.
    var judged: [Campaign] {
        campaigns.filter { complaints(before: $0) >= ComplaintWatch.Rule().minimum }
    }

    /// Recalls that can be judged, and those for which a hand went up though there were too few complaints before.
    var campaignLines: [String] {
        campaigns.filter { judged.contains($0) || hand(for: $0) != nil }.map { campaign in
            let before = complaints(before: campaign)
            let start =
                "| \(Self.short(campaign)) | \(Self.day(campaign.receivedOn)) | \(campaign.family) | \(before) |"
            guard let hand = hand(for: campaign) else { return "\(start) never | | | |" }
            let lead = campaign.receivedOn - hand.raisedOn
            let told = lead >= 0 ? "\(lead) before" : "\(-lead) after"
            return
                "\(start) \(Self.day(hand.raisedOn)) | \(told) | \(hand.model) | "
                + "\(hand.figures.complaints) for \(Self.number(hand.figures.expected, 1)) |"
        }
    }

    /// All hands, in the order in which they went up.
    var handLines: [String] {
        hands.map { hand in
            let answer =
                switch hand.answer {
                case .before(let campaign): "\(Self.short(campaign)), \(campaign.receivedOn - hand.raisedOn) days later"
                case .after(let campaign): "\(Self.short(campaign)), \(hand.raisedOn - campaign.receivedOn) days before"
                case .none:
                    others(near: hand).isEmpty
                        ? "none"
                        : "none; of other components "
                            + others(near: hand).map { "\(Self.short($0)) (\($0.family))" }.joined(separator: ", ")
                }
            return
                "| \(Self.day(hand.raisedOn)) | \(hand.model) | \(hand.family) | "
                + "\(hand.figures.complaints) | \(Self.number(hand.figures.expected, 1)) | "
                + "\(Self.number(hand.figures.byChance, 3)) | \(answer) |"
        }
    }

    /// By year: complaints, hands, and what became of these.
    var yearLines: [String] {
        func year(_ day: Int) -> Int { CivilDate(dayNumber: day)?.year ?? 0 }
        let years = Set(complaints.map { year($0.day) }).sorted()
        return years.map { wanted in
            let raised = hands.filter { year($0.raisedOn) == wanted }
            let before = raised.count { if case .before = $0.answer { true } else { false } }
            let after = raised.count { if case .after = $0.answer { true } else { false } }
            return
                "| \(wanted) | \(complaints.count { year($0.day) == wanted }) | \(raised.count) | \(before) | \(after) | "
                + "\(raised.count - before - after) |"
        }
    }

    /// The whole, for a person to read and for `docs/quality-lookback.md`.
    var report: [String] {
        ["", "\(make): recalls"] + campaignLines + ["", "\(make): hands"] + handLines + ["", "\(make): years"]
            + yearLines
    }
}
