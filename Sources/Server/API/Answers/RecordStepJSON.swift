import Registry

extension RecordStepEntry {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("step", step.rawValue)
            json.field("state", state.rawValue)
            json.field("at", TimeText.text(at))
            json.field("by", by.isEmpty ? nil : by)
            json.field("note", note)
        }
    }
}
