/* Every file that the executable carries. To add one: three lines of #embed, and a line in the table below.
   Paths in the table are from the root of the repository; the tidy test compares them with what is there. */
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "CAssets.h"

static const unsigned char web_strings_vi[] = {
#embed "../Web/Strings/vi.json"
};
static const unsigned char web_strings_en[] = {
#embed "../Web/Strings/en.json"
};
static const unsigned char deadlines_calendar_vn[] = {
#embed "../../Features/Deadlines/Data/calendar-vn.json"
};
static const unsigned char deadlines_strings_vi[] = {
#embed "../../Features/Deadlines/Strings/vi.json"
};
static const unsigned char deadlines_strings_en[] = {
#embed "../../Features/Deadlines/Strings/en.json"
};

static const unsigned char calendars_strings_vi[] = {
#embed "../../Features/Calendars/Strings/vi.json"
};
static const unsigned char calendars_strings_en[] = {
#embed "../../Features/Calendars/Strings/en.json"
};
static const unsigned char papers_form_01[] = {
#embed "../../Features/Papers/Data/form-01.txt"
};
static const unsigned char papers_form_02[] = {
#embed "../../Features/Papers/Data/form-02.txt"
};
static const unsigned char papers_form_03[] = {
#embed "../../Features/Papers/Data/form-03.txt"
};
static const unsigned char papers_form_04[] = {
#embed "../../Features/Papers/Data/form-04.txt"
};
static const unsigned char papers_form_05[] = {
#embed "../../Features/Papers/Data/form-05.txt"
};
static const unsigned char papers_form_06[] = {
#embed "../../Features/Papers/Data/form-06.txt"
};
static const unsigned char papers_form_07[] = {
#embed "../../Features/Papers/Data/form-07.txt"
};
static const unsigned char papers_strings_vi[] = {
#embed "../../Features/Papers/Strings/vi.json"
};
static const unsigned char papers_strings_en[] = {
#embed "../../Features/Papers/Strings/en.json"
};
static const unsigned char openid_strings_vi[] = {
#embed "../../Features/OpenID/Strings/vi.json"
};
static const unsigned char openid_strings_en[] = {
#embed "../../Features/OpenID/Strings/en.json"
};
static const unsigned char sealing_strings_vi[] = {
#embed "../../Features/Sealing/Strings/vi.json"
};
static const unsigned char sealing_strings_en[] = {
#embed "../../Features/Sealing/Strings/en.json"
};
static const unsigned char mandates_strings_vi[] = {
#embed "../../Features/Mandates/Strings/vi.json"
};
static const unsigned char mandates_strings_en[] = {
#embed "../../Features/Mandates/Strings/en.json"
};
static const unsigned char books_strings_vi[] = {
#embed "../../Features/Books/Strings/vi.json"
};
static const unsigned char books_strings_en[] = {
#embed "../../Features/Books/Strings/en.json"
};
static const unsigned char external_strings_vi[] = {
#embed "../../Features/External/Strings/vi.json"
};
static const unsigned char external_strings_en[] = {
#embed "../../Features/External/Strings/en.json"
};
static const unsigned char privacy_record_kinds[] = {
#embed "../../Features/Privacy/Data/record-kinds.json"
};
static const unsigned char privacy_strings_vi[] = {
#embed "../../Features/Privacy/Strings/vi.json"
};
static const unsigned char privacy_strings_en[] = {
#embed "../../Features/Privacy/Strings/en.json"
};
static const unsigned char webhooks_strings_vi[] = {
#embed "../../Features/Webhooks/Strings/vi.json"
};
static const unsigned char webhooks_strings_en[] = {
#embed "../../Features/Webhooks/Strings/en.json"
};
static const unsigned char workflows_strings_vi[] = {
#embed "../../Features/Workflows/Strings/vi.json"
};
static const unsigned char workflows_strings_en[] = {
#embed "../../Features/Workflows/Strings/en.json"
};
static const unsigned char workflows_data[] = {
#embed "../../Features/Workflows/Data/workflows.json"
};
static const unsigned char app_strings_vi[] = {
#embed "../../App/Strings/vi.json"
};
static const unsigned char app_strings_en[] = {
#embed "../../App/Strings/en.json"
};
static const unsigned char web_tokens_css[] = {
#embed "../Web/Assets/tokens.css"
};
static const unsigned char web_base_css[] = {
#embed "../Web/Assets/base.css"
};
static const unsigned char web_layout_css[] = {
#embed "../Web/Assets/layout.css"
};
static const unsigned char web_forms_css[] = {
#embed "../Web/Assets/forms.css"
};
static const unsigned char web_content_css[] = {
#embed "../Web/Assets/content.css"
};
static const unsigned char web_charts_css[] = {
#embed "../Web/Assets/charts.css"
};
static const unsigned char web_officer_css[] = {
#embed "../Web/Assets/officer.css"
};
static const unsigned char web_paper_css[] = {
#embed "../Web/Assets/paper.css"
};
static const unsigned char web_page_js[] = {
#embed "../Web/Assets/page.js"
};
static const unsigned char web_draft_js[] = {
#embed "../Web/Assets/draft.js"
};
static const unsigned char web_upload_js[] = {
#embed "../Web/Assets/upload.js"
};
static const unsigned char web_suggest_js[] = {
#embed "../Web/Assets/suggest.js"
};
static const unsigned char web_aloud_js[] = {
#embed "../Web/Assets/aloud.js"
};
static const unsigned char web_live_js[] = {
#embed "../Web/Assets/live.js"
};
static const unsigned char web_watch_js[] = {
#embed "../Web/Assets/watch.js"
};
static const unsigned char web_lock_js[] = {
#embed "../Web/Assets/lock.js"
};
static const unsigned char web_keys_js[] = {
#embed "../Web/Assets/keys.js"
};
static const unsigned char web_reader_js[] = {
#embed "../Web/Assets/reader.js"
};
static const unsigned char web_recount_js[] = {
#embed "../Web/Assets/recount.js"
};
static const unsigned char web_mark_svg[] = {
#embed "../Web/Assets/mark.svg"
};
static const unsigned char web_paper_forms_css[] = {
#embed "../Web/Assets/paper-forms.css"
};
static const unsigned char identity_communes[] = {
#embed "../../Features/Identity/Data/communes.json"
};
static const unsigned char identity_common_passwords[] = {
#embed "../../Features/Identity/Data/common-passwords.txt"
};
static const unsigned char identity_strings_vi[] = {
#embed "../../Features/Identity/Strings/vi.json"
};
static const unsigned char identity_strings_en[] = {
#embed "../../Features/Identity/Strings/en.json"
};

