/*
 * person_data.h - proof that no output holds an identifier of the input.
 */
#ifndef SW_REPORT_PERSON_DATA_H
#define SW_REPORT_PERSON_DATA_H

#include "pilot/pilot.h"

/* Every name, address and number by which a file of the pilot calls a person.
 * It borrows nothing. */
typedef struct sw_person_data sw_person_data;

sw_person_data *sw_person_data_new(const sw_pilot *pilot);
void sw_person_data_free(sw_person_data *p);

/* Looks for them as whole words, in small letters and in capitals, in the bytes
 * of an output, of an archive in every part; escaped as in XML and JSON, too. A
 * figure that reads like an identifier counts as one.
 * @param data an sw_person_data
 * @return SW_OK; SW_EDOMAIN, which names the output and not the person */
SW_NODISCARD sw_status sw_person_data_review(const char *name,
                                             const char *bytes, size_t length,
                                             const void *data, sw_error *err);

#endif
