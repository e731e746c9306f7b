import Access
import Base
import Identity
import Storage
import Web

/// Hồ sơ ngoài hệ thống for programs: another system tells where its dossiers stand, in the national portal's own field
/// names. Told twice, nothing changes; what is older than what is here is left.
struct ExternalAPI: Sendable {
    private static let recordsMax = 200

    var operations: [APIOperation] { [take] }

    private static let record = APIObject("ExternalDossier", "HoSo, as the national portal's payload names it.", [
        .required("MaHoSo", .text(min: 1, max: 40), "Mã hồ sơ, in every shape that was ever valid."),
        .required("TrangThaiHoSo", .integer(0...10), "Where it stands, 0 to 10."),
    ] + ExternalRecord.fields.filter { !["MaHoSo", "TrangThaiHoSo"].contains($0) }.map { name in
        .optional(name, .text(max: ExternalRecord.textMax), name.hasPrefix("Ngay")
            ? "ISO 8601, yyyyMMddHHmmss or dd/MM/yyyy HH:mm:ss." : "As the other system writes it.")
    })

    private static let form = APIObject("ExternalDossiers", "Dossiers of one system.", [
        .required("source", .text(min: 1, max: 20), "The system that they live in, always by the same word."),
        .required("HoSo", .list(.object(record), max: recordsMax), "At most \(recordsMax) at a time."),
    ])

    private static let answer = APIShape<ImportExternal.Outcome>("ExternalOutcome", "What became of them.", [
        .value("added", "New here.") { $0.added.count },
        .value("changed", "Brought up to date.") { $0.changed.count },
        .value("unchanged", "As they were.") { $0.unchanged },
        .value("older", "Left, because what is here is newer.") { $0.older.count },
    ])

    private var take: APIOperation {
        .post("/external-dossiers", .importExternal,
            .init("tellExternalDossiers", tag: "dossiers", "Mirror dossiers that live in another system"),
            form: Self.form, answer: Self.answer
        ) { call, tx in
            let source = try ExternalSource.checked(call.body.text("source"))
            let (agencies, own) = (try AgencyStore.served(in: tx), call.request.permit.agency)
            var (dossiers, faults): ([ExternalDossier], [FieldFault]) = ([], [])
            for (index, part) in call.body.parts("HoSo").enumerated() {
                var record = ExternalRecord(line: index + 1) { name in
                    if name == "TrangThaiHoSo" { return part.integer(name).map { "\($0)" } }
                    return part.has(name) ? part.text(name) : nil
                }
                if let dossier = record.dossier(source: source, among: agencies, own: own) { dossiers.append(dossier) }
                faults += record.faults.map { fault in
                    FieldFault("HoSo[\(index)].\(fault.field)", "external.\(fault.code)", ["value": fault.value])
                }
            }
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            return try ImportExternal(dossiers).run(in: tx, act: call.request.act)
        }
    }
}
