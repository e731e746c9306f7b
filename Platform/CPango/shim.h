#pragma once
#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// Swift sees each GObject as a pointer of its own kind; these take any of them.
static inline void motcua_object_unref(void *object) { g_object_unref(object); }
