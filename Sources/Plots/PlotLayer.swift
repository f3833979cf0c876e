/// A thing that is drawn, its name in the legend, and how it stands out.
public struct PlotLayer: Hashable, Sendable {
    /// The name in the legend and in the table; layers of one name and emphasis share an entry.
    public var name: String?
    /// What is drawn.
    public var shape: PlotShape
    /// How it stands out.
    public var emphasis: PlotEmphasis

    /// A layer of a shape.
    public init(name: String? = nil, shape: PlotShape, emphasis: PlotEmphasis = .first) {
        self.name = name
        self.shape = shape
        self.emphasis = emphasis
    }
}

/// What is drawn.
public enum PlotShape: Hashable, Sendable {
    /// Points joined by straight lines in order of x, with a gap where one has no place.
    case line([PlotPoint])
    /// A line that keeps its height until the next point, as survival curves do.
    case steps([PlotPoint])
    /// The area between two limits.
    case band([PlotBandPoint], isStepped: Bool)
    /// Single points, with error bars where they have limits.
    case points([PlotPoint])
    /// Bars from 0, side by side where several layers have them; error bars where they have limits.
    case bars([PlotPoint])
    /// A horizontal line to compare with.
    case level(Double, label: String?)
    /// A shaded part of the x axis.
    case window(ClosedRange<Double>, label: String?)
}

/// How a layer stands out: by colour, and by the kind of its line and of its points.
public enum PlotEmphasis: String, Hashable, Sendable, CaseIterable {
    /// Series of data, told apart by colour, dashes and the form of points.
    case first, second, third, fourth, fifth, sixth
    /// What is there for comparison.
    case muted
    /// What wants attention.
    case alarm
}

/// A point, perhaps with limits.
public struct PlotPoint: Hashable, Sendable {
    /// Where on the x axis.
    public var x: Double
    /// Where on the y axis.
    public var y: Double
    /// The lower limit of y.
    public var low: Double?
    /// The upper limit of y.
    public var high: Double?
    /// What is said of it where one points at it, and in the table.
    public var label: String?
    /// A path on this site, `/…`, in pages only; anything else is dropped.
    public var link: String?

    /// A point.
    public init(
        x: Double, y: Double, low: Double? = nil, high: Double? = nil, label: String? = nil, link: String? = nil
    ) {
        self.x = x
        self.y = y
        self.low = low
        self.high = high
        self.label = label
        self.link = link
    }

    /// The link where it leads to this site: `//host` and `/\host` lead elsewhere.
    var localLink: String? {
        guard let link, link.utf8.first == UInt8(ascii: "/"), link.utf8.dropFirst().first != UInt8(ascii: "/"),
            link.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return link
    }
}

/// Two limits at a place of the x axis.
public struct PlotBandPoint: Hashable, Sendable {
    /// Where on the x axis.
    public var x: Double
    /// The lower limit.
    public var low: Double
    /// The upper limit.
    public var high: Double

    /// Two limits.
    public init(x: Double, low: Double, high: Double) {
        self.x = x
        self.low = low
        self.high = high
    }
}

/// Numbers at risk of a group.
public struct AtRiskRow: Hashable, Sendable {
    /// How many are left at a place of the x axis.
    public struct Count: Hashable, Sendable {
        /// Where on the x axis.
        public var x: Double
        /// How many.
        public var count: Int

        /// A count at a place.
        public init(x: Double, count: Int) {
            self.x = x
            self.count = count
        }
    }

    /// The group.
    public var label: String
    /// Its counts.
    public var counts: [Count]

    /// Counts of a group.
    public init(label: String, counts: [Count]) {
        self.label = label
        self.counts = counts
    }
}
