#!/usr/bin/perl
# The order of the modules and who may include which library, over src/ and
# include/seatworth/; the rule itself is tried on trees with planted faults.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my @ORDER = qw(base stats ingest pilot evidence economics simulation decision
    evaluation report cli);
my %RANK = map { $ORDER[$_] => $_ } 0 .. $#ORDER;

# The module a public header belongs to.
my %PUBLIC = (
    'seatworth/error.h'      => 'base',
    'seatworth/version.h'    => 'base',
    'seatworth/diagnostic.h' => 'base',
    'seatworth/stats.h'      => 'stats',
    'seatworth/pilot.h'      => 'pilot',
    'seatworth/evaluation.h' => 'evaluation',
    'seatworth/report.h'     => 'report',
    'seatworth/seatworth.h'  => 'report',
);

my @LIBRARIES = (
    [qr{^(?:cjson/)?cJSON\.h$},           []], # the peer of tests alone
    [qr{^csv\.h$},                        [qw(ingest)]],
    [qr{^sql(?:ext|types|ucode)?\.h$},    [qw(ingest)]],
    [qr{^xlsxwriter(?:\.h|/)},            [qw(report)]],
    [qr{^gsl/},                           [qw(base stats simulation)]],
);

# Modules that are plain C and GSL, and headers for everybody.
my $NO_GLIB = qr{^(?:src/(?:stats|simulation)/|include/seatworth/)};
my $GLIB    = qr{^(?:glib\.h|gio/|glib/|glib-object\.h)};

sub module_of {
    my ($file) = @_;
    return $1 if $file =~ m{^src/([^/]+)/};
    return public_module($1) if $file =~ m{^include/(.+)};
    return undef;
}

# stats.h has a header for every family of estimators beside it.
sub public_module {
    my ($header) = @_;
    return 'stats' if $header =~ m{^seatworth/stats_[a-z_]+\.h$};
    return $PUBLIC{$header};
}

sub includes_of {
    my ($path) = @_;
    open my $in, '<', $path or die "$path: $!";
    my @found;
    while (my $text = <$in>) {
        push @found, [$., $1]
            if $text =~ /^\s*#\s*include\s+[<"]([^>"]+)[>"]/;
    }
    return @found;
}

sub faults_of_include {
    my ($file, $module, $header) = @_;
    my @faults;
    my $target = $header =~ m{^([a-z]+)/} && exists $RANK{$1} ? $1
        : public_module($header);
    if (defined $target && $RANK{$target} > $RANK{$module}) {
        push @faults, "$module may not include $header";
    }
    if ($header =~ m{^seatworth/} && !defined public_module($header)) {
        push @faults, "$header is of no known module";
    }
    for my $rule (@LIBRARIES) {
        my ($pattern, $allowed) = @$rule;
        next unless $header =~ $pattern;
        push @faults, "$module may not include $header"
            unless grep { $_ eq $module } @$allowed
            and $file =~ m{^src/};
    }
    push @faults, "$file may not include $header"
        if $file =~ $NO_GLIB && $header =~ $GLIB;
    return @faults;
}

sub faults_of_tree {
    my ($root) = @_;
    my @faults;
    my @files;
    find({no_chdir => 1, wanted => sub { push @files, $_ if /\.[ch]$/ }},
        grep { -d } "$root/src", "$root/include");
    for my $path (sort @files) {
        (my $file = $path) =~ s{^\Q$root\E/}{};
        my $module = module_of($file);
        if (!defined $module || !exists $RANK{$module}) {
            push @faults, "$file: belongs to no known module";
            next;
        }
        for my $include (includes_of($path)) {
            my ($line, $header) = @$include;
            push @faults, map { "$file:$line: $_" }
                faults_of_include($file, $module, $header);
        }
    }
    return @faults;
}

# A tree of one file with one include, and what the rule must say of it.
sub plant {
    my ($file, $include) = @_;
    my $root = tempdir(CLEANUP => 1);
    make_path(dirname("$root/$file"), "$root/include/seatworth");
    open my $out, '>', "$root/$file" or die $!;
    print $out "#include $include\n";
    close $out or die $!;
    return scalar faults_of_tree($root);
}

my @PLANTED = (
    ['src/stats/a.c',      '"pilot/pilot.h"',        'a back edge'],
    ['src/base/a.h',       '"ingest/json.h"',        'base includes ingest'],
    ['src/report/a.c',     '"cli/options.h"',        'report includes cli'],
    ['src/pilot/a.c',      '"seatworth/report.h"',   'a public back edge'],
    ['src/ingest/a.c',     '<cjson/cJSON.h>',        'cJSON in ingest'],
    ['src/pilot/a.c',      '<cjson/cJSON.h>',        'cJSON in pilot'],
    ['src/pilot/a.c',      '<csv.h>',                'libcsv outside ingest'],
    ['src/cli/a.c',        '<xlsxwriter.h>',         'xlsxwriter outside report'],
    ['src/evidence/a.c',   '<gsl/gsl_math.h>',       'GSL outside its modules'],
    ['src/stats/a.c',      '<glib.h>',               'GLib in stats'],
    ['src/simulation/a.c', '<glib.h>',               'GLib in simulation'],
    ['include/seatworth/stats.h', '<glib.h>',        'GLib in a public header'],
    ['include/seatworth/stats.h', '<gsl/gsl_rng.h>', 'GSL in a public header'],
    ['src/unknown/a.c',    '<math.h>',               'an unknown module'],
);
ok(plant($_->[0], $_->[1]) > 0, "finds $_->[2]") for @PLANTED;

my @ALLOWED = (
    ['src/report/a.c', '"base/date.h"'],
    ['src/stats/a.c',  '<gsl/gsl_cdf.h>'],
    ['src/ingest/a.c', '<csv.h>'],
    ['src/cli/a.c',    '"seatworth/report.h"'],
);
is(plant(@$_), 0, "allows $_->[1] in $_->[0]") for @ALLOWED;

my @faults = faults_of_tree('.');
diag($_) for @faults;
is(scalar @faults, 0, 'every include points to the left');
done_testing();
