package import Registry
package import SupplyChain

/// What somebody wants to be held back.
package struct HoldOrder: Sendable {
    package var manufacturer: String
    package var reason: Hold.Reason
    package var note: String
    /// Found by ``NameplateRegistry/goods(_:of:for:as:)``.
    package var goods: [Goods] = []
    /// A batch, by its number and the number of its model: all of it, or the units from one serial number to another.
    package var model: String?
    package var batch: String?
    package var firstSerial: String?
    package var lastSerial: String?

    package init(of manufacturer: String, _ reason: Hold.Reason, _ note: String) {
        (self.manufacturer, self.reason, self.note) = (manufacturer, reason, note)
    }
}

/// A hold with what it holds.
package struct HoldAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var hold: Hold
    package var items: [PartReference]
    /// Whether the asker may decide about it.
    package var mayDecide: Bool
}

/// Whether a unit may leave, and what keeps it.
package struct ClearanceAnswer: Sendable {
    package struct Test: Sendable {
        package var test: RequiredTest
        package var outcome: TestOutcome
    }
    package var manufacturer: Manufacturer
    package var unit: UnitReference
    /// Nil where it may leave.
    package var obstacle: Obstacle?
    /// What is in it and keeps it, where it is not the unit itself.
    package var within: UnitReference?
    /// The holds that keep the unit.
    package var holds: [Hold]
    /// What its model needs.
    package var tests: [Test]
}
