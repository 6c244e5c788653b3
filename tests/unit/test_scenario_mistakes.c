/* Scenario files with mistakes: every kind, and what the message must say. */
#include "unit/scenario_support.h"

static void test_bad_overrides(void **state)
{
    (void)state;
    struct loaded self;
    static const char *const settings[] = {
        "claims.off_flw=1",        "claims.off_flow=0x1", "off_flow=0.1",          "demand.size_share.under 60=1",
        "claims.off_flow.any=0.1", "run.replicates=1.5",  "demand.size_share=1,2", "claims.give_up=nan"};
    write_file("good.cfg", HEAD);
    load_with(&self, in_folder("good.cfg"), settings, 8);
    assert_int_equal(self.status, STATUS_BAD_SCENARIO);
    assert_int_equal(self.problems.errors, 8);
    assert_says(&self, (const char *const[]){"--set: claims.off_flw", "did you mean claims.off_flow?", NULL});
    assert_says(&self, (const char *const[]){"claims.off_flow", "not a number", "0x1", NULL});
    assert_says(&self, (const char *const[]){"not a setting", "off_flow=0.1", "module.name=value", NULL});
    assert_says(&self, (const char *const[]){"demand.size_share", "under 60", "did you mean under_50?", NULL});
    assert_says(&self, (const char *const[]){"claims.off_flow", "single value", NULL});
    assert_says(&self, (const char *const[]){"run.replicates", "fraction", "1.5", NULL});
    assert_says(&self, (const char *const[]){"demand.size_share", "wrong number", "found 2", "allowed 3", NULL});
    assert_says(&self, (const char *const[]){"claims.give_up", "nan", NULL});
    unload(&self);
    static const char *const cell[] = {"choice.voucher.skills=0.4"};
    load_with(&self, in_folder("good.cfg"), cell, 1);
    assert_says(&self, (const char *const[]){"--set: choice.voucher.skills: a fraction", "found 0.4", NULL});
    unload(&self);
}

static void test_unknown_names(void **state)
{
    (void)state;
    REFUSED("claims = { off_flw = 0.1; };", "bad.cfg:2: claims.off_flw", "no such setting",
            "did you mean claims.off_flow?");
    REFUSED("claims = { Off_flow = 0.1; };", "claims.Off_flow", "did you mean claims.off_flow?");
    REFUSED("Claims = { off_flow = 0.1; };", "Claims: ", "did you mean claims?");
    REFUSED("\n\noff_flow = 0.1;", "bad.cfg:4: off_flow", "did you mean claims.off_flow?");
    REFUSED("claims = { objective = \"sustained\"; };", "did you mean jobcentre.objective?");
    REFUSED("tittle = \"a\";", "did you mean title?");
    REFUSED("demand = { size_share = { s50_294 = 1; }; };", "demand.size_share.s50_294", "no such cell",
            "under_50, s50_249, s250_and_over", "did you mean s50_249?");
    REFUSED("changes = ( { form = \"2009-01-05\"; set = { claims = { off_flow = 0.1; }; }; } );", "changes[1].form",
            "did you mean from?");
    REFUSED("changes = ( { claims = { off_flow = 0.1; }; } );", "changes[1].claims", "did you mean set?");
    REFUSED("changes = ( { set = { claimz = { off_flow = 0.1; }; }; } );", "changes[1].set.claimz",
            "did you mean claims?");
}

