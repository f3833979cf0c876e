/// What makes our tables of somebody else's file: which of its columns becomes which of ours, and how.
///
/// A mapping is a text that people write:
///
///     # Refrigerators as an agency lists them.
///     for Brand Name, Model Number, Height (in)
///     dates mdy
///
///     [manufacturers]
///     slug = Brand Name | slug
///     name = Brand Name
///     once slug
///     rest ignored
///
///     [models]
///     manufacturer = Brand Name | slug
///     number = Model Number
///     unique number with Unique ID
///     category: Refrigerator
///     spec:Height [INH] = Height (in)
///     ignore Markets
///     rest as specifications
package struct ImportMapping: Hashable, Sendable {
    /// What the mapping is for, in its writer's words: the comment that it begins with.
    package var summary: String
    /// Headers that tell a file of this kind; none for a mapping that is never proposed.
    package var headings: [String] = []
    package var dates: ImportOptions.DateOrder?
    package var decimal: ImportOptions.DecimalMark?
    package var tables: [ImportTable: TableMapping] = [:]

    /// Whether a file with these headers is of the kind that the mapping is for.
    package func fits(_ headings: [String]) -> Bool {
        !self.headings.isEmpty
            && Set(self.headings.map { foldedHeader($0) }).isSubset(of: headings.map { foldedHeader($0) })
    }
}

/// How the rows of one table are made.
package struct TableMapping: Hashable, Sendable {
    /// One of our columns, and where its value comes from.
    struct Rule: Hashable, Sendable {
        /// The header as an import has it: `number`, `spec:Height [INH]`.
        var target: String
        var source: Source
        var steps: [MappingStep] = []
        /// The file may lack the columns.
        var isOptional = false
        /// The line of the mapping, from 1.
        var line: Int
    }

    enum Source: Hashable, Sendable {
        case constant(String)
        /// The first of these that is not blank; each joins the values of columns by spaces.
        case columns([[String]])
    }

    /// What becomes of columns that the mapping does not name.
    enum Rest: Hashable, Sendable {
        case refused, ignored, specifications
    }

    /// Rows that are left out, or that alone are taken.
    struct Choice: Hashable, Sendable {
        var column: String
        var values: [String]
        /// Rows with such a value are taken; else they are left out.
        var takes: Bool
    }

    /// Lists that stand beside each other, each element a specification.
    struct Each: Hashable, Sendable {
        var name: String
        var value: String
        var unit: String?
    }

    var rules: [Rule] = []
    var ignored: [String] = []
    var rest = Rest.refused
    var choices: [Choice] = []
    var each: [Each] = []
    /// Of rows that agree in this column of ours, the first alone is taken.
    var once: String?
    /// Where an earlier row has the same value in a column of ours, that of a column of the file is added.
    var unique: Unique?

    struct Unique: Hashable, Sendable {
        var target: String
        /// The first of these that the file has.
        var with: [String]
    }

    /// The columns of the file that the mapping names.
    var named: [String] {
        var named =
            ignored + choices.map(\.column) + each.flatMap { [$0.name, $0.value] + ($0.unit.map { [$0] } ?? []) }
        for rule in rules {
            if case .columns(let alternatives) = rule.source { named += alternatives.flatMap(\.self) }
            for case .elements(let column, _) in rule.steps { named.append(column) }
        }
        named += unique?.with ?? []
        return named
    }
}

/// One thing that is done with a value, or with each element of a list.
enum MappingStep: Hashable, Sendable {
    /// Lower case letters and digits with dashes between, at most 40: a manufacturer's short name.
    case slug
    /// Parted at this text into a list.
    case split(String)
    /// No more than so many characters.
    case cut(Int)
    /// Only what is longer than so many characters.
    case longer(Int)
    /// Only what is a GTIN.
    case gtin
    /// What stands before, or after, the first place of this text.
    case before(String)
    case after(String)
    /// These words are put for those.
    case words([String: String])
    /// These values say nothing.
    case blank([String])
    /// The elements beside which that column says this.
    case elements(column: String, value: String)
}
