/* figures PILOT: the verdict and the net present value of renewing all.
 *
 *   cc figures.c $(pkg-config --cflags --libs seatworth) -o figures
 */
#include <seatworth/seatworth.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    sw_error err = {0};
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    sw_evaluation *e = NULL;
    char *verdict = NULL;
    double npv;
    if (argc != 2)
        return 2;
    sw_init();
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(argv[1], &opts, d);
    sw_diagnostics_free(d);
    if (pilot == NULL || sw_evaluate(&e, pilot, &err) != SW_OK)
        return 1;
    sw_status st = sw_evaluation_text(e, "verdict.option", &verdict, &err);
    if (st == SW_OK)
        st = sw_evaluation_number(e, "economics.npv", &npv, &err);
    if (st == SW_OK)
        printf("%s %.17g\n", verdict, npv);
    else
        fprintf(stderr, "%s\n", err.message);
    free(verdict);
    sw_evaluation_free(e);
    return st == SW_OK ? 0 : 1;
}
