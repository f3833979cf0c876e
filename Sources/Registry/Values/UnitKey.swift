package import Identifiers

/// What makes a unit one and the same: its model and the serial number as marked on it.
package struct UnitKey: Hashable, Sendable {
    package var model: ID<Model>
    package var serial: SerialNumber

    package init(_ model: ID<Model>, _ serial: SerialNumber) {
        self.model = model
        self.serial = serial
    }

    /// The column `serial`: empty where the text equals its find key, as it does for most serials.
    package var storedSerial: String { serial.text == serial.key ? "" : serial.text }
}
