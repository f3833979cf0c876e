import Storage

/// What models are found by beside what their own rows say: other numbers, numbers of trade items, what speaks for them.
enum ModelOtherWords {
    struct Known {
        var numbers: [String] = []
        var texts: [String] = []
    }

    static func of(_ ids: [Int64], _ reader: any SQLReader) throws -> [Int64: Known] {
        var found: [Int64: Known] = [:]
        for values in FiftyIDs.values(ids) {
            for statement in [ModelOtherWordsSQL.numbers, ModelOtherWordsSQL.gtins] {
                try reader.forEachRow(statement, values) { row in
                    found[row.integer(0), default: Known()].numbers.append(row.text(1))
                    return true
                }
            }
            try reader.forEachRow(ModelOtherWordsSQL.marketing, values) { row in
                let points = row.text(2).split(separator: "\n").map { String($0) }
                found[row.integer(0), default: Known()].texts += [row.optionalText(1)].compactMap(\.self) + points
                return true
            }
        }
        return found
    }
}

private enum ModelOtherWordsSQL {
    static let numbers = Statement(
        """
        SELECT model_id, number
          FROM model_aliases
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let marketing = Statement(
        """
        SELECT model_id, segment, selling_points
          FROM model_marketing
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let gtins = Statement(
        """
        SELECT model_id, gtin
          FROM model_gtins
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
        """)
}
