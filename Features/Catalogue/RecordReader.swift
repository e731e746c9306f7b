import Base
import Deadlines

/// Reads one object of a catalogue file. Every fault is collected with its line and field, so that whoever mends the
/// file
/// sees all of them at once; what is null or cannot be understood stays unknown and becomes a remark.
struct RecordReader {
    private static let known: Set<String> = [
        "code", "name", "name_official", "field", "group", "level_of_government", "authority", "department", "audience",
        "decision", "channels", "time", "time_note", "fee", "online", "steps", "components", "core_components",
        "component_notes", "results", "legal_basis", "requirements", "internal_workflow", "common", "source",
        "source_kind", "confidence",
    ]

    private let node: JSONNode
    private(set) var form: CheckedFields

    /// - Returns: nil when there were faults.
    static func read(_ node: JSONNode) -> (record: ProcedureRecord?, form: CheckedFields) {
        var reader = RecordReader(node: node, form: CheckedFields())
        let record = reader.record()
        return (reader.form.faults.isEmpty ? record : nil, reader.form)
    }

    /// Reads everything, also after a fault; the value is of use only when there was none.
    private mutating func record() -> ProcedureRecord? {
        guard case .object(let members) = node.value else {
            form.fault(node, "", "object")
            return nil
        }
        for member in members where !RecordReader.known.contains(member.name) {
            form.remark(member.node, member.name, "unknown-key")
        }
        let name = form.text(node, "name", max: CatalogueLimits.nameMax)
        let record = ProcedureRecord(
            code: code(), name: name,
            officialName: form.optionalText(node, "name_official", max: CatalogueLimits.nameMax) ?? name,
            field: form.text(node, "field"), group: group(),
            levelOfGovernment: form.optionalText(node, "level_of_government") ?? "",
            authority: form.text(node, "authority"), department: form.optionalText(node, "department") ?? "",
            audience: audience(), decision: form.optionalText(node, "decision") ?? "", channels: channels(),
            online: online(), time: time(), fee: fee(), components: components(), results: results(),
            legalBasis: legalBasis(), steps: form.texts(node, "steps"),
            requirements: form.optionalText(node, "requirements", max: CatalogueLimits.textMax) ?? "",
            workflow: workflow(), isCommon: form.flag(node, "common"), source: source(),
            sourceKind: form.optionalText(node, "source_kind") ?? "", confidence: confidence())
        let hasOnlineChannel = record.channels.contains(.online)
        if let online = node["online"], (record.online != .counterOnly) != hasOnlineChannel {
            form.remark(online, "online", "online-channels")
        }
        return record
    }

    /// Local copies add the province's identifier: `2.000815.000.00.00.H56` is `2.000815` (handbook 2.3).
    private mutating func code() -> String {
        let text = form.text(node, "code")
        guard !text.isEmpty else { return "" }
        guard let code = ProcedureCode.normalised(text) else {
            form.fault(node["code"] ?? node, "code", "code", ["value": text])
            return ""
        }
        return code
    }

    private mutating func group() -> String {
        let text = form.text(node, "group")
        let isWord = text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz_0123456789".utf8.contains($0) }
        if !isWord { form.fault(node["group"] ?? node, "group", "group", ["value": text]) }
        return text
    }

    private mutating func source() -> String {
        if let source = form.optionalText(node, "source") { return source }
        form.remark(node["source"] ?? node, "source", "source-unknown")
        return ""
    }

    private mutating func audience() -> String {
        guard let text = form.optionalText(node, "audience", max: CatalogueLimits.textMax) else { return "" }
        for word in AudienceWords.audiences(in: text).unknown {
            form.remark(node["audience"] ?? node, "audience", "audience", ["value": word])
        }
        return text
    }

    private mutating func channels() -> Set<Channel> {
        var channels: Set<Channel> = []
        for (index, item) in form.list(node, "channels", required: true).enumerated() {
            guard let channel = item.text.flatMap(ProcedureWords.channel) else {
                form.fault(item, "channels[\(index + 1)]", "channel",
                    ["known": ProcedureWords.channels.map(\.word).joined(separator: ", ")])
                continue
            }
            channels.insert(channel)
        }
        if let list = node["channels"], list.list?.isEmpty == true { form.fault(list, "channels", "empty") }
        return channels
    }

    private mutating func online() -> OnlineLevel {
        let text = form.text(node, "online")
        if let level = ProcedureWords.levels[text] { return level }
        if !text.isEmpty {
            form.fault(node["online"] ?? node, "online", "word",
                ["known": ProcedureWords.levels.keys.sorted().joined(separator: ", ")])
        }
        return .counterOnly
    }

    private mutating func time() -> ProcessingTime {
        let note = form.optionalText(node, "time_note", max: CatalogueLimits.textMax) ?? ""
        guard let time = form.object(node, "time") else {
            form.remark(node["time"] ?? node, "time", "time-unknown")
            return ProcessingTime(normal: nil, remote: nil, house: nil, note: note)
        }
        let unit = form.text(time, "unit", at: "time.unit")
        guard ProcedureWords.units.contains(unit) else {
            if !unit.isEmpty {
                form.fault(time["unit"] ?? time, "time.unit", "word",
                    ["known": ProcedureWords.units.joined(separator: ", ")])
            }
            return ProcessingTime(normal: nil, remote: nil, house: nil, note: note)
        }
        let term = { (form: inout CheckedFields, key: String) -> Term? in
            guard let value = form.number(time, key, at: "time.\(key)",
                max: CatalogueLimits.timeMax) else { return nil }
            if value == 0 {
                form.remark(time[key] ?? time, "time.\(key)", "time-zero")
                return nil
            }
            return ProcedureWords.term(value, unit)
        }
        if time["value"] == nil { form.fault(time, "time.value", "missing") }
        return ProcessingTime(normal: term(&form, "value"), remote: term(&form, "value_remote"),
            house: term(&form, "value_house"), note: note)
    }

