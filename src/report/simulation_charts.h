/*
 * simulation_charts.h - the Simulation sheet's tornado.
 */
#ifndef SW_REPORT_SIMULATION_CHARTS_H
#define SW_REPORT_SIMULATION_CHARTS_H

#include "report/chart.h"

/* What each input alone does to the net present value, at the cursor, which
 * moves below; nothing where no input moves it. */
void sw_simulation_tornado(sw_sheet *s);

#endif
