import Identifiers
import Nameplate
import Registry
import Storage

extension SampleRegistry {
    /// The unit with this ordinal among those that the loop in C writes.
    func unit(_ ordinal: Int) throws -> UnitKey {
        UnitKey(model.id, try SerialNumber(parsing: serials.text(of: ordinal)))
    }

    /// What somebody reports of a unit now.
    func observation(of unit: UnitKey) -> EventDraft {
        var draft = EventDraft(time: SQLiteDatabase.currentTime())
        draft.businessStep = .inspecting
        draft.readPoint = "Bench 1"
        draft.units = [unit]
        return draft
    }

    /// Registers a unit that is in no file.
    func registerOther() async throws -> UnitKey {
        let serial = try SerialNumber(parsing: "OTHER1")
        _ = try await registry.perform(as: .administrator) { commands in
            var draft = EventDraft(time: SQLiteDatabase.currentTime())
            draft.businessStep = .commissioning
            return try commands.register(serial, of: Self.slug, model: Self.number, event: draft)
        }
        return UnitKey(model.id, serial)
    }
}