    private mutating func fee() -> Fee {
        guard let fee = form.object(node, "fee") else {
            form.remark(node["fee"] ?? node, "fee", "fee-unknown")
            return Fee(amount: nil, byChannel: [:], isSetByProvince: false, note: "")
        }
        let amount = form.number(fee, "amount_vnd", at: "fee.amount_vnd", max: CatalogueLimits.amountMax)
        var byChannel: [Channel: Dong] = [:]
        if let object = form.object(fee, "by_channel", at: "fee.by_channel"), case .object(let members) = object.value {
            for member in members {
                let place = "fee.by_channel.\(member.name)"
                guard let channel = ProcedureWords.channel(member.name) else {
                    form.fault(member.node, place, "channel",
                        ["known": ProcedureWords.channels.map(\.word).joined(separator: ", ")])
                    continue
                }
                let value = form.number(object, member.name, at: place, max: CatalogueLimits.amountMax)
                byChannel[channel] = value.map { Dong(Int64($0)) }
            }
        }
        let setBy = form.optionalText(fee, "set_by", at: "fee.set_by")
        if let setBy, setBy != "HĐND tỉnh" {
            form.fault(fee["set_by"] ?? fee, "fee.set_by", "word", ["known": "HĐND tỉnh"])
        }
        remarkOnFee(fee, amount: amount, byChannel: byChannel, isSetByProvince: setBy != nil)
        return Fee(amount: amount.map { Dong(Int64($0)) }, byChannel: byChannel, isSetByProvince: setBy != nil,
            note: form.optionalText(fee, "note", at: "fee.note", max: CatalogueLimits.textMax) ?? "")
    }

    private mutating func remarkOnFee(_ fee: JSONNode, amount: Int?, byChannel: [Channel: Dong],
        isSetByProvince: Bool) {
        let place = fee["amount_vnd"] ?? fee
        if amount == nil, byChannel.isEmpty, !isSetByProvince { form.remark(place, "fee.amount_vnd", "fee-unknown") }
        // "Miễn phí" in the national records often means "set by the provincial council".
        if amount == 0, isSetByProvince { form.remark(place, "fee.amount_vnd", "fee-free-by-province") }
    }

    private mutating func components() -> [Component] {
        form.objects(node, "components").enumerated().map { index, item in
            let place = "components[\(index + 1)]"
            let kind = form.text(item, "kind", at: "\(place).kind")
            if !kind.isEmpty, Component.Kind(rawValue: kind) == nil {
                form.fault(item["kind"] ?? item, "\(place).kind", "word",
                    ["known": Component.Kind.allCases.map(\.rawValue).joined(separator: ", ")])
            }
            let name = form.text(item, "name", at: "\(place).name", max: CatalogueLimits.textMax)
            if name.hasSuffix("…") { form.remark(item["name"] ?? item, "\(place).name", "shortened") }
            return Component(
                number: index + 1, name: name, kind: Component.Kind(rawValue: kind) ?? .submit,
                originals: form.number(item, "original", at: "\(place).original", max: CatalogueLimits.sheetsMax) ?? 0,
                copies: form.number(item, "copy", at: "\(place).copy", max: CatalogueLimits.sheetsMax) ?? 0,
                form: form.optionalText(item, "form", at: "\(place).form"),
                group: form.optionalText(item, "group", at: "\(place).group", max: CatalogueLimits.textMax))
        }
    }

    private mutating func results() -> [ResultPaper] {
        form.objects(node, "results").enumerated().map { index, item in
            ResultPaper(name: form.text(item, "name", at: "results[\(index + 1)].name", max: CatalogueLimits.textMax),
                code: form.optionalText(item, "code", at: "results[\(index + 1)].code"))
        }
    }

    private mutating func legalBasis() -> [String] {
        var numbers: [String] = []
        for (index, item) in form.list(node, "legal_basis").enumerated() {
            let place = "legal_basis[\(index + 1)]"
            guard let text = item.text.map(VietnameseText.tidied), !text.isEmpty else {
                form.fault(item, place, "text")
                continue
            }
            var number = text
            switch LawNumber.checked(text) {
            case .sound: break
            case .cut(let whole):
                form.remark(item, place, "law-cut", ["value": text, "whole": whole])
                number = whole
            case .unknown: form.remark(item, place, "law-unknown", ["value": text])
            }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    /// Steps are given in working days of 8 hours (`wd`) or in hours (`h`), by halves.
    private mutating func workflow() -> [ProcedureRecord.WorkStep] {
        form.objects(node, "internal_workflow").enumerated().map { index, item in
            let place = "internal_workflow[\(index + 1)]"
            let days = form.decimal(item, "wd", at: "\(place).wd")
            let hours = form.decimal(item, "h", at: "\(place).h")
            if (days == nil) == (hours == nil) { form.fault(item, place, "work-step") }
            return ProcedureRecord.WorkStep(actor: form.text(item, "actor", at: "\(place).actor"),
                minutes: Int(((days ?? 0) * 480 + (hours ?? 0) * 60).rounded()))
        }
    }

    private mutating func confidence() -> [String: ProcedureRecord.Confidence] {
        guard let object = form.object(node, "confidence"), case .object(let members) = object.value else { return [:] }
        var levels: [String: ProcedureRecord.Confidence] = [:]
        for member in members {
            guard let level = member.node.text.flatMap(ProcedureRecord.Confidence.init(rawValue:)) else {
                form.fault(member.node, "confidence.\(member.name)", "word", ["known": "high, medium, low"])
                continue
            }
            levels[member.name] = level
        }
        return levels
    }
}
