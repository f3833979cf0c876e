import Hummingbird
import Synchronization

/// A list as a table for spreadsheets, page after page.
enum PagedCSV {
    static let pageSize = 500

    /// - Parameters:
    ///   - read: a page after an item; from the beginning without one. The first is read before the answer begins: what is
    ///     refused is refused as everywhere.
    ///   - row: the cells of an item.
    static func response<Item: Sendable>(
        columns: [String], read: @escaping @Sendable (Item?) async throws -> [Item],
        row: @escaping @Sendable (Item) -> [String]
    ) async throws -> Response {
        let pages = Mutex<(next: [Item]?, last: Item?)>((try await read(nil), nil))
        return CSVStream.response(columns: columns) {
            let (ready, last) = pages.withLock { pages in
                defer { pages.next = nil }
                return (pages.next, pages.last)
            }
            var page = ready ?? []
            if ready == nil {
                guard let last else { return nil }
                page = try await read(last)
            }
            let end = page.last
            pages.withLock { $0.last = end }
            return page.isEmpty ? nil : page.map(row)
        }
    }
}
