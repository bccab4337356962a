#!/bin/sh
# The gates of the calibration study with few data sets a cell.
exec "${VALIDITY:-build/release/validity/stats}" --quick
