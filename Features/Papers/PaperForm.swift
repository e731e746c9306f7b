import Assets
import Books

/// The seven forms of TT 03/2025/TT-VPCP, Phụ lục I.
package enum PaperForm: Int, Sendable, CaseIterable {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả
    case receipt = 1
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
    case supplement = 2
    /// Phiếu từ chối tiếp nhận (giải quyết) hồ sơ
    case refusal = 3
    /// Văn bản xin lỗi và đề nghị gia hạn
    case apology = 4
    /// Thông báo dừng giải quyết hồ sơ
    case stop = 5
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ
    case control = 6
    /// Sổ theo dõi hồ sơ
    case register = 7

    package init(_ book: SlipBook) {
        self =
            switch book {
            case .receipt: .receipt
            case .supplement: .supplement
            case .refusal: .refusal
            case .apology: .apology
            case .stop: .stop
            }
    }

    /// `01` to `07`, in addresses and names of files.
    package var number: String { "0\(rawValue)" }

    /// Reads `01` to `07`.
    package init?(number: String) {
        guard let form = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = form
    }

    /// The layout that the program brings along.
    var asset: String { "Features/Papers/Data/form-\(number).txt" }
}

extension PaperForm {
    /// The text of the program's own layout.
    package var standardText: String { Assets.text(of: asset) }
}
