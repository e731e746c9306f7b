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

static const unsigned char app_strings_vi[] = {
#embed "../../App/Strings/vi.json"
};
static const unsigned char app_strings_en[] = {
#embed "../../App/Strings/en.json"
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
};

const motcua_asset *motcua_assets(void) { return table; }
size_t motcua_assets_count(void) { return sizeof table / sizeof table[0]; }
