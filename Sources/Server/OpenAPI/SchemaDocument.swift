/// Writes shapes as JSON Schema 2020-12, the dialect of OpenAPI 3.1.
enum SchemaDocument {
    /// A schema where it is used: by reference where it has a name.
    static func write(_ schema: Schema, to json: inout JSONWriter) {
        switch schema {
        case .object(let object):
            if let name = object.name {
                json.object { $0.field("$ref", "#/components/schemas/\(name)") }
            } else {
                write(object, to: &json)
            }
        case .list(let element, let most):
            json.object { json in
                json.field("type", "array")
                json.field("maxItems", most)
                json.name("items")
                write(element, to: &json)
            }
        case .any(let schemas):
            json.object { json in json.listField("anyOf", schemas) { write($1, to: &$0) } }
        case .text, .word, .integer, .number, .boolean, .decimal, .anyObject:
            json.object { writeSimple(schema, to: &$0) }
        }
    }

    /// An object in full.
    static func write(_ object: ObjectSchema, to json: inout JSONWriter) {
        json.object { json in
            json.field("type", "object")
            json.field("required", object.properties.filter(\.isRequired).map(\.name))
            json.objectField("properties") { json in
                for property in object.properties {
                    json.objectField(property.name) { json in
                        json.field("description", property.summary)
                        // Beside a description a reference must stand in a list of its own to be understood by all readers.
                        json.name(property.isRequired ? "allOf" : "anyOf")
                        json.array(property.isRequired ? [property.schema] : [property.schema, nil]) { json, schema in
                            if let schema {
                                write(schema, to: &json)
                            } else {
                                // It says the same as leaving the member out.
                                json.object { $0.field("type", "null") }
                            }
                        }
                    }
                }
            }
            json.field("additionalProperties", false)
        }
    }

    private static func writeSimple(_ schema: Schema, to json: inout JSONWriter) {
        switch schema {
        case .text(let most, let format):
            json.field("type", "string")
            if most < Int.max { json.field("maxLength", most) }
            json.field("format", format)
        case .word(let words):
            json.field("type", "string")
            json.field("enum", words)
        case .integer(let range):
            json.field("type", "integer")
            json.field("format", "int64")
            json.field("minimum", range.lowerBound)
            json.field("maximum", range.upperBound)
        case .number: json.field("type", "number")
        case .boolean: json.field("type", "boolean")
        case .decimal: json.field("type", ["string", "number"])
        case .anyObject: json.field("type", "object")
        case .list, .object, .any: break
        }
    }

    /// Gathers the named objects within a schema.
    static func collect(_ schema: Schema, into named: inout [String: ObjectSchema]) {
        switch schema {
        case .object(let object):
            if let name = object.name, named.updateValue(object, forKey: name) != nil { return }
            for property in object.properties { collect(property.schema, into: &named) }
        case .list(let element, _): collect(element, into: &named)
        case .any(let schemas): for schema in schemas { collect(schema, into: &named) }
        case .text, .word, .integer, .number, .boolean, .decimal, .anyObject: break
        }
    }
}
