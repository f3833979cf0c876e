extension LabelMaker {
    /// A label as a PNG of its true size, as it is when it is cut: without its bleed, in the printer's dots.
    ///
    /// - Throws: As ``drawing(of:)``; `label.font` where no font of the machine has one of its characters; `label.picture`;
    ///   `label.size` where it has too many dots.
    public func png(of fields: LabelFields) throws(LabelError) -> [UInt8] {
        let drawing: LabelDrawing = try drawing(of: fields)
        return try LabelRaster(drawing, typesetter, pictures).png(resolution)
    }

    /// A label for a printer that speaks ZPL II, in its dots; a remark in it says that a bleed is left out.
    ///
    /// - Parameter copies: How many are printed of it.
    /// - Throws: As ``png(of:)``.
    public func zpl(of fields: LabelFields, copies: Int = 1) throws(LabelError) -> [UInt8] {
        let drawing: LabelDrawing = try drawing(of: fields)
        return ZPL.label(try LabelRaster(drawing, typesetter, pictures), copies: max(1, copies), bleed: layout.bleed)
    }
}
