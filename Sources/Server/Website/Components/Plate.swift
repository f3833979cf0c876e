/// The rating plate, redrawn: the two numbers in their two places, with the doubtful characters marked.
package struct Plate: Component {
    /// A number as engraved, in runs of characters that are sure or doubtful.
    package struct Number: Component {
        package var runs: [Run]
        /// The whole text, for a screen reader and for copying.
        package var text: String
        /// The reader typed this number.
        package var isAsked: Bool

        /// - Parameters:
        ///   - text: the number as marked on the product.
        ///   - doubtful: offsets of characters that are easily misread here, with the reason ("may be the letter O").
        ///   - isAsked: the reader typed this number.
        package init(_ text: String, doubtful: [Int: String] = [:], isAsked: Bool = false) {
            self.text = text
            self.isAsked = isAsked
            var runs: [Run] = []
            for (offset, character) in text.enumerated() {
                let doubt = doubtful[offset]
                if doubt == nil, let last = runs.last, last.doubt == nil {
                    runs[runs.count - 1].text.append(character)
                } else {
                    runs.append(Run(text: String(character), doubt: doubt))
                }
            }
            self.runs = runs
        }

        /// The offsets of its doubtful characters.
        var doubtful: [Int] {
            var offset = 0
            return runs.flatMap { run in
                defer { offset += run.text.count }
                return run.doubt == nil ? [] : Array(offset..<(offset + run.text.count))
            }
        }

        package var mustache: [String: any Sendable] {
            [
                "runs": shown(runs), "text": text, "isAsked": isAsked,
                "isLong": text.utf8.count > 18,
                "hasDoubt": runs.contains { $0.doubt != nil },
            ]
        }
    }

    package struct Run: Component {
        package var text: String
        /// Why the character is doubtful.
        package var doubt: String?

        package var mustache: [String: any Sendable] {
            ["text": text, "doubt": shown(doubt)]
        }
    }

    /// The plate as its maker has laid it out, in place of ours.
    package var drawing: Href?
    package var maker: String?
    package var product: String?
    package var model: Number?
    package var serial: Number?
    /// What stands where the serial number would, such as "different on every one".
    package var serialHint: String
    /// Small fields below the numbers: made, version, country.
    package var fields: [Fact]
    /// A stamp across the corner, such as "Sample data".
    package var stamp: String?

    package init(
        maker: String?, product: String? = nil, model: Number?, serial: Number?,
        serialHint: String = Words.text("plate.differentOnEveryOne"), fields: [Fact] = [], stamp: String? = nil
    ) {
        self.maker = maker
        self.product = product
        self.model = model
        self.serial = serial
        self.serialHint = serialHint
        self.fields = fields
        self.stamp = stamp
    }

    package var mustache: [String: any Sendable] {
        [
            "drawing": shown(drawing?.text),
            "drawingText": Words.text(
                "plate.drawing",
                ["maker": maker ?? "", "model": model?.text ?? "", "serial": serial?.text ?? serialHint]),
            "maker": shown(maker),
            "product": shown(product),
            "model": shown(model),
            "serial": shown(serial),
            "serialHint": serialHint,
            "fields": shownList(fields),
            "stamp": shown(stamp),
        ]
    }
}
