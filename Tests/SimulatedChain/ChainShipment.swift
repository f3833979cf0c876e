import Nameplate
import SupplyChain

/// A shipment that is planned, and what must become of it.
final class ChainShipment {
    let reference: String
    let source: String
    let destination: String
    /// Whether nobody says when it leaves.
    var isSilent: Bool
    var items: [AnnouncedItem] = []
    /// What leaves with it.
    var goods: [ChainGood] = []
    var pieces: Int64 = 0
    /// Scans by their verdicts, in the end.
    var verdicts: [ScanVerdict: Int64] = [:]

    init(_ reference: String, from source: String, to destination: String, isSilent: Bool) {
        (self.reference, self.source, self.destination) = (reference, source, destination)
        self.isSilent = isSilent
    }

    /// How many units it announces, with those in its cases, and pieces.
    var units: Int64 { goods.reduce(pieces) { $0 + $1.count } }

    /// Lines with what each announces, in order.
    private(set) var lines: [[ChainGood]] = []

    func announce(_ good: ChainGood) {
        var item = AnnouncedItem()
        if good.model == ChainPlan.single {
            (item.serial, item.model) = (good.label, good.model)
        } else {
            item.sscc = good.label
        }
        items.append(item)
        lines.append([good])
        goods.append(good)
    }

    func announcePieces(_ quantity: Int64) {
        var item = AnnouncedItem()
        (item.model, item.quantity) = (ChainPlan.piece, quantity)
        items.append(item)
        pieces = quantity
    }

    /// Announces these as parts of their batch, which are whole where no number is left out.
    func announceParts(_ loose: [ChainGood]) {
        var first = loose.startIndex
        while first < loose.endIndex {
            var last = first
            while last + 1 < loose.endIndex, loose[last + 1].firstNumber == loose[last].firstNumber + 1 { last += 1 }
            var item = AnnouncedItem()
            item.model = ChainPlan.loose
            (item.first, item.last) = (loose[first].label, loose[last].label)
            items.append(item)
            lines.append(Array(loose[first...last]))
            goods += loose[first...last]
            first = last + 1
        }
    }
}

/// Scans that are sent together.
struct ChainList {
    var entries: [ScanEntry] = []
    /// Whether the scanner numbers them.
    var isNumbered = false

    /// The list in another order, as it is sent.
    func shuffled(using random: inout some RandomNumberGenerator) -> [ScanEntry] {
        entries.map { entry in
            var entry = entry
            if isNumbered { entry.id = "\(entry.time ?? 0)" }
            return entry
        }.shuffled(using: &random)
    }
}
