package import Storage

extension Models {
    /// These models in their order; those that do not exist are left out.
    package static func find(_ ids: [ID<Model>], _ reader: any SQLReader) throws -> [Model] {
        var found: [ID<Model>: Model] = [:]
        for values in FiftyIDs.values(ids.map(\.value)) {
            for model in try reader.all(SeveralModelsSQL.models, values, row) { found[model.id] = model }
            try reader.forEachRow(SeveralModelsSQL.gtins, values) { row in
                found[ID<Model>(row.integer(0))]?.details.gtins.append(row.text(1))
                return true
            }
            for (id, specification) in try Specifications.list(ofModels: values, reader) {
                found[id]?.details.specifications.append(specification)
            }
        }
        return ids.compactMap { found[$0] }
    }

    /// These models by their ids, each read once however often it is named.
    package static func byID(_ ids: [ID<Model>], _ reader: any SQLReader) throws -> [ID<Model>: Model] {
        Dictionary(try find(Array(Set(ids)), reader).map { ($0.id, $0) }) { first, _ in first }
    }
}

private enum SeveralModelsSQL {
    static let models = Statement(
        """
        SELECT id, manufacturer_id, kind, number, name, line, brand, version, category,
               announced_on, released_on, sales_end_on, support_end_on, supersedes_id, fleet_published, row_version
          FROM models
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let gtins = Statement(
        """
        SELECT model_id, gtin
          FROM model_gtins
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
         ORDER BY model_id, gtin
        """)
}
