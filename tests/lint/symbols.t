#!/usr/bin/perl
# The shared library exports what the public headers declare, and nothing else.
use strict;
use warnings;
use Test::More;

my $library = $ENV{SEATWORTH_LIBRARY};
plan skip_all => 'SEATWORTH_LIBRARY names no library; make test does'
    unless $library;

my %declared;
for my $header (glob 'include/seatworth/*.h') {
    open my $in, '<', $header or die "$header: $!";
    local $/;
    my $text = <$in>;
    $text =~ s{/\*.*?\*/}{}gs;
    $text =~ s{^\s*#.*?(?<!\\)$}{}gm;
    # SW_API, then anything up to the name before the first parenthesis that
    # is no attribute's.
    while ($text =~ /\bSW_API\b([^;]*?)\b(sw_\w+)\s*\(/g) {
        $declared{$2} = $header;
    }
}
# Those of the linker and of sanitizers begin with an underscore.
my %exported = map { (split)[2] => 1 }
    grep { / [TDBRVW] (?!_|\S*\.resolver$|\.gomp_)/ } split /\n/, `nm -D --defined-only '$library'`;

ok(%declared > 0, 'the headers declare something');
my @missing = sort grep { !$exported{$_} } keys %declared;
# libxlsxwriter calls lxw_tmpfile, which src/report/workbook_memory.c puts in the
# place of its own.
my @extra = sort grep { !$declared{$_} && $_ ne 'lxw_tmpfile' } keys %exported;
diag("declared, not exported: $_ ($declared{$_})") for @missing;
diag("exported, not declared: $_") for @extra;
is(scalar @missing, 0, 'every declared function is there');
is(scalar @extra, 0, 'nothing else is');
done_testing();
