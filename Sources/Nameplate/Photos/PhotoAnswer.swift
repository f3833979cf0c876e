package import BarcodeReading
package import Identifiers

/// What the codes on a photo say, each by itself and all together.
package struct PhotoAnswer: Sendable {
    /// A code, and what its content is by itself.
    package struct Code: Sendable {
        package var code: ReadCode
        package var reading: ParseAnswer
    }
    /// The size of the photo in pixels, in which the corners of its codes are given. The photo itself is not kept.
    package var width: Int
    package var height: Int
    /// From the photo's top to its bottom.
    package var codes: [Code]
    /// What was looked up: the plate as the codes say it.
    package var text: String
    package var lookup: LookupAnswer
}
