/// A value of a JSON object, however deep, with the path that leads to it: `sizes.unit`. Objects of a list give each path
/// one value an object, blank where it has none, so that the lists of their paths stand beside each other.
struct JSONLeaf: Equatable {
    var name: String
    var values: [String]
}

extension JSONLineScanner {
    /// No document that describes products nests deeper.
    private static let deepest = 8

    /// All values of the line's object, in the order in which their paths first come.
    mutating func leaves() throws(JSONFault) -> [JSONLeaf] {
        var leaves: [JSONLeaf] = []
        try whole { (scanner) throws(JSONFault) in try scanner.read("", into: &leaves, depth: 0) }
        return leaves
    }

    private mutating func read(_ path: String, into leaves: inout [JSONLeaf], depth: Int) throws(JSONFault) {
        guard depth <= Self.deepest else { throw fault("lists and objects nest more than \(Self.deepest) deep") }
        if isObject {
            try object { (scanner, name) throws(JSONFault) in
                try scanner.read(path.isEmpty ? name : "\(path).\(name)", into: &leaves, depth: depth + 1)
            }
        } else if isList {
            var count = 0
            try list { (scanner) throws(JSONFault) in
                var element: [JSONLeaf] = []
                try scanner.read(path, into: &element, depth: depth + 1)
                for leaf in element {
                    Self.add(leaf.values.joined(separator: ", "), as: leaf.name, after: count, &leaves)
                }
                count += 1
            }
            for index in leaves.indices where leaves[index].name == path || leaves[index].name.hasPrefix(path + ".") {
                Self.pad(&leaves[index].values, to: count)
            }
        } else {
            let text: String =
                switch try scalar() {
                case .text(let text), .number(let text): text
                case .boolean(let isTrue): isTrue ? "yes" : "no"
                default: ""
                }
            Self.add(text, as: path, after: 0, &leaves)
        }
    }

    private static func add(_ text: String, as name: String, after count: Int, _ leaves: inout [JSONLeaf]) {
        guard let index = leaves.firstIndex(where: { $0.name == name }) else {
            leaves.append(JSONLeaf(name: name, values: Array(repeating: "", count: count) + [text]))
            return
        }
        pad(&leaves[index].values, to: count)
        leaves[index].values.append(text)
    }

    private static func pad(_ values: inout [String], to count: Int) {
        if values.count < count { values += Array(repeating: "", count: count - values.count) }
    }
}
