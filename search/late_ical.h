/* late_ical.h - libical, loaded when it is first needed: see late.h. A function
 * that is not here is one that medel-search would have to be linked with. */
#ifndef MEDEL_SEARCH_LATE_ICAL_H
#define MEDEL_SEARCH_LATE_ICAL_H

#include "late.h"

#include <libical/ical.h>

#define icalcomponent_add_component LATE(icalcomponent_add_component)
#define icalcomponent_add_property LATE(icalcomponent_add_property)
#define icalcomponent_as_ical_string_r LATE(icalcomponent_as_ical_string_r)
#define icalcomponent_free LATE(icalcomponent_free)
#define icalcomponent_new_valarm LATE(icalcomponent_new_valarm)
#define icalcomponent_new_vcalendar LATE(icalcomponent_new_vcalendar)
#define icalcomponent_new_vevent LATE(icalcomponent_new_vevent)
#define icaldurationtype_from_int LATE(icaldurationtype_from_int)
#define icalproperty_new_action LATE(icalproperty_new_action)
#define icalproperty_new_categories LATE(icalproperty_new_categories)
#define icalproperty_new_description LATE(icalproperty_new_description)
#define icalproperty_new_dtend LATE(icalproperty_new_dtend)
#define icalproperty_new_dtstamp LATE(icalproperty_new_dtstamp)
#define icalproperty_new_dtstart LATE(icalproperty_new_dtstart)
#define icalproperty_new_lastmodified LATE(icalproperty_new_lastmodified)
#define icalproperty_new_method LATE(icalproperty_new_method)
#define icalproperty_new_prodid LATE(icalproperty_new_prodid)
#define icalproperty_new_sequence LATE(icalproperty_new_sequence)
#define icalproperty_new_status LATE(icalproperty_new_status)
#define icalproperty_new_summary LATE(icalproperty_new_summary)
#define icalproperty_new_transp LATE(icalproperty_new_transp)
#define icalproperty_new_trigger LATE(icalproperty_new_trigger)
#define icalproperty_new_uid LATE(icalproperty_new_uid)
#define icalproperty_new_url LATE(icalproperty_new_url)
#define icalproperty_new_version LATE(icalproperty_new_version)
#define icalproperty_new_x LATE(icalproperty_new_x)
#define icalproperty_set_x_name LATE(icalproperty_set_x_name)
#define icaltime_from_timet_with_zone LATE(icaltime_from_timet_with_zone)
#define icaltime_null_date LATE(icaltime_null_date)
#define icaltime_null_time LATE(icaltime_null_time)
#define icaltimezone_get_utc_timezone LATE(icaltimezone_get_utc_timezone)

#endif