static void test_wrong_types(void **state)
{
    (void)state;
    REFUSED("claims = 3;", "claims: a group is needed");
    REFUSED("claims = { off_flow = \"0.1\"; };", "claims.off_flow", "a number is needed", "found \"0.1\"");
    REFUSED("claims = { off_flow = true; };", "claims.off_flow", "found true");
    REFUSED("claims = { off_flow = (0.1); };", "claims.off_flow", "found a list of 1");
    REFUSED("claims = { off_flow = { }; };", "claims.off_flow", "found a group");
    REFUSED("run = { replicates = 1.5; };", "run.replicates", "whole number", "found 1.5");
    REFUSED("funding = { cycle_years = (1, 1.5, 1, 1); };", "bad.cfg:2: funding.cycle_years.skills", "whole number",
            "found 1.5", "from 1 to 10 financial years");
    REFUSED("funding = { instalments = { support = 2.5; }; };", "bad.cfg:2: funding.instalments.support",
            "whole number", "found 2.5", "from 1 to 12");
    REFUSED("changes = ( { set = { gateway = { referral_weeks = { p1_JSA_18_24 = 26.5; }; }; }; } );",
            "changes[1].set.gateway.referral_weeks.p1_JSA_18_24", "whole number", "found 26.5");
    REFUSED("jobcentre = { objective = 1; };", "jobcentre.objective", "a text is needed", "off_flow, sustained");
    REFUSED("jobcentre = { objective = \"Sustained\"; };", "no such choice", "\"Sustained\"",
            "did you mean sustained?");
    REFUSED("jobcentre = { repeat_early = true; };", "jobcentre.repeat_early", "found true", "one of off, on");
    REFUSED("run = { start = 2007; };", "run.start", "a text is needed", "YYYY-MM-DD");
    REFUSED("run = { start = \"2007-02-30\"; };", "run.start", "not a day of the calendar", "2007-02-30");
    REFUSED("run = { start = \"1 January 2007\"; };", "run.start", "not a day");
    REFUSED("demand = { size_share = (0.5, 0.5); };", "demand.size_share", "found 2", "allowed 3",
            "under_50, s50_249, s250_and_over");
    REFUSED("demand = { size_share = 1; };", "demand.size_share", "a table of values is needed");
    REFUSED("title = 3;", "title", "a text is needed");
    REFUSED("changes = { };", "changes: a list is needed");
    REFUSED("changes = ( 1 );", "changes[1]: a group is needed");
    REFUSED("changes = ( { set = 1; } );", "changes[1].set: a group is needed");
    REFUSED("extends = 1;", "extends", "not a file name");
}

static void test_bounds(void **state)
{
    (void)state;
    REFUSED("claims = { off_flow = 1.5; };", "bad.cfg:2: claims.off_flow: out of bounds", "found 1.5",
            "allowed a number from 0 to 1 a week");
    REFUSED("claims = { off_flow = -0.1; };", "out of bounds", "found -0.1");
    REFUSED("run = { replicates = 0; };", "run.replicates", "from 1 to 1000");
    REFUSED("run = { start = \"1999-01-04\"; };", "run.start", "out of bounds", "2000-01-01");
    REFUSED("demand = { size_share = (0.5, 1.5, 0); };", "demand.size_share.s50_249", "found 1.5");
    REFUSED("claims = { sanction_rate = ( { date = \"2007-01-01\"; value = 7; } ); };", "claims.sanction_rate",
            "out of bounds");
    REFUSED("changes = ( { set = { claims = { off_flow = 2; }; }; } );", "changes[1].set.claims.off_flow",
            "out of bounds");
    REFUSED("changes = ( { multiply = { claims = { off_flow = -1; }; }; } );", "factor cannot be negative");
    REFUSED(
        "claims = { off_flow = 0.026; }; changes = ( { from = \"2009-01-05\"; multiply = { claims = { off_flow = 100; "
        "}; }; } );",
        "claims.off_flow", "leaves its bounds from 2009-01-05", "found 2.6", "0 to 1");
    REFUSED("changes = ( { from = \"2008-01-07\"; set = { claims = { off_flow = 0.6; }; }; },\n"
            "{ areas = \"Fife\"; from = \"2009-01-05\"; multiply = { claims = { off_flow = 2; }; }; } );",
            "bad.cfg:3", "leaves its bounds", "found 1.2");
    REFUSED("changes = ( { multiply = { circumstances = { health_shock = { a16_24 = 1000; }; }; }; } );",
            "circumstances.health_shock.a16_24: multiplied", "leaves its bounds");
}

