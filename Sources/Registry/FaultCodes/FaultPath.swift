/// A fault code and the wider ones above it, up to the top of the tree. What is right for a wider code is right for the
/// code, too; what is for a narrower one is not.
package struct FaultPath: Hashable, Sendable {
    /// The code itself, then the nearest above it, and so on; each once.
    package let codes: [String]

    /// - Parameter all: the codes of a model: those of its category, which come before those for all.
    package init(from code: String, among all: [FaultCode]) {
        let same = all.filter { $0.code == code }
        let category = (same.first { !$0.category.isEmpty } ?? same.first)?.category
        let tree = Dictionary(all.filter { $0.category == category }.map { ($0.code, $0) }) { first, _ in first }
        var codes = [code]
        while let last = codes.last, let parent = tree[last]?.parent, !codes.contains(parent) { codes.append(parent) }
        self.codes = codes
    }

    /// How many steps the nearest of some codes stands above the code, 0 where it is among them; nil where none of them is
    /// the code or a wider one.
    package func distance(to some: [String]) -> Int? { codes.firstIndex { some.contains($0) } }
}
