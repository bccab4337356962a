#!/usr/bin/perl
# The program of a release is built so that a stranger's file that finds a
# defect ends it: position-independent, its tables of addresses read-only, no
# stack that runs, canaries, and the C library's checked calls.
use strict;
use warnings;
use Test::More;

my $program = $ENV{SEATWORTH} // 'build/seatworth';
plan skip_all => 'no release build is tried'
    unless $program =~ m{(?:^|/)build/seatworth$} && -x $program;

my $header  = `readelf -hW '$program'`;
my $parts   = `readelf -lW '$program'`;
my $dynamic = `readelf -dW '$program'`;
my $symbols = `readelf --dyn-syms -W '$program'`;
like($header, qr/Type:\s+DYN\b/, 'position-independent');
like($dynamic, qr/\(FLAGS_1\).*\bPIE\b/, 'and a program, no library');
like($parts, qr/^\s+GNU_RELRO\b/m, 'tables of addresses become read-only');
like($dynamic, qr/\bBIND_NOW\b|\(FLAGS_1\).*\bNOW\b/, 'all of them, before it starts');
like($parts, qr/^\s+GNU_STACK\s.*\sRW\s/m, 'the stack does not run');
unlike($parts, qr/^\s+LOAD\s.*\sRWE\s/m, 'nothing is writable and runs');
like($symbols, qr/__stack_chk_fail/, 'canaries');
like($symbols, qr/__(?:mem|str|s?n?printf|v?s?n?printf|read|fread)\w*_chk/, 'checked copies');
done_testing();
