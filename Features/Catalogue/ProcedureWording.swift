import Base
import Deadlines
import Web

/// The facts of a procedure as sentences for people.
struct ProcedureWording {
    let t: Strings

    func term(_ term: Term) -> String {
        let counted = { (key: String, count: Int) in
            t("catalogue.term.\(key)\(count == 1 ? "-one" : "")", ["count": t.formats.number(count)])
        }
        return switch term {
        case .sameDay: t("catalogue.term.same-day")
        case .workingHours(let hours): counted("hours", hours)
        case .workingDays(let days): counted("working-days", days)
        case .calendarDays(let days): counted("days", days)
        case .months(let months): counted("months", months)
        }
    }

    /// The usual time in one line, for lists.
    func time(_ time: ProcessingTime) -> String { time.normal.map(term) ?? t("catalogue.time.unknown") }

    /// The time with its variants, a line each.
    func timeLines(_ time: ProcessingTime) -> [String] {
        var lines = [self.time(time)]
        if let remote = time.remote { lines.append(t("catalogue.time.remote", ["time": term(remote)])) }
        if let house = time.house { lines.append(t("catalogue.time.house", ["time": term(house)])) }
        if time.normal == .sameDay { lines.append(t("catalogue.time.after-three")) }
        if !time.note.isEmpty { lines.append(time.note) }
        return lines
    }

    /// What it costs, a line each: by channel where that differs, who sets it, who need not pay.
    func feeLines(_ procedure: Procedure) -> [String] {
        let fee = procedure.fee
        var lines = Channel.allCases.compactMap { channel in
            fee.byChannel[channel].map { t("catalogue.fee.by-channel", ["channel": self.channel(channel),
                "amount": money($0)]) }
        }
        if lines.isEmpty, let amount = fee.amount, !(amount == .zero && fee.isSetByProvince) { lines = [money(amount)] }
        if fee.isSetByProvince {
            lines.append(t("catalogue.fee.by-province"))
        } else if lines.isEmpty {
            lines = [t("catalogue.fee.unknown")]
        }
        if !fee.note.isEmpty { lines.append(fee.note) }
        for key in ["catalogue.fee.of.\(procedure.code)", "catalogue.fee.of.\(procedure.group)"] where t.has(key) {
            lines.append(t(key))
        }
        return lines
    }

    private func money(_ amount: Dong) -> String {
        amount == .zero ? t("catalogue.fee.none") : t.formats.money(amount)
    }

    func channel(_ channel: Channel) -> String { t("catalogue.channel.\(channel.rawValue)") }
    func audience(_ audience: Audience) -> String { t("catalogue.audience.\(audience.rawValue)") }
    func level(_ level: OnlineLevel) -> String { t("catalogue.level.\(level.rawValue)") }

    func channels(_ procedure: Procedure) -> [String] {
        Channel.allCases.filter(procedure.channels.contains).map { t("catalogue.channel.\($0.rawValue).how") }
    }

    func audiences(_ procedure: Procedure) -> String {
        Audience.allCases.filter(procedure.audiences.contains).map(audience).joined(separator: ", ")
    }

    /// "1 bản chính, 1 bản sao"
    func copies(_ component: Component) -> String {
        let originals = component.originals > 0
            ? t("catalogue.originals", ["count": String(component.originals)]) : nil
        let copies = component.copies > 0 ? t("catalogue.copies", ["count": String(component.copies)]) : nil
        return [originals, copies].compactMap { $0 }.joined(separator: ", ")
    }

    func kind(_ kind: Component.Kind) -> String { t("catalogue.kind.\(kind.rawValue)") }
}
