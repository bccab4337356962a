#!/usr/bin/python3
"""figures.py PILOT: the figures of figures.c, through ctypes."""
import ctypes
import os
import sys

lib = ctypes.CDLL(os.environ.get("SEATWORTH_LIBRARY", "libseatworth.so.0"))
lib.sw_diagnostics_new.restype = ctypes.c_void_p
lib.sw_pilot_load.restype = ctypes.c_void_p
lib.sw_pilot_load.argtypes = [ctypes.c_char_p, ctypes.c_void_p,
                              ctypes.c_void_p]
lib.sw_evaluate.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p,
                            ctypes.c_void_p]
lib.sw_evaluation_number.argtypes = [
    ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_double),
    ctypes.c_void_p]
lib.sw_evaluation_verdict.restype = ctypes.c_char_p
lib.sw_evaluation_verdict.argtypes = [ctypes.c_void_p]
lib.sw_evaluation_free.argtypes = [ctypes.c_void_p]

lib.sw_init()
pilot = lib.sw_pilot_load(sys.argv[1].encode(), None, lib.sw_diagnostics_new())
evaluation, npv = ctypes.c_void_p(), ctypes.c_double()
if pilot is None or lib.sw_evaluate(ctypes.byref(evaluation), pilot, None):
    sys.exit(1)
if lib.sw_evaluation_number(evaluation, b"economics.npv", ctypes.byref(npv),
                            None):
    sys.exit(1)
print(lib.sw_evaluation_verdict(evaluation).decode(), f"{npv.value:.17g}")
lib.sw_evaluation_free(evaluation)
