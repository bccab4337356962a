/*
 * chi_table.h - u = sqrt(chi2_df / df) as a function of a normal deviate.
 *
 * One chi quantile costs as much as a hundred normal ones; a table of them,
 * joined by cubics, is exact to 1e-10 and serves any number of draws.
 */
#ifndef SW_STATS_CHI_TABLE_H
#define SW_STATS_CHI_TABLE_H

enum { SW_CHI_NODES = 2049 };

typedef struct sw_chi_table {
    double log_u[SW_CHI_NODES], slope[SW_CHI_NODES];
} sw_chi_table;

void sw_chi_table_init(sw_chi_table *table, double df);

/* u whose probability below is that of the normal deviate z. */
double sw_chi_table_at(const sw_chi_table *table, double z);

#endif
