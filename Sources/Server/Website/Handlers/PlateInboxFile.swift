import Hummingbird
import Identifiers
import Nameplate
import Registry

/// Clusters of unknown plates as a file.
enum PlateInboxFile {
    private static let columns = [
        "id", "cause", "model", "shape", "confused", "lookups", "first", "last", "state", "note", "decided_by",
    ]

    static func response(_ items: [UnknownPlateInboxAnswer.Item], of slug: String, _ form: ExportForm) -> Response {
        let bytes =
            form == .ndjson
            ? items.flatMap { item in JSONWriter.bytes { item.write(to: &$0) } + [UInt8(ascii: "\n")] }
            : CSVStream.bytes([columns] + items.map(cells))
        var response = Response.bytes(bytes, form.contentType)
        response.headers[.contentDisposition] =
            "attachment; filename=\"\(slug)-unknown-plates.\(form.rawValue)\""
        return response
    }

    private static func cells(_ item: UnknownPlateInboxAnswer.Item) -> [String] {
        let cluster = item.cluster
        return [
            cluster.id, cluster.cause.rawValue, item.model?.number.text ?? "", cluster.shape, cluster.detail,
            String(cluster.lookups), cluster.first.isoText, cluster.last.isoText, cluster.state.rawValue,
            cluster.decision?.note ?? "", cluster.decision?.by ?? "",
        ]
    }
}