/* Tables of 0 and 1 take nothing between. */
static void test_flags(void **state)
{
    (void)state;
    static const char *const flags[][2] = {{"gateway", "open"},
                                           {"schedules", "continuous"},
                                           {"choice", "voucher"},
                                           {"funding", "skills_covers"},
                                           {"funding", "support_covers"},
                                           {"choice", "programme_providers"},
                                           {"choice", "voucher_providers"},
                                           {"funding", "skills_benefits"},
                                           {"funding", "support_benefits"},
                                           {"funding", "skills_ages"},
                                           {"funding", "support_ages"}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        char text[200];
        char key[CELL_KEY_SIZE];
        size_t count;
        const struct parameter *row = &parameters_all(&count)[parameter_find(flags[i][0], flags[i][1])];
        cell_key(row->axis, 1, key);
        (void)snprintf(text, sizeof text, "%s = { %s = { %s = 0.4; }; };", flags[i][0], flags[i][1], key);
        REFUSED(text, "whole number", "found 0.4", "from 0 to 1", key);
        (void)snprintf(text, sizeof text, "%s = { %s = { %s = 2; }; };", flags[i][0], flags[i][1], key);
        REFUSED(text, "out of bounds", "found 2", key);
    }
}

static void test_dates(void **state)
{
    (void)state;
    REFUSED("run = { start = \"2007-01-02\"; };", "run.start", "Monday", "found 2007-01-02", "such as 2007-01-08");
    REFUSED("run = { report_from = \"2006-12-25\"; };", "run.report_from", "before the run", "2007-01-01");
    REFUSED("run = { end = \"2008-01-07\"; };", "run.end", "no week would be recorded");
    REFUSED("run = { start = \"2000-01-03\"; end = \"2005-01-03\"; };", "run.end", "no week would be recorded");
    REFUSED("claims = { sanction_rate = ( { date = \"2009-01-05\"; value = 0.1; }, { date = \"2008-01-07\"; value = "
            "0.1; } ); };",
            "dates of a path must rise");
    REFUSED("claims = { sanction_rate = ( { date = \"2009-01-06\"; value = 0.1; }, { date = \"2009-01-07\"; value = "
            "0.1; } ); };",
            "fall into one week", "2009-01-07");
    REFUSED("claims = { sanction_rate = ( ); };", "at least one point");
    REFUSED("claims = { sanction_rate = ( 0.1 ); };", "not a point of a path");
    REFUSED("claims = { sanction_rate = ( { date = \"2009-01-05\"; } ); };", "not a point of a path");
    REFUSED("claims = { sanction_rate = ( { date = \"2009-13-05\"; value = 0.1; } ); };", "not a point", "2009-13-05");
    REFUSED("changes = ( { from = \"2009-04-31\"; set = { claims = { off_flow = 0.1; }; }; } );", "changes[1].from",
            "not a date");
    struct loaded self;
    write_file("order.cfg", HEAD "changes = ( { from = \"2010-01-04\"; until = \"2009-01-05\";\n"
                                 "set = { claims = { off_flow = 0.1; }; }; } );");
    load(&self, in_folder("order.cfg"));
    assert_int_equal(self.status, STATUS_BAD_SCENARIO);
    assert_int_equal(self.problems.count, 1); /* said once */
    assert_says(&self, (const char *const[]){"order.cfg:2: changes[1]: this change ends before it begins",
                                             "from 2010-01-04 until 2009-01-05", "until later than from", NULL});
    unload(&self);
    write_file("meets.cfg", HEAD "changes = ( { from = \"2010-01-04\"; until = \"2009-01-05\";\n"
                                 "set = { claims = { off_flow = 0.1; }; }; },\n"
                                 "{ from = \"2008-01-07\"; set = { claims = { off_flow = 0.2; }; }; } );");
    load(&self, in_folder("meets.cfg"));
    assert_int_equal(self.problems.count, 1); /* nor does it meet another */
    unload(&self);
}

