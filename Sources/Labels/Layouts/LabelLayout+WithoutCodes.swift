extension LabelLayout {
    /// The layout with codes that say nothing of a unit, only example values, and no text below them: for a drawing in which
    /// they take their places and are not shown.
    ///
    /// - Throws: `label.field` where a code needs a field of the layout's own that has no example.
    public func withoutCodes() throws(LabelError) -> LabelLayout {
        var layout = self
        let example: LabelFields = .example(for: self, maker: "Maker")
        layout.root.children = try Self.emptied(layout.root.children, example)
        return layout
    }

    private static func emptied(_ nodes: [LayoutNode], _ example: LabelFields) throws(LabelError) -> [LayoutNode] {
        var emptied: [LayoutNode] = []
        for node in nodes {
            switch node {
            case .group(var group):
                group.children = try self.emptied(group.children, example)
                emptied.append(.group(group))
            case .code(var code):
                let text: String = try code.content.filled(with: example).map(\.text).joined()
                code.content = FieldText(parts: [.literal(text)])
                code.readable = nil
                emptied.append(.code(code))
            case .text, .line, .space, .picture: emptied.append(node)
            }
        }
        return emptied
    }
}
