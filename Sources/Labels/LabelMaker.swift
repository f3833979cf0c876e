/// Makes the labels of one layout, one after the other. It keeps the machine's fonts and its pictures open, so it is made once for many
/// labels and not shared between threads.
public final class LabelMaker {
    /// How the labels look.
    public let layout: LabelLayout
    /// How large they are.
    public let size: LabelSize
    /// For which printer.
    public let resolution: PrintResolution
    let typesetter = Typesetter()
    let pictures = PictureImages()

    /// - Parameter size: Nil for the layout's own.
    public init(_ layout: LabelLayout, size: LabelSize? = nil, resolution: PrintResolution = .dpi300) {
        self.layout = layout
        self.size = size ?? layout.size
        self.resolution = resolution
    }

    /// Arranges a label.
    ///
    /// - Throws: `label.field` where the layout needs a field that is not there; `label.tooSmall` where something does not
    ///   fit in its smallest size; `label.empty`, `label.tooLong` and `label.content` of its codes.
    public func drawing(of fields: LabelFields) throws(LabelError) -> LabelDrawing {
        var arranger = Arranger(fields: fields, resolution: resolution, typesetter: typesetter)
        return try arranger.arrange(layout, size: size, title: Self.title(layout, fields))
    }

    /// The label as an SVG document of its true size, and its bleed around it.
    ///
    /// - Throws: As ``drawing(of:)``.
    public func svg(of fields: LabelFields) throws(LabelError) -> String {
        try drawing(of: fields).svg(bleed: layout.bleed)
    }

    private static func title(_ layout: LabelLayout, _ fields: LabelFields) -> String {
        guard let model = fields["model"], let serial = fields["serial"] else { return layout.name }
        let maker: String = fields["maker"].map { "\($0), " } ?? ""
        return "\(maker)model \(model), serial number \(serial)"
    }
}
