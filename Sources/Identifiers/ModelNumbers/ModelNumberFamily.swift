/// What a manufacturer prints where one text stands for several model numbers, such as `RF28*SR`, `ARD204AB14R/L`,
/// `581J(P,E,T)09****(A,B)A`, `53[S|P]30[H|Z][0-9|A-Z]` or `LS6405, LS640*-##`.
///
/// No standard says how such texts are written; their meaning is gathered from certified product lists (ENERGY STAR),
/// whose remarks say what the makers mean:
/// - `*` is a letter, a digit or nothing; several beside each other are at most so many characters, one alone any number
///   up to ``longestGap``.
/// - `#` and `##` are up to two digits; more beside each other are at most so many letters or digits.
/// - `(P,E,T)`, `[0|1|2]`, `[0-9|A-F]` are one of these; `(DM)` is there or not; `(X)` is open.
/// - `14R/L`, `D/H/V`, `1HZ/VT`, `101/102H` are one of these where the parts on both sides are alike; every other slash
///   stands for itself.
/// - Commas, semicolons, `or` and slashes between spaces part whole numbers; where what follows a comma is as short as a
///   code, it takes the place of the last characters (`**Y,G,J`).
///
/// Reading is lenient: a text that may be read in two ways is read in both.
public struct ModelNumberFamily: Hashable, Sendable {
    /// The most characters of a family's text.
    public static let longestText = 255
    /// The most characters that a single star stands for.
    public static let longestGap = 12
    /// A number that says less of itself would be anybody's.
    static let leastLiterals = 3
    /// The most numbers that one text may list.
    static let mostMembers = 60

    /// The text as printed.
    public let text: String
    /// The numbers that the text lists, each with what may vary in it.
    let members: [ModelNumberPattern]

    /// Reads a text; nil where it is a single number in which nothing varies, or too long.
    public init?(_ text: some StringProtocol) {
        guard text.unicodeScalars.count <= Self.longestText else { return nil }
        let scalars = text.unicodeScalars.filter { !$0.isInvisible || $0.isSpace }
        var reader = ModelNumberFamilyReader(Array(scalars))
        let members = reader.read()
        guard !members.isEmpty, members.count > 1 || members[0].varies else { return nil }
        self.text = String(text)
        self.members = members
    }

    /// Whether a number, however it is typed, is one of the family.
    public func matches(_ number: some StringProtocol) -> Bool { matches(key: FindKey.fold(number)) }

    /// Whether a number is one of the family.
    /// - Parameter key: The number's ``FindKey``.
    public func matches(key: String) -> Bool { specificity(of: key) != nil }

    /// How many characters the family says of a number that it holds itself: of several families whoever says most is
    /// the one that is meant.
    /// - Returns: nil where the number is none of the family.
    public func specificity(of key: String) -> Int? {
        guard key.utf8.count <= Self.longestText else { return nil }
        let bytes = Array(key.unicodeScalars)
        return members.filter { $0.matches(bytes) }.map(\.literalCount).max()
    }

    /// What the find keys of its numbers begin with, one beginning for each number that it lists, at most `length`
    /// characters long; where a number begins with what varies, one for each beginning, or an empty one.
    public func beginnings(length: Int) -> Set<String> {
        members.reduce(into: Set()) { $0.formUnion($1.beginnings(length: length)) }
    }

    /// The numbers of the family where they can be told: where it holds no stars and no `#`, and not more than `limit`.
    public func numbers(limit: Int = 200) -> [String]? {
        var found: [String] = []
        for member in members {
            guard let numbers = member.numbers(limit: limit - found.count) else { return nil }
            for number in numbers where !found.contains(number) { found.append(number) }
        }
        return found
    }
}
