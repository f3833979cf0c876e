import Identifiers
import TestSupport

/// An invented maker whose serial format is known: it makes units over three years in some plants, and its list of
/// serial numbers has gaps and junk as real lists have.
struct InventedMaker {
    struct Line {
        var text: String
        var date: CivilDate?
        var plant: String?
    }

    let format: SerialFormat
    /// The list as a maker has it.
    private(set) var lines: [Line] = []
    /// The lines without junk.
    private(set) var genuine: [String] = []
    /// How many of the lines are junk.
    private(set) var junk = 0

    enum Order: CaseIterable { case production, text, shuffled }

    private let plants: [String]
    private let productionLines: [String]

    init(using random: inout SplitMix64) throws {
        let parts = try Self.parts(using: &random)
        format = parts.format
        plants = parts.plants
        productionLines = parts.lines
        let count = [120, 300, 1_000, 3_000].randomElement(using: &random) ?? 300
        try make(count, using: &random)
        let order = Order.allCases.randomElement(using: &random) ?? .production
        if order == .text { lines.sort { $0.text < $1.text } }
        if order == .shuffled { lines.shuffle(using: &random) }
        genuine = lines.map(\.text)
        addJunk(using: &random)
    }

    private static func parts(
        using random: inout SplitMix64
    ) throws -> (format: SerialFormat, plants: [String], lines: [String]) {
        let prefix = ["", "", "K", "WX", "SN-", "A1", "F/"].randomElement(using: &random) ?? ""
        let plantLength = [0, 0, 1, 2, 2].randomElement(using: &random) ?? 0
        let hasLine = Int.random(in: 0..<4, using: &random) == 0
        let date =
            [
                "", "{yy}{ww}", "{yy}{ww}", "{y}{ww}", "{yyyy}{mm}", "{yy}{mm}", "{yy}{mm}{dd}", "{y}{ddd}",
                "{yyyy}{ww}", "{year:vin}{ww}", "{yy}", "{ddd}{yy}", "{ww}{y}", "{yy}{ddd}",
            ].randomElement(using: &random) ?? ""
        let alphabet =
            ["", "", "", ":base16", ":base32", ":base34", ":base36", ":[0-9A-HJ-NP-Z]"].randomElement(using: &random)
            ?? ""
        let length = Int.random(in: (alphabet.isEmpty ? 4 : 3)...7, using: &random)
        var middle: [String] = []
        if plantLength > 0 { middle.append("{plant:\(plantLength)}") }
        if !date.isEmpty { middle.append(date) }
        if hasLine { middle.append("{line:1}") }
        if Int.random(in: 0..<3, using: &random) == 0 { middle.shuffle(using: &random) }
        let dash = Int.random(in: 0..<4, using: &random) == 0 ? "-" : ""
        var checks = ["", "", "{check:mod37-36}", "{check:luhn-mod36}", "{check:mod37-2}", "{check:mod1271-36}"]
        let hasLetters = plantLength > 0 || date.contains("vin") || !alphabet.isEmpty
        if !hasLetters {
            checks += ["{check:luhn}", "{check:gs1}", "{check:damm}", "{check:verhoeff}", "{check:mod11-2}"]
        }
        let check = checks.randomElement(using: &random) ?? ""
        let pattern = prefix + middle.joined() + dash + "{seq:\(length)\(alphabet)}" + check
        let letters: [Character] = Array("ABCDEFGHJKLMNPRSTUVWXYZ")
        var plants = Set<String>()
        while plantLength > 0, plants.count < 4 {
            plants.insert(String((0..<plantLength).map { _ in letters.randomElement(using: &random) ?? "A" }))
        }
        let shown = plants.sorted().prefix(Int.random(in: 2...4, using: &random))
        let lines = (1...4).map { String($0) }.prefix(Int.random(in: 2...4, using: &random))
        return (try SerialFormat(parsing: pattern), Array(shown), hasLine ? Array(lines) : [])
    }

    /// Makes units in batches, of which the list has most.
    private mutating func make(_ count: Int, using random: inout SplitMix64) throws {
        let startsAnew = Bool.random(using: &random)
        let listed: Double = [1.0, 0.9, 0.4].randomElement(using: &random) ?? 1
        let batch = Int.random(in: 1...min(200, max(2, count / 12)), using: &random)
        let firstDay = 18_600 + Int.random(in: 0...900, using: &random)
        var next: [String: Int64] = [:]
        let days = (0..<max(20, count * 2 / batch)).map { _ in Int.random(in: 0..<1_096, using: &random) }.sorted()
        for day in days where lines.count < count {
            let date = CivilDate(dayNumber: firstDay + day)
            let plant = plants.randomElement(using: &random)
            let fields = SerialFormat.Fields(
                plant: plant, line: productionLines.randomElement(using: &random), date: date)
            let writer = try format.writer(for: fields)
            let space = startsAnew ? try format.printedKey(for: fields) : ""
            for _ in 0..<Int.random(in: 1...batch, using: &random) {
                let number = next[space] ?? 1
                guard number < writer.room else { break }
                next[space] = number + 1
                guard Double.random(in: 0..<1, using: &random) < listed else { continue }
                lines.append(Line(text: try writer.text(of: number), date: date, plant: plant))
            }
        }
    }

    /// Two lines in a hundred are no serial numbers of this format.
    private mutating func addJunk(using random: inout SplitMix64) {
        let symbols: [Character] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        junk = lines.count / 50
        for _ in 0..<junk {
            let place = Int.random(in: 0...lines.count, using: &random)
            var text = lines.randomElement(using: &random)?.text ?? ""
            switch Int.random(in: 0..<5, using: &random) {
            case 0: text = ["N/A", "unknown", "00000000", "-", "see label"].randomElement(using: &random) ?? "-"
            case 1: text = String(text.map { _ in symbols.randomElement(using: &random) ?? "0" })
            case 2: text = String(text.dropLast())
            case 3: text = "X" + text
            default:
                let at = text.indices.randomElement(using: &random) ?? text.startIndex
                text.replaceSubrange(at...at, with: [symbols.randomElement(using: &random) ?? "0"])
            }
            lines.insert(Line(text: text), at: place)
        }
    }

    /// The list, with or without what else the maker knows.
    func list(dates: Bool = false, plants: Bool = false) throws -> SerialList {
        var list = SerialList()
        for line in lines {
            try list.add(line.text, date: dates ? line.date : nil, plant: plants ? line.plant : nil)
        }
        return list
    }

    /// Whether a format is the maker's. Which code is the plant's and which the line's is not in the numbers.
    func isTruth(_ other: SerialFormat) -> Bool { Self.unnamed(format) == Self.unnamed(other) }

    /// Whether a format is the maker's as far as the list shows it: its sequence number may count with fewer digits
    /// where no number of the list has one of the others.
    func isTruthAsShown(_ other: SerialFormat) -> Bool {
        let (mine, others) = (format.sequence, other.sequence)
        guard mine.length == others.length,
            Self.unnamed(format, alphabet: false) == Self.unnamed(other, alphabet: false)
        else { return false }
        return genuine.allSatisfy { other.fits($0) }
    }

    private static func unnamed(_ format: SerialFormat, alphabet: Bool = true) -> String {
        format.pieces.map { piece in
            switch piece {
            case .plant(let length), .line(let length): "{code:\(length)}"
            case .sequence(let length, _) where !alphabet: "{seq:\(length)}"
            default: piece.pattern
            }
        }.joined()
    }
}
