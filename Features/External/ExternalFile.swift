import Access
import Base
import Identity

/// A file of external dossiers: a JSON list, one object a line, or `{"HoSo": …}` around either.
package enum ExternalFile {
    package static let bytesMax = 20_000_000
    package static let recordsMax = 50_000

    /// - Throws: `ExternalFaults` with every fault by line and field; nothing is half read.
    package static func read(
        _ bytes: [UInt8], source: String, among agencies: [Agency], own: AgencyID?
    ) throws(ExternalFaults) -> [ExternalDossier] {
        let nodes = try nodes(bytes)
        var (dossiers, faults): ([ExternalDossier], [ExternalFault]) = ([], [])
        var lines: [String: Int] = [:]
        for (line, node) in nodes {
            var record = ExternalRecord(line: line) { node[$0]?.plainText }
            let dossier = record.dossier(source: source, among: agencies, own: own)
            faults += record.faults
            guard let dossier else { continue }
            if let first = lines.updateValue(lines[dossier.code.text] ?? line, forKey: dossier.code.text) {
                faults.append(ExternalFault(line, "MaHoSo", "twice", "\(dossier.code.text), \(first)"))
            }
            dossiers.append(dossier)
        }
        guard faults.isEmpty else { throw ExternalFaults(faults: faults) }
        return dossiers
    }

    private static func nodes(_ bytes: [UInt8]) throws(ExternalFaults) -> [(line: Int, node: JSONNode)] {
        guard bytes.count <= bytesMax else { throw ExternalFaults(faults: [ExternalFault(1, "", "large")]) }
        var found: [(Int, JSONNode)] = []
        do {
            let root = try JSONReader.read(bytes)
            found = unwrapped(root).map { ($0.line, $0) }
        } catch {
            found = try lines(bytes, whole: error)
        }
        guard !found.isEmpty, found.count <= recordsMax else {
            throw ExternalFaults(faults: [ExternalFault(1, "", "list", "\(recordsMax)")])
        }
        return found
    }

    /// JSON lines; a file that is neither is told by the fault of the whole.
    private static func lines(
        _ bytes: [UInt8], whole: JSONReader.SyntaxFault
    ) throws(ExternalFaults) -> [(Int, JSONNode)] {
        var (found, faults): ([(Int, JSONNode)], [ExternalFault]) = ([], [])
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            do {
                let node = try JSONReader.read(Array(line))
                found += unwrapped(node).map { (index + 1, $0) }
            } catch { faults.append(ExternalFault(index + 1, "", "json")) }
        }
        guard faults.isEmpty else {
            // Nothing could be read as a line: it is one broken document.
            throw ExternalFaults(faults: found.isEmpty ? [ExternalFault(whole.line, "", "json")] : faults)
        }
        return found
    }

    private static func unwrapped(_ node: JSONNode) -> [JSONNode] {
        if let inner = node["HoSo"] { return unwrapped(inner) }
        if let list = node.list { return list.flatMap { $0["HoSo"].map(unwrapped) ?? [$0] } }
        return [node]
    }
}

extension JSONNode {
    /// A text or a whole number as text; nil for anything else.
    fileprivate var plainText: String? { text ?? integer.map { "\($0)" } }
}