static const unsigned char catalogue_strings_vi[] = {
#embed "../../Features/Catalogue/Strings/vi.json"
};
static const unsigned char catalogue_strings_en[] = {
#embed "../../Features/Catalogue/Strings/en.json"
};
static const unsigned char catalogue_procedures[] = {
#embed "../../Features/Catalogue/Data/procedures.json"
};
static const unsigned char catalogue_steps_vi[] = {
#embed "../../Features/Catalogue/Data/steps-vi.json"
};
static const unsigned char catalogue_steps_en[] = {
#embed "../../Features/Catalogue/Data/steps-en.json"
};
static const unsigned char catalogue_events[] = {
#embed "../../Features/Catalogue/Data/life-events.json"
};
static const unsigned char catalogue_synonyms[] = {
#embed "../../Features/Catalogue/Data/synonyms.txt"
};
static const unsigned char dossiers_strings_vi[] = {
#embed "../../Features/Dossiers/Strings/vi.json"
};
static const unsigned char dossiers_strings_en[] = {
#embed "../../Features/Dossiers/Strings/en.json"
};
static const unsigned char reporting_strings_vi[] = {
#embed "../../Features/Reporting/Strings/vi.json"
};
static const unsigned char reporting_strings_en[] = {
#embed "../../Features/Reporting/Strings/en.json"
};
static const unsigned char notices_strings_vi[] = {
#embed "../../Features/Notices/Strings/vi.json"
};
static const unsigned char notices_strings_en[] = {
#embed "../../Features/Notices/Strings/en.json"
};
static const unsigned char dossiers_style[] = {
#embed "../../Features/Dossiers/Style/dossiers.css"
};

#define ASSET(path, name) {path, name, sizeof name}

