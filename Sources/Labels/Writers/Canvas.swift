private import CPango

/// Draws labels with cairo (https://www.cairographics.org), on pixels or on a page.
struct Canvas {
    let surface: OpaquePointer
    let pictures: PictureImages
    /// Units of the surface in a millimetre, and in a dot of the label.
    let unit: Double
    let dot: Double
    /// Where the label begins, in units.
    var x: Double = 0
    var y: Double = 0

    /// - Throws: `label.font`, `label.picture`.
    func draw(_ drawing: LabelDrawing, with typesetter: Typesetter) throws(LabelError) {
        for element in drawing.elements {
            switch element {
            case .text(let run):
                ink(isBlack: !run.isWhite)
                try typesetter.draw(
                    run.text, run.typeface, size: run.size * unit, width: run.width * unit, x: x + run.x * unit,
                    y: y + run.baseLine * unit, on: surface)
            case .code(let code): draw(code)
            case .fill(let box, let isBlack):
                ink(isBlack: isBlack)
                cairo_rectangle(surface, x + box.x * unit, y + box.y * unit, box.width * unit, box.height * unit)
                cairo_fill(surface)
            case .frame(let box, let thickness, let radius):
                frame(box.inset(thickness / 2), thickness: thickness, radius: radius)
            case .picture(let found, let box): try picture(found, box)
            }
        }
    }

    func ink(isBlack: Bool) {
        let value: Double = isBlack ? 0 : 1
        cairo_set_source_rgb(surface, value, value, value)
    }

    /// Without shades at its edges: a module is dark or light.
    private func draw(_ code: LabelDrawing.PlacedCode) {
        cairo_set_antialias(surface, CAIRO_ANTIALIAS_NONE)
        ink(isBlack: false)
        rectangle(code.area)
        cairo_fill(surface)
        ink(isBlack: true)
        for bar in code.bars { rectangle(bar) }
        cairo_fill(surface)
        cairo_set_antialias(surface, CAIRO_ANTIALIAS_DEFAULT)
    }

    private func rectangle(_ bar: LabelDrawing.PlacedCode.Bar) {
        cairo_rectangle(
            surface, x + Double(bar.x) * dot, y + Double(bar.y) * dot, Double(bar.width) * dot, Double(bar.height) * dot
        )
    }

    private func frame(_ box: LabelDrawing.Box, thickness: Double, radius: Double) {
        ink(isBlack: true)
        cairo_set_line_width(surface, thickness * unit)
        let (left, top) = (x + box.x * unit, y + box.y * unit)
        let (right, bottom) = (left + box.width * unit, top + box.height * unit)
        let radius: Double = min(radius, box.width / 2, box.height / 2) * unit
        cairo_new_sub_path(surface)
        cairo_arc(surface, right - radius, top + radius, radius, -Double.pi / 2, 0)
        cairo_arc(surface, right - radius, bottom - radius, radius, 0, Double.pi / 2)
        cairo_arc(surface, left + radius, bottom - radius, radius, Double.pi / 2, Double.pi)
        cairo_arc(surface, left + radius, top + radius, radius, Double.pi, Double.pi * 3 / 2)
        cairo_close_path(surface)
        cairo_stroke(surface)
    }

    private func picture(_ picture: EmbeddedPicture, _ box: LabelDrawing.Box) throws(LabelError) {
        let image: OpaquePointer = try pictures.image(of: picture)
        cairo_save(surface)
        cairo_translate(surface, x + box.x * unit, y + box.y * unit)
        cairo_scale(surface, box.width * unit / Double(picture.width), box.height * unit / Double(picture.height))
        cairo_set_source_surface(surface, image, 0, 0)
        cairo_paint(surface)
        cairo_restore(surface)
    }
}
