/*
 * simulation_information.h - tables of the Simulation sheet, each at the
 * sheet's cursor and nothing where there is nothing to say.
 */
#ifndef SW_REPORT_SIMULATION_INFORMATION_H
#define SW_REPORT_SIMULATION_INFORMATION_H

#include "report/sheet.h"

void sw_put_information(sw_sheet *s); /* EVPI and EVPPI */
void sw_put_shares(sw_sheet *s);      /* Sobol indices */
void sw_put_studies(sw_sheet *s);
void sw_put_convergence(sw_sheet *s);
void sw_put_acceptance(sw_sheet *s); /* by what an hour is worth */

#endif
