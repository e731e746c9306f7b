/// The yearly books (sổ) that number slips, one for each kind and agency. The control sheet (form 06) bears no number;
/// the register (form 07) is the book of receipts itself, so that a receipt's number is its place there.
///
/// Forms 01 to 05 of TT 03/2025/TT-VPCP, Phụ lục I.
package enum SlipBook: Int, Sendable, CaseIterable {
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

    /// What stands behind the number: `Số: 01/TNHS`.
    package var symbol: String {
        switch self {
        case .receipt: "TNHS"
        case .supplement: "HDHS"
        case .refusal: "TCHS"
        case .apology: "PXL"
        case .stop: "TBD"
        }
    }
}
