#!/bin/sh
# tests/golden/page_one.t with 67 changes of each example, in two engines.
PAGE_ONE_CHANGES=67 exec tests/golden/page_one.t
