import Identifiers
import Registry
import Storage

extension SampleRegistry {
    /// What somebody reports of the unit with this ordinal now.
    func observation(of ordinal: Int) throws -> EventDraft {
        var draft = EventDraft(time: SQLiteDatabase.currentTime())
        draft.businessStep = .inspecting
        draft.readPoint = "Bench 1"
        draft.units = [UnitKey(model.id, try SerialNumber(parsing: serials.text(of: ordinal)))]
        return draft
    }
}
