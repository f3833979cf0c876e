package import Registry
package import SupplyChain

/// A return with what was done.
package struct ReturnAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var entry: GoodsReturn
    package var unit: UnitReference
    /// Where it has come in.
    package var location: Location?
    /// What was done after the promise.
    package var steps: [ReturnStepEntry]
    /// What the asker may do next.
    package var possible: [ReturnStep]
}
