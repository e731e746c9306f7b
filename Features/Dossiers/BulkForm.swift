import Access
import Base
import Identity
import Storage
import Web

/// The form around a list of the desk where several dossiers may be dealt with in one press: a box in each row, and
/// above the rows the buttons with what they need. Works without a script.
struct BulkForm {
    static let path = "/ban-lam-viec/hang-loat"

    let list: Worklist
    /// The page of the list.
    let number: Int
    let deeds: [BulkDeed]
    let offices: [Office]
    let workers: [StaffMember]
    /// Which of them are away today, and who works in their place.
    let away: [AccountID: Absence]
    let form: FormView
    let request: WebRequest

    private var t: Strings { request.strings }

    /// Nil where the list offers this officer nothing for several dossiers.
    static func of(
        _ list: Worklist, number: Int, _ request: WebRequest, _ problem: Problem?, in snapshot: Snapshot
    ) throws -> BulkForm? {
        let deeds = BulkDeed.offered(on: list).filter { deed in
            guard let permission = deed.action.permission(for: request.caller) else { return false }
            return request.site.policy.allows(permission, to: request.caller)
        }
        guard !deeds.isEmpty, let agency = request.permit.agency else { return nil }
        let workers = deeds.contains(.assign)
            ? try StaffStore.members(of: agency, on: request.now.localDate, in: snapshot) : []
        return BulkForm(
            list: list, number: number, deeds: deeds, offices: try AgencyStore.offices(of: agency, in: snapshot),
            workers: workers.filter { isWorker($0, beside: request.caller.staff) },
            away: workers.isEmpty
                ? [:] : try StandInStore.away(of: agency, on: request.now.localDate, in: snapshot),
            form: FormView(request, problem), request: request)
    }

    /// A head assigns within the own office; whoever belongs to none assigns to everybody who works on dossiers.
    private static func isWorker(_ member: StaffMember, beside staff: StaffCaller?) -> Bool {
        guard !member.roles.isDisjoint(with: AssignDossier.workers) else { return false }
        guard let staff, staff.roles.contains(.officeHead), let own = staff.office else { return true }
        return member.office == own
    }

    /// The box of a row, with a name for those who do not see the row.
    func box(for dossier: Dossier) -> HTML {
        let ticked = form.values.all("dossier").contains(dossier.id.description) || request.query["chon"] == "het"
        return """
            <label class="pick"><input type="checkbox" name="dossier" value="\(dossier.id)"\(if: ticked, " checked")>\
            <span class="hidden">\(t("dossier.bulk.pick", ["code": dossier.code.text]))</span></label>
            """
    }

    func around(_ table: HTML) -> HTML {
        let needsOffice = deeds.contains { $0.needsOffice }
        let working = offices.filter { $0.kind != .leaders && $0.kind != .centre }
        let office: HTML = needsOffice ? form.select("office", label: t("dossier.office"),
            working.map { .init("\($0.id)", $0.name) }, none: t("dossier.bulk.office-of-procedure")) : .empty
        let assignee: HTML = deeds.contains(.assign) ? form.select("assignee", label: t("dossier.bulk.assignee"),
            AssigneeChoices.of(workers, away: away, t), none: t("dossier.choose")) : .empty
        let buttons = deeds.enumerated().map { index, deed in
            Components.button(t("dossier.bulk.do.\(deed.rawValue)"), index == 0 ? .primary : .secondary, name: "deed",
                value: deed.rawValue)
        }
        let all = "/ban-lam-viec?viec=\(list.rawValue)&trang=\(number)&chon=het"
        return Components.form(action: Self.path, request, className: "bulk") {
            """
            \(Components.hidden([("viec", list.rawValue), ("trang", "\(number)")]))
            <fieldset class="bulk-deeds" id="\(form.id("dossier"))" tabindex="-1">
            <legend>\(t("dossier.bulk.title"))</legend>
            \(form.fault("dossier").map { "<p class=\"fault\">\($0)</p>" as HTML })
            <p class="hint">\(t("dossier.bulk.hint")) <a href="\(all)">\(t("dossier.bulk.all"))</a></p>
            <div class="bulk-fields">\(office)\(assignee)</div>
            \(Components.buttonRow(buttons))</fieldset>
            \(table)
            """
        }
    }
}
