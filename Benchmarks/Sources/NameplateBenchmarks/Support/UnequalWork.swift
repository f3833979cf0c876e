/// The two sides of a comparison have not done the same: what was measured is worth nothing.
struct UnequalWork: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
