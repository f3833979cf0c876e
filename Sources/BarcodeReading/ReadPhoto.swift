/// What was found on a photo.
public struct ReadPhoto: Hashable, Sendable {
    /// The width of the photo in pixels.
    public let width: Int
    /// The height of the photo in pixels.
    public let height: Int
    /// Its codes, from its top to its bottom; at least one, at most ``BarcodeReader/mostCodes``.
    public let codes: [ReadCode]

    /// Makes one.
    public init(width: Int, height: Int, codes: [ReadCode]) {
        self.width = width
        self.height = height
        self.codes = codes
    }
}
