/* late_xlsx.h - libxlsxwriter, loaded when it is first needed: see late.h. A
 * function that is not here is one that medel-search would have to be linked
 * with. */
#ifndef MEDEL_SEARCH_LATE_XLSX_H
#define MEDEL_SEARCH_LATE_XLSX_H

#include "late.h"

#include <xlsxwriter.h>

#define format_set_align LATE(format_set_align)
#define format_set_bg_color LATE(format_set_bg_color)
#define format_set_bold LATE(format_set_bold)
#define format_set_bottom LATE(format_set_bottom)
#define format_set_font_color LATE(format_set_font_color)
#define format_set_num_format LATE(format_set_num_format)
#define format_set_text_wrap LATE(format_set_text_wrap)
#define format_set_underline LATE(format_set_underline)
#define lxw_strerror LATE(lxw_strerror)
#define lxw_version LATE(lxw_version)
#define lxw_workbook_free LATE(lxw_workbook_free)
#define workbook_add_format LATE(workbook_add_format)
#define workbook_add_worksheet LATE(workbook_add_worksheet)
#define workbook_close LATE(workbook_close)
#define workbook_new LATE(workbook_new)
#define workbook_set_properties LATE(workbook_set_properties)
#define worksheet_autofilter LATE(worksheet_autofilter)
#define worksheet_fit_to_pages LATE(worksheet_fit_to_pages)
#define worksheet_freeze_panes LATE(worksheet_freeze_panes)
#define worksheet_repeat_rows LATE(worksheet_repeat_rows)
#define worksheet_set_column LATE(worksheet_set_column)
#define worksheet_set_landscape LATE(worksheet_set_landscape)
#define worksheet_set_paper LATE(worksheet_set_paper)
#define worksheet_write_datetime LATE(worksheet_write_datetime)
#define worksheet_write_number LATE(worksheet_write_number)
#define worksheet_write_string LATE(worksheet_write_string)
#define worksheet_write_url_opt LATE(worksheet_write_url_opt)

#endif
