/*
 * version.h - the version that a program was compiled against; sw_version()
 * says the one that it runs with. The Makefile reads it from here.
 */
#ifndef SEATWORTH_VERSION_H
#define SEATWORTH_VERSION_H

#define SW_VERSION "0.1.0"

#endif
