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

    /// Steps by ASCII letter and digit, so many columns a node; 0 where there is none, since no step leads to the root.
    private var plainEdges = [Int32](repeating: 0, count: columnCount)
    private static let columnCount = 36
    /// All other steps.
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
            guard let letter = Self.folded(scalar), !letter.isASCII || Self.column(letter) != nil else { continue }
            node = child(of: node, letter) ?? addChild(of: node, letter)
        }
        if meanings[Int(node)] == nil { meanings[Int(node)] = meaning }
    }

    private mutating func addChild(of node: Int32, _ letter: Unicode.Scalar) -> Int32 {
        let child = Int32(meanings.count)
        if let column = Self.column(letter) {
            plainEdges[Int(node) * Self.columnCount + column] = child
        } else {
            edges[Edge(node: node, scalar: letter.value)] = child
        }
        plainEdges += [Int32](repeating: 0, count: Self.columnCount)
        meanings.append(nil)
        separable.append(false)
        letterCounts.append(letterCounts[Int(node)] + 1)
        return child
    }

    func child(of node: Int32, _ letter: Unicode.Scalar) -> Int32? {
        guard let column = Self.column(letter) else {
            // No label has ASCII punctuation.
            return letter.isASCII ? nil : edges[Edge(node: node, scalar: letter.value)]
        }
        let child: Int32 = plainEdges[Int(node) * Self.columnCount + column]
        return child == 0 ? nil : child
    }

    private static func column(_ letter: Unicode.Scalar) -> Int? {
        switch letter.value {
        case 0x61...0x7A: Int(letter.value) - 0x61
        case 0x30...0x39: Int(letter.value) - 0x30 + 26
        default: nil
        }
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
