import Identifiers
import Registry
import Storage

/// The cells of a model's units in the order in which they were made, and where each unit stands.
///
/// An issued batch is divided by its serial numbers, so that all cells hold about as many units; small batches that follow each
/// other share a cell. Units of no batch stand by the week in which they were made, and where nobody tells that by their find keys.
struct CellPlan {
    /// About so many cells: fine enough to name a range, few enough to look at all.
    static let cells: Int64 = 400
    /// Fewer units than this are no cell of their own.
    static let fewestUnits: Int64 = 10

    private struct Draft {
        /// Batches of one day by their numbers, parts of a batch in order.
        var key: (day: String, number: String, part: Int)
        var cell: CohortCell
    }

    private struct Place {
        var first: Int
        var lower: Int64 = 0
        var size: Int64 = .max
        var last: Int
    }

    private var drafts: [Draft] = []
    private var places: [Int64: Place] = [:]
    private var weeks: [Int: Int] = [:]
    /// Units of no batch and no date, which come in the order of their find keys: the cell that is filled, with its units, and how many
    /// it may hold.
    private var serials: (cells: [Int], units: [Int64], size: Int64) = ([], [], fewestUnits)
    /// The last text of a date, which often comes again.
    private var lastDay: (text: String, number: Int?) = ("", nil)
    let batches: [Batch]

    init(_ model: Model, _ reader: any SQLReader) throws {
        var batches: [Batch] = []
        while true {
            let page = try Batches.list(
                of: model.id, after: batches.last?.number ?? "", limit: 500, reader)
            batches += page
            if page.count < 500 { break }
        }
        self.batches = batches.sorted {
            ($0.producedOn?.isoText ?? "~", $0.number) < ($1.producedOn?.isoText ?? "~", $1.number)
        }
        let issued = batches.reduce(0 as Int64) { $0.addingSaturated($1.issue?.count ?? 0) }
        let size = max(Self.fewestUnits, issued / Self.cells)
        let unissued = Int64(batches.filter { $0.issue == nil }.count)
        // Nobody knows beforehand how many units a batch has that was numbered elsewhere.
        let assumed = max(1, size * Self.cells / max(1, unissued))
        var gathered: (batches: [Batch], units: Int64) = ([], 0)
        for batch in self.batches {
            let units = batch.issue?.count ?? min(size, assumed)
            if let issue = batch.issue, units > size + size / 2 {
                gather(&gathered)
                divide(batch, issue.sequences, into: max(1, units / size))
            } else {
                gathered.batches.append(batch)
                gathered.units = gathered.units.addingSaturated(units)
                if gathered.units >= size { gather(&gathered) }
            }
        }
        gather(&gathered)
    }

    private mutating func gather(_ gathered: inout (batches: [Batch], units: Int64)) {
        defer { gathered = ([], 0) }
        guard let first = gathered.batches.first else { return }
        for batch in gathered.batches {
            places[batch.id.value] = Place(first: drafts.count, last: drafts.count)
        }
        drafts.append(
            Draft(
                key: (first.producedOn?.isoText ?? "~", first.number, 0),
                cell: .batches(gathered.batches.map(\.number))))
    }

    private mutating func divide(_ batch: Batch, _ sequences: ClosedRange<Int64>, into parts: Int64) {
        let size = max(1, sequences.length / parts)
        let first = drafts.count
        for part in 0..<parts {
            let lower = sequences.lowerBound + part * size
            let upper = part == parts - 1 ? sequences.upperBound : lower + size - 1
            drafts.append(
                Draft(
                    key: (batch.producedOn?.isoText ?? "~", batch.number, Int(part)),
                    cell: .part(batch: batch.number, first: lower, last: upper)))
        }
        places[batch.id.value] = Place(
            first: first, lower: sequences.lowerBound, size: size, last: drafts.count - 1)
    }

    /// The cell of a unit, by the number that it keeps until all are known; nil where nobody says where in its batch it is.
    mutating func cell(batch: ID<Batch>?, sequence: Int64?, producedOn: String?, serial: SerialNumber)
        -> Int?
    {
        if let batch, let place = places[batch.value] {
            guard place.last > place.first else { return place.first }
            guard let sequence, sequence >= place.lower else { return nil }
            return min(place.last, place.first + Int(clamping: (sequence - place.lower) / place.size))
        }
        guard batch == nil else { return nil }
        guard let producedOn else { return cell(of: serial) }
        if lastDay.text != producedOn {
            let date = try? CivilDate(parsing: producedOn)
            lastDay = (producedOn, date?.day == nil ? nil : date?.dayNumber)
        }
        guard let day = lastDay.number else { return cell(of: serial) }
        // The first day of 1970 was a Thursday.
        let monday = day - ((day + 3) % 7 + 7) % 7
        if let known = weeks[monday] { return known }
        weeks[monday] = drafts.count
        drafts.append(
            Draft(
                key: (CivilDate(dayNumber: monday)?.isoText ?? "", "", 0),
                cell: .days(first: monday, last: monday + 6))
        )
        return drafts.count - 1
    }

    private mutating func cell(of serial: SerialNumber) -> Int {
        if let last = serials.cells.last, let count = serials.units.last, count < serials.size,
            case .serials(let first, _) = drafts[last].cell
        {
            drafts[last].cell = .serials(first: first, last: serial.text)
            serials.units[serials.units.count - 1] += 1
            return last
        }
        // Nobody knows beforehand how many will come: later cells are larger, and small ones are put together in the end.
        if serials.cells.count.isMultiple(of: 2 * Int(Self.cells)), !serials.cells.isEmpty {
            serials.size *= 2
        }
        serials.cells.append(drafts.count)
        serials.units.append(1)
        drafts.append(
            Draft(
                key: ("~~", "", serials.cells.count), cell: .serials(first: serial.text, last: serial.text))
        )
        return drafts.count - 1
    }

    /// Parts of an issued batch with the cell of each.
    func parts(of batch: Batch) -> [(sequences: ClosedRange<Int64>, cell: Int)] {
        guard let issued = batch.issue?.sequences, let place = places[batch.id.value] else { return [] }
        guard place.last > place.first else { return [(issued, place.first)] }
        return (place.first...place.last).map { index in
            let lower = place.lower + Int64(index - place.first) * place.size
            return (lower...(index == place.last ? issued.upperBound : lower + place.size - 1), index)
        }
    }

    /// All cells in order, and for each number that was given out its place among them.
    func ordered() -> (cells: [CohortCell], places: [Int]) {
        let order = drafts.indices.sorted { drafts[$0].key < drafts[$1].key }
        var (cells, places) = ([CohortCell](), Array(repeating: 0, count: drafts.count))
        let size = serials.units.reduce(0, +) / Self.cells
        var gathered: Int64 = 0
        for index in order {
            if case .serials(_, let last) = drafts[index].cell, case .serials(let first, _)? = cells.last,
                gathered < size
            {
                cells[cells.count - 1] = .serials(first: first, last: last)
            } else {
                cells.append(drafts[index].cell)
                gathered = 0
            }
            places[index] = cells.count - 1
            if case .serials = drafts[index].cell {
                gathered += serials.units[drafts[index].key.part - 1]
            }
        }
        return (cells, places)
    }
}