static void test_change_rules(void **state)
{
    (void)state;
    REFUSED("changes = ( { set = { run = { scale = 0.1; }; }; } );", "changes[1].set.run.scale", "fixed at the start");
    REFUSED("changes = ( { areas = \"Fife\"; set = { claims = { give_up = 0.1; }; }; } );",
            "cannot differ between areas");
    REFUSED("changes = ( { share = 0.5; set = { claims = { give_up = 0.1; }; }; } );", "cannot differ between areas");
    REFUSED("changes = ( { share = 0.5; set = { jobcentre = { adviser_minutes = 1.0; }; }; } );", "rule of the area");
    REFUSED("changes = ( { multiply = { jobcentre = { horizon = 2; }; }; } );", "only real numbers can be multiplied");
    REFUSED("changes = ( { multiply = { gateway = { referral_weeks = 0.5; }; }; } );",
            "only real numbers can be multiplied");
    REFUSED("changes = ( { areas = (\"Glasgow\"); set = { claims = { off_flow = 0.1; }; }; } );", "changes[1].areas",
            "no such area", "\"Glasgow\"", "did you mean Glasgow City?");
    REFUSED("changes = ( { areas = (\"edinburgh\"); set = { claims = { off_flow = 0.1; }; }; } );",
            "did you mean City of Edinburgh?");
    REFUSED("changes = ( { areas = (\"S1200036\"); set = { claims = { off_flow = 0.1; }; }; } );",
            "did you mean S12000036?");
    REFUSED("changes = ( { areas = ( ); set = { claims = { off_flow = 0.1; }; }; } );", "names no area");
    REFUSED("changes = ( { areas = (1); set = { claims = { off_flow = 0.1; }; }; } );", "no such area", "found 1");
    REFUSED("changes = ( { share = 0; set = { claims = { off_flow = 0.1; }; }; } );", "changes[1].share",
            "above 0 and up to 1");
    REFUSED("changes = ( { share = 0.5; lottery = 3; set = { claims = { off_flow = 0.1; }; }; } );",
            "changes[1].lottery", "0, 1 or 2");
    REFUSED("changes = ( { from = \"2009-01-05\"; } );", "changes[1]: ", "does nothing");
    REFUSED("changes = ( { share = 0.5; set = { claims = { off_flow = 0.1; }; }; },\n"
            "{ share = 0.4; set = { claims = { break_return = 0.1; }; }; } );",
            "bad.cfg:3", "lottery 0", "found 0.4", "allowed 0.5");
}

/* All mistakes of all files are told at once. */
static void test_all_at_once(void **state)
{
    (void)state;
    struct loaded self;
    write_file("wrong-base.cfg", "region = \"regions/scotlnd\";\nclaims = { off_flow = 7; };");
    write_file("wrong.cfg", "extends = \"wrong-base.cfg\";\nclaims = { give_upp = 0.1; };\nrun = { scale = 2; };");
    load(&self, in_folder("wrong.cfg"));
    assert_int_equal(self.status, STATUS_BAD_SCENARIO);
    assert_int_equal(self.problems.errors, 4);
    assert_says(&self, (const char *const[]){"wrong-base.cfg:1", "scotlnd.csv", "cannot be read", NULL});
    assert_says(&self, (const char *const[]){"wrong-base.cfg:2", "claims.off_flow", NULL});
    assert_says(&self, (const char *const[]){"wrong.cfg:2", "give_upp", NULL});
    assert_says(&self, (const char *const[]){"wrong.cfg:3", "run.scale", NULL});
    assert_non_null(strstr(self.error.text, "and 3 more"));
    unload(&self);
    write_file("no-region.cfg", "title = \"x\";");
    load(&self, in_folder("no-region.cfg"));
    assert_says(&self, (const char *const[]){"no-region.cfg", "names no region", NULL});
    unload(&self);
    write_file("missing-region.cfg", "region = \"nowhere\";");
    load(&self, in_folder("missing-region.cfg"));
    assert_int_equal(self.status, STATUS_BAD_DATA);
    unload(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_overrides), cmocka_unit_test(test_unknown_names), cmocka_unit_test(test_wrong_types),
        cmocka_unit_test(test_bounds),        cmocka_unit_test(test_dates),         cmocka_unit_test(test_flags),
        cmocka_unit_test(test_change_rules),  cmocka_unit_test(test_all_at_once),
    };
    return cmocka_run_group_tests_name("scenario_mistakes", tests, make_scenario_folder, remove_folder);
}
