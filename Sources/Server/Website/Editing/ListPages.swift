import Nameplate

/// A list on a page of forms, page by page. The page may be the answer to a form that was sent elsewhere, so places are in the list's
/// own address.
struct ListPages {
    /// The list's address without its query.
    let path: String
    private let href: ([(String, String)]) -> Href
    private let query: [(String, String)]

    static let parameter = Route.Parameter("after", .text(most: 1_000), "the cursor 'next' of the page before")

    /// - Parameter query: of the list, without a place in it.
    init(_ query: [(String, String)] = [], _ href: @escaping ([(String, String)]) -> Href) {
        (path, self.href, self.query) = (href([]).text, href, query)
    }

    /// After which row the page begins; nil at the beginning, and for what is no place in this list.
    func place(_ call: Call) -> String? { call.query["after"].flatMap { Cursor.key(of: $0, in: path) } }

    /// A link to the next page.
    /// - Parameter key: what it begins after; nil where there is none.
    func next(after key: String?) -> [FormSection.Item] {
        guard let key else { return [] }
        var item = FormSection.Item(Words.text("pagination.next"))
        item.href = href(query + [("after", Cursor.text(key, in: path))])
        return [item]
    }
}
