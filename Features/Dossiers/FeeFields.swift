import Base
import Catalogue
import Web

/// The fee on the counter's screen: what it is counted from, what it comes to, and whether it was paid.
enum FeeFields {
    /// How many originals of different length the screen has room for.
    static let rowsMax = 4
    private static let amountMax: Int64 = 1_000_000_000

    /// What was typed, with everything that is wrong with it.
    struct Typed {
        var count: FeeCount?
        var amount: Dong?
        var standing = FeeStanding.unpaid
        var faults: [FieldFault] = []
    }

    static func typed(_ form: FormValues, rule: FeeRule) -> Typed {
        var typed = Typed()
        if rule.isCounted { readCount(form, rule, into: &typed) }
        if rule == .unknown, !form["fee-amount"].isEmpty {
            let digits = form["fee-amount"].filter { !" .₫đ".contains($0) }
            if let amount = Int64(digits), (0...amountMax).contains(amount) {
                typed.amount = Dong(amount)
            } else {
                typed.faults.append(FieldFault("fee-amount", "dossier.fee-amount-shape"))
            }
        }
        let ground = VietnameseText.tidied(form["fee-ground"])
        switch form["fee-standing"] {
        case FeeStanding.paid.word: typed.standing = .paid
        case "exempt" where ground.isEmpty:
            typed.faults.append(FieldFault("fee-ground", "dossier.fee-ground-missing"))
        case "exempt" where ground.count > FeeStanding.groundLengthMax:
            typed.faults.append(
                FieldFault("fee-ground", "dossier.too-long", ["max": "\(FeeStanding.groundLengthMax)"]))
        case "exempt": typed.standing = .exempt(ground: ground)
        default: typed.standing = .unpaid
        }
        return typed
    }

    private static func readCount(_ form: FormValues, _ rule: FeeRule, into typed: inout Typed) {
        var originals: [FeeCount.Original] = []
        for row in 1...rowsMax {
            let (pages, copies) = (form["fee-pages-\(row)"], form["fee-copies-\(row)"])
            if row > 1, pages.isEmpty { continue }
            if pages.isEmpty, copies.isEmpty { continue }
            let original = FeeCount.Original(pages: pages.isEmpty ? 1 : Int(pages) ?? 0,
                copies: copies.isEmpty ? 1 : Int(copies) ?? 0)
            if !FeeCount.pagesRange.contains(original.pages) {
                typed.faults.append(FieldFault("fee-pages-\(row)", "dossier.fee-pages-shape",
                    ["max": "\(FeeCount.pagesRange.upperBound)"]))
            }
            if !FeeCount.copiesRange.contains(original.copies) {
                typed.faults.append(FieldFault("fee-copies-\(row)", "dossier.fee-copies-shape",
                    ["max": "\(FeeCount.copiesRange.upperBound)"]))
            }
            originals.append(original)
        }
        typed.count = FeeCount(originals)
    }

    /// The whole fee section; with a script the bill follows what is typed, without one the button counts.
    static func section(_ form: FormView, procedure: Procedure, _ t: Strings) -> HTML {
        let rule = procedure.feeRule(for: .counter)
        let bill = bill(rule, typed(form.values, rule: rule).count, t)
        let count: HTML = rule.isCounted
            ? """
            <div data-recount="/quay/\(procedure.code)/phi">\(counts(form, rule, t))
            <div class="bill" aria-live="polite" data-recounted>\(bill)</div></div>
            \(Components.button(t("dossier.fee.count"), .secondary, name: "count", value: "1"))
            """ : bill
        return """
            <h3>\(t("dossier.fee"))</h3>\(count)\
            \(if: rule == .unknown, amount(form, t))\(if: rule != .fixed(.zero), standing(form, t))
            """
    }

    static func amount(_ form: FormView, _ t: Strings) -> HTML {
        form.text("fee-amount", label: t("dossier.fee.amount"), hint: t("dossier.fee.amount.hint"), kind: .number,
            width: .half, isOptional: true)
    }

    static func standing(_ form: FormView, initial: FeeStanding = .unpaid, _ t: Strings) -> HTML {
        """
        \(form.select("fee-standing", label: t("dossier.fee.standing"),
            ["unpaid", "paid", "exempt"].map { .init($0, t("dossier.fee.standing.\($0)")) }, initial: initial.word))
        \(form.text("fee-ground", label: t("dossier.fee.ground"), hint: t("dossier.fee.ground.hint"),
            initial: initial.ground, isOptional: true))
        """
    }

    private static func counts(_ form: FormView, _ rule: FeeRule, _ t: Strings) -> HTML {
        func copies(_ row: Int) -> HTML {
            form.text("fee-copies-\(row)", label: t("dossier.fee.copies"), kind: .number, width: .short,
                initial: row == 1 ? "1" : "")
        }
        guard case .byPage = rule else { return copies(1) }
        func row(_ row: Int) -> HTML {
            """
            <div class="number-pair">\(form.text("fee-pages-\(row)", label: t("dossier.fee.pages"), kind: .number,
                width: .short, initial: row == 1 ? "1" : ""))\(copies(row))</div>
            """
        }
        let others = (2...rowsMax).map(row)
        let isOpen = (2...rowsMax).contains { !form.value("fee-pages-\($0)").isEmpty }
        return """
            \(row(1))<details\(if: isOpen, " open")><summary>\(t("dossier.fee.more"))</summary>\(others)</details>
            """
    }

    /// What it comes to, and why.
    static func bill(_ rule: FeeRule, _ count: FeeCount?, _ t: Strings) -> HTML {
        guard let bill = rule.bill(for: count) else { return "<p>\(t("dossier.fee.unknown"))</p>" }
        let total = bill.total == .zero ? t("dossier.fee.free") : bill.total.text
        return "<p class=\"due\">\(t("dossier.fee.total")) <b>\(total)</b></p>\(lines(bill, rule, t))"
    }

    /// "5 trang: 7.000 ₫ một bản × 2 bản = 14.000 ₫", a line for each original.
    static func lines(_ bill: FeeBill, _ rule: FeeRule, _ t: Strings) -> HTML {
        let key: String
        switch rule {
        case .byPage: key = "dossier.fee.line"
        case .byCopy: key = "dossier.fee.line-by-copy"
        case .fixed, .unknown: return .empty
        }
        let lines = bill.lines.map { line -> HTML in
            let words = t(key, ["pages": "\(line.pages)", "each": line.perCopy.text, "copies": "\(line.copies)",
                "sum": line.sum.text])
            return "<li>\(words)\(if: line.isCapped, " \(t("dossier.fee.capped"))")</li>"
        }
        return "<ul class=\"hint\">\(lines)</ul>"
    }
}
