/// Searches a text from its end for the likeliest ways to divide it into elements.
struct SeparatorSearch {
    static let mostBytes = 400
    private static let mostReadings = 10
    /// How many readings of the rest are kept at each place.
    private static let breadth = 16

    private let bytes: Bytes
    private let dictionary: GS1SyntaxDictionary
    private let reader: ElementReader

    /// An element and what follows it.
    private struct Node {
        var cost: Int
        var known: ElementReader.Known?
        var data: Range<Int>
        /// Whether a separator is missing behind the data, or stands here though it should not.
        var isMended: Bool
        /// The node behind; -1 at the end.
        var next: Int
    }

    private var nodes: [Node] = []
    /// The best nodes by place, the cheapest first.
    private var best: [[Int]]

    init(_ bytes: Bytes, _ dictionary: GS1SyntaxDictionary) {
        self.bytes = bytes
        self.dictionary = dictionary
        reader = ElementReader(dictionary, .refused)
        best = [[Int]](repeating: [], count: bytes.count + 1)
    }

    mutating func readings() -> [SeparatorReading] {
        for place in stride(from: bytes.count - 1, through: 0, by: -1) { fill(place) }
        var start = 0
        if !bytes.isEmpty, GS1Message.isSeparator(bytes[0]) { start = 1 }
        let found: [SeparatorReading] = best[min(start, bytes.count)].map { reading($0) }
        let distinct: [SeparatorReading] = found.filter { !hasRepetition($0.message) }
        return Array(distinct.sorted { $0.cost < $1.cost }.prefix(Self.mostReadings))
    }

    private func hasRepetition(_ message: GS1Message) -> Bool {
        Set(message.spans.map(\.identifier)).count < message.count
    }

    private mutating func fill(_ place: Int) {
        var candidates: [Node] = []
        if GS1Message.isSeparator(bytes[place]) {
            for next in best[place + 1] {
                candidates.append(
                    Node(cost: nodes[next].cost + 2, known: nil, data: place..<place, isMended: true, next: next))
            }
            if place + 1 == bytes.count {
                candidates.append(Node(cost: 2, known: nil, data: place..<place, isMended: true, next: -1))
            }
        } else if let known = reader.identifier(in: bytes, at: place) {
            let start: Int = place + Int(known.identifier.length)
            let limit: Int = min(bytes.count, start + Int(known.layout.longest))
            var end: Int = start
            while end < limit, !GS1Message.isSeparator(bytes[end]) {
                end += 1
                if end - start >= Int(known.layout.shortest) { append(known, start..<end, to: &candidates) }
            }
        }
        candidates.sort { $0.cost < $1.cost }
        for node in candidates.prefix(Self.breadth) {
            best[place].append(nodes.count)
            nodes.append(node)
        }
    }

    private func append(_ known: ElementReader.Known, _ data: Range<Int>, to candidates: inout [Node]) {
        let isLast: Bool = data.upperBound == bytes.count
        let isSeparated: Bool = !isLast && GS1Message.isSeparator(bytes[data.upperBound])
        let next: Int = data.upperBound + (isSeparated ? 1 : 0)
        if !isLast, best[next].isEmpty, next < bytes.count { return }
        guard case .covered(data.count) = reader.check(known.layout, bytes.part(data)) else { return }
        let isMended: Bool = !isLast && !isSeparated && known.layout.needsSeparator
        let cost: Int = Self.cost(known, data.count) + (isMended ? 1 : 0)
        if next == bytes.count {
            candidates.append(Node(cost: cost, known: known, data: data, isMended: false, next: -1))
            return
        }
        for following in best[next] {
            candidates.append(
                Node(cost: cost + nodes[following].cost, known: known, data: data, isMended: isMended, next: following))
        }
    }

    /// Rare identifiers and long data of variable length are unlikely: the latter have swallowed another element.
    private static func cost(_ known: ElementReader.Known, _ count: Int) -> Int {
        let length: Int = known.layout.needsSeparator ? (count < 2 ? 3 : max(0, count - 10) / 3) : 0
        return length + (common.contains(known.identifier) ? 0 : known.identifier.prefix >= 90 ? 5 : 3)
    }

    /// The identifiers that most labels have.
    private static let common: Set<ApplicationIdentifier> = Set(
        "00 01 02 10 11 13 15 16 17 20 21 30 37 240 241 310 392 400 410 414 415 8003 8004 8005 8008 8020"
            .split(separator: " ").compactMap { ApplicationIdentifier($0) })

    private func reading(_ first: Int) -> SeparatorReading {
        var message = GS1Message()
        var missing: [Int] = []
        var surplus: [Int] = []
        var place: Int = first
        while place >= 0 {
            let node: Node = nodes[place]
            if let known = node.known {
                message.append(known.identifier, known.layout, bytes.part(node.data), part: 0)
                if node.isMended { missing.append(node.data.upperBound) }
            } else {
                surplus.append(node.data.lowerBound)
            }
            place = node.next
        }
        let violations: [AssociationViolation] = message.violations(by: dictionary)
        return SeparatorReading(
            message: message, missing: missing, surplus: surplus, cost: nodes[first].cost + 6 * violations.count,
            violations: violations)
    }
}
