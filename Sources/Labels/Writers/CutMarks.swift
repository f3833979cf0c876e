/// Short lines beyond the corners of a label and its bleed that say where to cut. Lengths are millimetres.
///
/// Where a neighbour leaves no room for them, those at the paper's edge have to do.
struct CutMarks {
    struct Line: Hashable {
        var x: Double
        var y: Double
        var endX: Double
        var endY: Double
    }

    /// From the bleed to a mark.
    static let distance: Double = 1

    private(set) var lines: [Line] = []

    /// - Parameter room: What the label may use on each side.
    init(around box: LabelDrawing.Box, bleed: LabelDrawing.Sides, room: LabelDrawing.Sides, length: Double) {
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        for (x, outward, bleed, room) in [(box.x, -1.0, bleed.left, room.left), (right, 1.0, bleed.right, room.right)] {
            let (start, end) = (bleed + Self.distance, bleed + Self.distance + length)
            guard end <= room else { continue }
            for y in [box.y, bottom] {
                lines.append(Line(x: x + start * outward, y: y, endX: x + end * outward, endY: y))
            }
        }
        for (y, downward, bleed, room) in [
            (box.y, -1.0, bleed.top, room.top), (bottom, 1.0, bleed.bottom, room.bottom),
        ] {
            let (start, end) = (bleed + Self.distance, bleed + Self.distance + length)
            guard end <= room else { continue }
            for x in [box.x, right] {
                lines.append(Line(x: x, y: y + start * downward, endX: x, endY: y + end * downward))
            }
        }
    }
}
