import Storage

/// Lý do chọn sẵn: a sentence that officers of a centre, and citizens who withdraw, choose instead of typing it. The
/// choice goes before what they type, and a dossier keeps the words themselves: a list that changes later changes no
/// dossier.
package struct DossierReason: Sendable, Equatable {
    /// What a list of reasons is for.
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case refuse, supplement, sendBack = "send-back", extend, decline, stop
    }

    package static let lengthMax = 300

    package let kind: Kind
    package let text: String
    /// Of the program; a centre switches it off and on like its own.
    package let isBuiltIn: Bool
    package var isActive: Bool
}

extension DossierReason {
    /// What every centre begins with.
    static let builtIn: [DossierReason] = Kind.allCases.flatMap { kind in
        sentences(of: kind).map { DossierReason(kind: kind, text: $0, isBuiltIn: true, isActive: true) }
    }

    private static func sentences(of kind: Kind) -> [String] {
        switch kind {
        case .refuse: [
            "Hồ sơ không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.",
            "Thủ tục không thuộc phạm vi tiếp nhận tại Trung tâm.",
            "Thành phần hồ sơ không đầy đủ theo quy định.",
            "Giấy tờ nộp kèm hết hiệu lực hoặc không hợp lệ.",
            "Hồ sơ trùng với hồ sơ đang được giải quyết.",
        ]
        case .supplement: [
            "Tờ khai chưa điền đủ thông tin hoặc chưa ký.",
            "Thiếu giấy tờ trong thành phần hồ sơ.",
            "Bản chụp không rõ, không đọc được.",
            "Thông tin trong các giấy tờ không thống nhất.",
            "Giấy tờ nộp kèm đã hết hạn.",
        ]
        case .sendBack: [
            "Nội dung dự thảo chưa chính xác.",
            "Sai thể thức, kỹ thuật trình bày văn bản.",
            "Chưa đủ căn cứ để quyết định.",
            "Thông tin của người dân trong dự thảo chưa đúng.",
        ]
        case .extend: [
            "Cần xác minh thêm theo quy định.",
            "Chưa nhận được ý kiến của cơ quan phối hợp.",
            "Khối lượng hồ sơ tăng đột biến.",
            "Hệ thống thông tin gặp sự cố.",
        ]
        case .decline: [
            "Không đủ điều kiện giải quyết theo quy định của pháp luật.",
            "Kết quả xác minh không đúng với nội dung kê khai.",
            "Quá thời hạn bổ sung mà hồ sơ chưa được hoàn thiện.",
        ]
        case .stop: [
            "Không còn nhu cầu giải quyết.",
            "Rút hồ sơ để chỉnh sửa, nộp lại.",
            "Nộp nhầm thủ tục.",
            "Nộp trùng với hồ sơ khác.",
        ]
        }
    }
}
