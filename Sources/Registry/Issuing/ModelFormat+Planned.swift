package import Identifiers

extension ModelFormat {
    /// A format that a model does not have yet, for a preview: under the id 0, which no format has.
    package init(planned format: SerialFormat, for model: Model) {
        self.init(id: ID(0), manufacturer: model.manufacturer, model: model.id, format: format)
    }
}
