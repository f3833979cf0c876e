/// All labels as one tree of characters, so that a label costs one step a character however many there are.
struct LabelTree: Sendable {
    /// What a label announces.
    enum Meaning: Hashable, Sendable {
        case field(PlateField.Role)
        /// A word between label and value, as in 'serial number is'.
        case filler
    }

    private struct Edge: Hashable {
        var node: Int32
        var scalar: UInt32
    }

    private var edges: [Edge: Int32] = [:]
    private var meanings: [Meaning?] = [nil]
    private var separable: [Bool] = [false]
    private var letterCounts: [Int] = [0]

    /// The tree of the built-in labels.
    static let standard = LabelTree(PlateLabels.table)

    init(_ table: String) {
        for line in table.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let role = PlateField.Role(rawValue: String(line[..<colon]))
            let meaning: Meaning = role.map { .field($0) } ?? .filler
            for label in line[line.index(after: colon)...].split(separator: ",") { insert(label, meaning) }
        }
    }

    private mutating func insert(_ label: Substring, _ meaning: Meaning) {
        var node: Int32 = 0
        for scalar in label.unicodeScalars {
            if scalar == " " {
                // Leading spaces only lay the table out.
                if node != 0 { separable[Int(node)] = true }
                continue
            }
            guard let letter = Self.folded(scalar) else { continue }
            let edge = Edge(node: node, scalar: letter.value)
            if let next = edges[edge] {
                node = next
            } else {
                let next = Int32(meanings.count)
                edges[edge] = next
                meanings.append(nil)
                separable.append(false)
                letterCounts.append(letterCounts[Int(node)] + 1)
                node = next
            }
        }
        if meanings[Int(node)] == nil { meanings[Int(node)] = meaning }
    }

    func child(of node: Int32, _ letter: Unicode.Scalar) -> Int32? {
        edges[Edge(node: node, scalar: letter.value)]
    }

    func meaning(of node: Int32) -> Meaning? { meanings[Int(node)] }
    func allowsSeparator(after node: Int32) -> Bool { separable[Int(node)] }
    func letterCount(of node: Int32) -> Int { letterCounts[Int(node)] }

    /// A letter without case, accent and width; nil for combining accents, which labels ignore.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let narrow: Unicode.Scalar = scalar.halfWidth
        if narrow.isASCII {
            let byte = UInt8(truncatingIfNeeded: narrow.value)
            return ASCII.isUpper(byte) ? Unicode.Scalar(byte | 0x20) : narrow
        }
        if (0x300...0x36F).contains(narrow.value) { return nil }
        let lower: Unicode.Scalar = narrow.properties.lowercaseMapping.unicodeScalars.first ?? narrow
        return withoutAccent[lower] ?? lower
    }

    private static let withoutAccent: [Unicode.Scalar: Unicode.Scalar] = {
        let groups = [
            "aàáâãäåāăą", "cçćč", "dď", "eèéêëēėęě", "gğ", "iìíîïī", "iı", "lł", "nñńň", "oòóôõöøō", "oő", "rř", "sśšş",
            "tťț", "uùúûüūů", "uű", "yýÿ", "zźżž", "αά", "εέ", "ηή", "ιί", "οό", "υύ", "ωώ", "σς", "её",
        ]
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for group in groups {
            guard let base = group.unicodeScalars.first else { continue }
            for accented in group.unicodeScalars.dropFirst() { table[accented] = base }
        }
        return table
    }()
}
