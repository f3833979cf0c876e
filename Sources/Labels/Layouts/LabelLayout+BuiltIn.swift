private import CLabelLayouts

extension LabelLayout {
    /// A layout that comes with the program.
    public struct ReadyMade: Sendable {
        /// By what it is called for: lower-case words with hyphens.
        public let key: String
        /// The layout.
        public let layout: LabelLayout
    }

    /// The layouts that come with the program, the rating plate first.
    public static let readyMade: [ReadyMade] = {
        (0..<label_layouts_count()).map { index in
            let entry: label_layout = label_layout_at(index)
            let text = String(decoding: UnsafeBufferPointer(start: entry.bytes, count: entry.count), as: UTF8.self)
            do throws(LabelError) {
                return ReadyMade(key: String(cString: entry.name), layout: try LabelLayout(parsing: text))
            } catch {
                // A file of the project itself, which the tests read.
                preconditionFailure(error.sentence)
            }
        }
    }()

    /// A layout that comes with the program, by its key; nil where none is called so.
    public static func readyMade(_ key: String) -> LabelLayout? { readyMade.first { $0.key == key }?.layout }

    /// What is fixed to the product: both numbers, and a code that a phone reads.
    public static let ratingPlate: LabelLayout = readyMade[0].layout

    /// Nobody knows a layout of this name.
    public static func unknown(_ name: String) -> LabelError {
        LabelError(
            .layout,
            "There is no layout '\(name)'. These come with the program: "
                + readyMade.map(\.key).joined(separator: ", ") + "; a manufacturer may have more of its own.")
    }
}
