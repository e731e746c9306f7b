import Assets
import Base

/// A catalogue file: a JSON list of procedures in the shape of `Data/procedures.json`.
package enum CatalogueFile {
    /// What a file says: its records in their order, and what in it could not be understood.
    package struct Content: Sendable, Equatable {
        package let records: [ProcedureRecord]
        /// They stop nothing: what they speak of was left unknown, or as published.
        package let remarks: [CatalogueFault]
    }

    /// The 312 procedures of communes that come with the program; see this feature's README for their source.
    package static var builtIn: [UInt8] { Assets.bytes(of: "Features/Catalogue/Data/procedures.json") }

    /// - Throws: `CatalogueFaults` with every fault of the file by line and field; nothing is half read.
    package static func read(_ bytes: [UInt8]) throws(CatalogueFaults) -> Content {
        guard bytes.count <= CatalogueLimits.fileBytesMax else {
            throw CatalogueFaults(faults: [CatalogueFault(line: 1, field: "", "file-large",
                ["max": grouped(CatalogueLimits.fileBytesMax / 1_000_000)])])
        }
        let root: JSONNode
        do { root = try JSONReader.read(bytes) } catch {
            throw CatalogueFaults(faults: [CatalogueFault(line: error.line, field: "", error.code)])
        }
        guard let nodes = root.list, !nodes.isEmpty, nodes.count <= CatalogueLimits.recordsMax else {
            throw CatalogueFaults(faults: [CatalogueFault(line: root.line, field: "", "file-list",
                ["max": grouped(CatalogueLimits.recordsMax)])])
        }
        return try content(nodes)
    }

    private static func content(_ nodes: [JSONNode]) throws(CatalogueFaults) -> Content {
        var records: [ProcedureRecord] = []
        var faults: [CatalogueFault] = []
        var remarks: [CatalogueFault] = []
        var lines: [String: Int] = [:]
        for node in nodes {
            let (record, form) = RecordReader.read(node)
            faults += form.faults
            remarks += form.remarks
            let code = node["code"]?.text.flatMap { ProcedureCode.normalised(VietnameseText.tidied($0)) }
            if let code, let first = lines.updateValue(lines[code] ?? node.line, forKey: code) {
                faults.append(CatalogueFault(line: node["code"]?.line ?? node.line, field: "code", "twice",
                    ["value": code, "first": String(first)]))
            }
            if let record { records.append(record) }
        }
        guard faults.isEmpty else { throw CatalogueFaults(faults: faults) }
        return Content(records: records, remarks: remarks)
    }

    /// The same shape, one member a line: what an export gives.
    package static func text(of records: [ProcedureRecord]) -> String {
        JSONNode(.list(records.map(\.node))).indentedText
    }
}
