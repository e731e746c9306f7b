import Catalogue
import Identity

/// Which office of the commune works on a procedure: read from the department that the catalogue publishes.
package enum OfficeChoice {
    /// - Precondition: the agency has at least one office.
    package static func office(for procedure: Procedure, among offices: [Office]) -> Office {
        let kind = kind(forDepartment: procedure.department, field: procedure.field)
        guard let fallback = offices.first(where: { $0.kind == .secretariat }) ?? offices.first else {
            preconditionFailure("an agency has offices")
        }
        return offices.first { $0.kind == kind } ?? fallback
    }

    static func kind(forDepartment department: String, field: String) -> Office.Kind {
        if field == "Đất đai", department.contains("Kinh tế") { return .economy }
        if department.hasPrefix("Phòng Kinh tế") { return .economy }
        if department.hasPrefix("Phòng Văn hóa") { return .culture }
        return .secretariat
    }
}