static const motcua_asset table[] = {
    ASSET("Platform/Web/Strings/vi.json", web_strings_vi),
    ASSET("Platform/Web/Strings/en.json", web_strings_en),
    ASSET("App/Strings/vi.json", app_strings_vi),
    ASSET("App/Strings/en.json", app_strings_en),
    ASSET("Features/Deadlines/Data/calendar-vn.json", deadlines_calendar_vn),
    ASSET("Features/Deadlines/Strings/vi.json", deadlines_strings_vi),
    ASSET("Features/Deadlines/Strings/en.json", deadlines_strings_en),
    ASSET("Platform/Web/Assets/tokens.css", web_tokens_css),
    ASSET("Platform/Web/Assets/base.css", web_base_css),
    ASSET("Platform/Web/Assets/layout.css", web_layout_css),
    ASSET("Platform/Web/Assets/forms.css", web_forms_css),
    ASSET("Platform/Web/Assets/content.css", web_content_css),
    ASSET("Platform/Web/Assets/charts.css", web_charts_css),
    ASSET("Platform/Web/Assets/officer.css", web_officer_css),
    ASSET("Platform/Web/Assets/paper.css", web_paper_css),
    ASSET("Platform/Web/Assets/page.js", web_page_js),
    ASSET("Platform/Web/Assets/draft.js", web_draft_js),
    ASSET("Platform/Web/Assets/upload.js", web_upload_js),
    ASSET("Platform/Web/Assets/suggest.js", web_suggest_js),
    ASSET("Platform/Web/Assets/aloud.js", web_aloud_js),
    ASSET("Platform/Web/Assets/live.js", web_live_js),
    ASSET("Platform/Web/Assets/watch.js", web_watch_js),
    ASSET("Platform/Web/Assets/lock.js", web_lock_js),
    ASSET("Platform/Web/Assets/keys.js", web_keys_js),
    ASSET("Platform/Web/Assets/reader.js", web_reader_js),
    ASSET("Platform/Web/Assets/recount.js", web_recount_js),
    ASSET("Platform/Web/Assets/mark.svg", web_mark_svg),
    ASSET("Platform/Web/Assets/paper-forms.css", web_paper_forms_css),
    ASSET("Features/Identity/Data/communes.json", identity_communes),
    ASSET("Features/Identity/Data/common-passwords.txt", identity_common_passwords),
    ASSET("Features/Identity/Strings/vi.json", identity_strings_vi),
    ASSET("Features/Identity/Strings/en.json", identity_strings_en),
    ASSET("Features/Catalogue/Strings/vi.json", catalogue_strings_vi),
    ASSET("Features/Catalogue/Strings/en.json", catalogue_strings_en),
    ASSET("Features/Catalogue/Data/procedures.json", catalogue_procedures),
    ASSET("Features/Catalogue/Data/steps-vi.json", catalogue_steps_vi),
    ASSET("Features/Catalogue/Data/steps-en.json", catalogue_steps_en),
    ASSET("Features/Catalogue/Data/life-events.json", catalogue_events),
    ASSET("Features/Catalogue/Data/synonyms.txt", catalogue_synonyms),
    ASSET("Features/Dossiers/Strings/vi.json", dossiers_strings_vi),
    ASSET("Features/Dossiers/Strings/en.json", dossiers_strings_en),
    ASSET("Features/Reporting/Strings/vi.json", reporting_strings_vi),
    ASSET("Features/Reporting/Strings/en.json", reporting_strings_en),
    ASSET("Features/Dossiers/Style/dossiers.css", dossiers_style),
    ASSET("Features/Calendars/Strings/vi.json", calendars_strings_vi),
    ASSET("Features/Calendars/Strings/en.json", calendars_strings_en),
    ASSET("Features/Workflows/Strings/vi.json", workflows_strings_vi),
    ASSET("Features/Workflows/Strings/en.json", workflows_strings_en),
    ASSET("Features/Workflows/Data/workflows.json", workflows_data),
    ASSET("Features/Papers/Data/form-01.txt", papers_form_01),
    ASSET("Features/Papers/Data/form-02.txt", papers_form_02),
    ASSET("Features/Papers/Data/form-03.txt", papers_form_03),
    ASSET("Features/Papers/Data/form-04.txt", papers_form_04),
    ASSET("Features/Papers/Data/form-05.txt", papers_form_05),
    ASSET("Features/Papers/Data/form-06.txt", papers_form_06),
    ASSET("Features/Papers/Data/form-07.txt", papers_form_07),
    ASSET("Features/Papers/Strings/vi.json", papers_strings_vi),
    ASSET("Features/Papers/Strings/en.json", papers_strings_en),
    ASSET("Features/OpenID/Strings/vi.json", openid_strings_vi),
    ASSET("Features/OpenID/Strings/en.json", openid_strings_en),
    ASSET("Features/Sealing/Strings/vi.json", sealing_strings_vi),
    ASSET("Features/Sealing/Strings/en.json", sealing_strings_en),
    ASSET("Features/Mandates/Strings/vi.json", mandates_strings_vi),
    ASSET("Features/Mandates/Strings/en.json", mandates_strings_en),
    ASSET("Features/Books/Strings/vi.json", books_strings_vi),
    ASSET("Features/Books/Strings/en.json", books_strings_en),
    ASSET("Features/External/Strings/vi.json", external_strings_vi),
    ASSET("Features/External/Strings/en.json", external_strings_en),
    ASSET("Features/Privacy/Data/record-kinds.json", privacy_record_kinds),
    ASSET("Features/Privacy/Strings/vi.json", privacy_strings_vi),
    ASSET("Features/Privacy/Strings/en.json", privacy_strings_en),
    ASSET("Features/Webhooks/Strings/vi.json", webhooks_strings_vi),
    ASSET("Features/Webhooks/Strings/en.json", webhooks_strings_en),
    ASSET("Features/Notices/Strings/vi.json", notices_strings_vi),
    ASSET("Features/Notices/Strings/en.json", notices_strings_en),
};

const motcua_asset *motcua_assets(void) { return table; }
size_t motcua_assets_count(void) { return sizeof table / sizeof table[0]; }
