package import Statistics

/// Watches complaints as they come and raises its hand where a model is complained of for a fault more often than the others are.
///
/// Nobody knows how many units stand behind complaints, so a count says nothing by itself. What is compared is what complaints are
/// of: of all complaints of the last ``Rule/windowDays``, those with a fault code fall to a model in the proportion in which all
/// complaints do, unless something is the matter with it. That is the proportional reporting of pharmacovigilance (Evans,
/// Waller and Davis, Pharmacoepidemiology and Drug Safety 10, 2001; DuMouchel, The American Statistician 53, 1999), tested exactly
/// (``FourfoldTable``), so that few complaints make no noise. The number of complaints may rise and fall, with the fleet or
/// with what the press writes, as long as it does so for all codes.
///
/// A cell is a model and a code. With each day that brings it a complaint it is tested, and its hand goes up where the probability
/// times the number of cells that could stand out, that is how many would do so by chance alone on one day, is at most
/// ``Rule/limit``. Days are looked at in their order and nothing later is known: what comes in afterwards never moves a hand.
package struct ComplaintWatch: Sendable {
    package struct Rule: Hashable, Sendable {
        /// How far back complaints count, days.
        package var windowDays = 730
        /// Fewer complaints than this are never enough.
        package var minimum = 3
        /// How many cells may be expected to look as bad as one that stands out, by chance.
        package var limit = 0.5
        /// A hand goes down after so many days on which nothing new made the cell stand out.
        package var restDays = 365

        package init() {}
    }

    package struct Cell: Hashable, Sendable {
        package var model: Int64
        package var code: String

        package init(_ model: Int64, _ code: String) { (self.model, self.code) = (model, code) }
    }

    /// Complaints of one day, about one model, with the same codes.
    package struct Entry: Hashable, Sendable {
        package var model: Int64
        /// Those that a complaint counts for, wider ones too; empty where it has none, which still counts as a complaint.
        package var codes: Set<String>
        /// More than 0.
        package var complaints: Int
        /// Those of a crash, a fire, injured or dead people.
        package var harmful: Int

        package init(about model: Int64, _ codes: Set<String>, complaints: Int = 1, harmful: Int = 0) {
            (self.model, self.codes, self.complaints, self.harmful) = (model, codes, complaints, harmful)
        }
    }

    /// How a cell stands.
    package struct Figures: Hashable, Sendable {
        package var complaints: Int
        package var harmful: Int
        /// How many there would be, were this model complained of for it as all are.
        package var expected: Double
        /// One-sided and exact, of this cell alone.
        package var pValue: Double
        /// How many cells could stand out.
        package var cells: Int
        /// Complaints about the model, of whatever.
        package var ofModel: Int
        /// Complaints with the code, about whichever model.
        package var ofCode: Int
        /// All complaints.
        package var total: Int

        /// How many cells are expected to look as bad by chance.
        package var byChance: Double { pValue * Double(cells) }

        /// The share of the code in the model's complaints over that in all others', with limits; the reporting ratio.
        package var comparison: RateComparison? {
            guard
                let own = ExponentialRate(failures: complaints, unitDays: Double(ofModel)),
                let others = ExponentialRate(failures: ofCode - complaints, unitDays: Double(total - ofModel))
            else { return nil }
            return RateComparison(own, with: others)
        }
    }

    /// A cell that has stood out.
    package struct Hand: Hashable, Sendable {
        package var cell: Cell
        /// Day numbers: when it went up, and on which day something last made the cell stand out.
        package var raisedOn: Int
        package var lastOn: Int
        /// As it stood when the hand went up.
        package var figures: Figures
    }

    package let rule: Rule
    /// In the order in which they went up; those of one day by model and code.
    package private(set) var hands: [Hand] = []
    /// The day up to which it has looked.
    package private(set) var day: Int?

    private static let days = -10_000_000...10_000_000
    private var kept: [(day: Int, entry: Entry)] = []
    private var first = 0
    private var byCell: [Cell: (complaints: Int, harmful: Int)] = [:]
    private var models: [Int64: Int] = [:]
    private var codes: [String: Int] = [:]
    private var total = 0
    /// Models and codes with so many complaints that they could be in a cell that stands out.
    private var (modelsThatCould, codesThatCould) = (0, 0)
    private var last: [Cell: Int] = [:]

    package init(_ rule: Rule = Rule()) { self.rule = rule }

    /// Takes the complaints of a day that is later than all before, and looks.
    /// - Throws: ``NoAnswer/outOfRange`` for a day out of order or counts that are none, ``NoAnswer/tooLarge`` for too many.
    package mutating func take(_ entries: [Entry], on today: Int) throws(NoAnswer) {
        guard Self.days.contains(today), day.map({ $0 < today }) ?? true else { throw .outOfRange }
        for entry in entries {
            guard entry.complaints > 0, (0...entry.complaints).contains(entry.harmful) else { throw .outOfRange }
            guard entry.complaints <= FourfoldTable.most - total else { throw .tooLarge }
            count(entry, 1)
            kept.append((today, entry))
        }
        forget(before: today)
        day = today
        let touched = entries.reduce(into: Set<Cell>()) { cells, entry in
            for code in entry.codes { cells.insert(Cell(entry.model, code)) }
        }
        for cell in touched.sorted(by: { ($0.model, $0.code) < ($1.model, $1.code) }) {
            guard let figures = figures(of: cell), standsOut(figures) else { continue }
            if let index = last[cell], today - hands[index].lastOn <= rule.restDays {
                hands[index].lastOn = today
            } else {
                last[cell] = hands.count
                hands.append(Hand(cell: cell, raisedOn: today, lastOn: today, figures: figures))
            }
        }
    }

    /// Lets the window move on to a day on which nothing came.
    /// - Throws: ``NoAnswer/outOfRange`` for a day before the last one.
    package mutating func advance(to today: Int) throws(NoAnswer) {
        guard Self.days.contains(today), day.map({ $0 <= today }) ?? true else { throw .outOfRange }
        forget(before: today)
        day = today
    }

    /// Those hands that are up on the day up to which it has looked.
    package var raised: [Hand] {
        guard let day else { return [] }
        return hands.filter { day - $0.lastOn <= rule.restDays }
    }

    /// How a cell stands on that day; nil where nothing is known of it.
    package func figures(of cell: Cell) -> Figures? {
        guard let counts = byCell[cell], let ofModel = models[cell.model], let ofCode = codes[cell.code],
            let table = try? FourfoldTable(both: counts.complaints, group: ofModel, marked: ofCode, of: total)
        else { return nil }
        return Figures(
            complaints: counts.complaints, harmful: counts.harmful, expected: table.expected,
            pValue: table.pValueAbove, cells: cells, ofModel: ofModel, ofCode: ofCode, total: total)
    }

    /// How many cells could stand out, by what is known of models and codes alone: each model with enough complaints, and each
    /// code. Cells that never could are no chance to be wrong (Tarone, Biometrics 46, 1990).
    package var cells: Int { modelsThatCould.multipliedReportingOverflow(by: codesThatCould).partialValue }

    /// All complaints of the window.
    package var complaints: Int { total }

    /// Whether a cell with these figures stands out.
    package func standsOut(_ figures: Figures) -> Bool {
        figures.complaints >= rule.minimum && figures.byChance <= rule.limit
    }

    private mutating func forget(before today: Int) {
        while first < kept.count, kept[first].day <= today - rule.windowDays {
            count(kept[first].entry, -1)
            first += 1
        }
        if first > 10_000, first * 2 > kept.count {
            kept.removeFirst(first)
            first = 0
        }
    }

    private mutating func count(_ entry: Entry, _ sign: Int) {
        let complaints = entry.complaints * sign
        total += complaints
        modelsThatCould += Self.add(complaints, to: &models[entry.model], rule.minimum)
        for code in entry.codes {
            codesThatCould += Self.add(complaints, to: &codes[code], rule.minimum)
            let cell = Cell(entry.model, code)
            var counts = byCell[cell] ?? (0, 0)
            counts.complaints += complaints
            counts.harmful += entry.harmful * sign
            byCell[cell] = counts.complaints > 0 ? counts : nil
        }
    }

    /// - Returns: 1 where the sum reaches the minimum by that, -1 where it falls below it.
    private static func add(_ complaints: Int, to sum: inout Int?, _ minimum: Int) -> Int {
        let (before, after) = (sum ?? 0, (sum ?? 0) + complaints)
        sum = after > 0 ? after : nil
        return (after >= minimum ? 1 : 0) - (before >= minimum ? 1 : 0)
    }
}
