/* Scenario files that are good: what becomes of them. */
#include "scenario/nearest.h"
#include "unit/scenario_support.h"

static void test_shipped(void **state)
{
    (void)state;
    static const char *const names[] = {"scotland-baseline.cfg", "aligned-incentives.cfg"};
    uint64_t digests[2];
    for (size_t i = 0; i < 2; i++) {
        struct loaded self;
        char path[400];
        (void)snprintf(path, sizeof path, "%s/scenarios/%s", SOURCE_DIR, names[i]);
        load(&self, path);
        problems_print(&self.problems, stderr);
        assert_int_equal(self.status, STATUS_OK);
        assert_int_equal(self.problems.warnings, 0);
        assert_int_equal(self.plan.region.n_areas, 32);
        assert_non_null(row_of(&self.plan, "progression", "minimum_wage", 5));
        assert_non_null(row_of(&self.plan, "claims", "lone_parent_child_age", 3));
        const struct plan_row *knot = row_of(&self.plan, "demand", "job_slots", 1);
        assert_int_equal(knot->operation, PLAN_KNOT);
        digests[i] = plan_digest(&self.plan);
        unload(&self);
    }
    assert_true(digests[0] != digests[1]);
}

static void test_minimal(void **state)
{
    (void)state;
    struct loaded self;
    assert_accepted(&self, "");
    assert_int_equal(self.plan.n_rows, 0); /* all defaults */
    assert_int_equal(self.plan.n_scopes, 1);
    assert_string_equal(self.plan.title, "good.cfg");
    for (size_t i = 0; i < self.plan.region.n_areas; i++)
        assert_int_equal(self.plan.scopes[0].areas[i], 1);
    unload(&self);
}

static void test_values(void **state)
{
    (void)state;
    struct loaded self;
    assert_accepted(&self,
                    "title = \"A \\\"title\\\"\"; run = { start = \"2008-12-29\"; report_from = \"2009-03-02\";\n"
                    "  scale = 1; seed = 3000000000L; replicates = 2; };\n"
                    "demand = { size_share = (0.5, 0, 1); sector_slots = { education = 1.2;\n"
                    "  mining_energy_and_water = 0.5; }; };\n"
                    "circumstances = { health_shock = { a16_24 = 0.04; }; };\n"
                    "jobcentre = { objective = \"sustained\"; };\n"
                    "claims = { sanction_rate = ( { date = \"2007-01-01\"; value = 0.006; },\n"
                    "  { value = 0.01; date = \"2012-10-22\"; } ); };\n"
                    "progression = { minimum_wage = 600; };");
    assert_string_equal(self.plan.title, "A \"title\"");
    assert_row(&self, "run", "start", 0, 0, 14242);
    assert_row(&self, "run", "scale", 0, 0, 1);
    assert_row(&self, "run", "seed", 0, 0, 3e9);
    assert_row(&self, "demand", "size_share", 0, 0, 0.5);
    assert_row(&self, "demand", "size_share", 2, 2, 1);
    assert_row(&self, "demand", "sector_slots", 0, 1, 0.5);
    assert_row(&self, "demand", "sector_slots", 1, 11, 1.2);
    assert_row(&self, "circumstances", "health_shock", 0, 0, 0.04);
    assert_null(row_of(&self.plan, "circumstances", "health_shock", 1));
    assert_row(&self, "jobcentre", "objective", 0, 0, 1);
    assert_row(&self, "claims", "sanction_rate", 1, 0, 0.01);
    assert_int_equal(row_of(&self.plan, "claims", "sanction_rate", 0)->from_week, -104);
    assert_row(&self, "progression", "minimum_wage", 0, 0, 600);
    assert_int_equal(row_of(&self.plan, "progression", "minimum_wage", 0)->operation, PLAN_SET);
    unload(&self);
}

static void test_changes(void **state)
{
    (void)state;
    struct loaded self;
    assert_accepted(
        &self, "changes = ( { from = \"2009-04-06\"; until = \"2011-06-06\"; areas = (\"Glasgow City\", "
               "\"S12000036\"); share = 0.5; lottery = 2;\n"
               "  set = { jobcentre = { objective = \"sustained\"; }; }; multiply = { claims = { off_flow = 1.5; };\n"
               "  circumstances = { health_shock = 2; }; }; },\n"
               "  { areas = \"Fife\"; from = \"2009-04-07\"; set = { claims = { break_return = 0.1; }; }; },\n"
               "  { areas = \"all\"; set = { claims = { give_up = 0.1; }; }; } );");
    assert_int_equal(self.problems.warnings, 0);
    assert_int_equal(self.plan.n_rows, 1 + 1 + 4 + 1 + 1);
    assert_int_equal(self.plan.n_scopes, 3);
    const struct plan_row *row = row_of(&self.plan, "jobcentre", "objective", 0);
    assert_int_equal(row->from_week, 118);
    assert_int_equal(row->until_week, 231);
    assert_int_equal(row->scope, 1);
    const struct plan_scope *scope = &self.plan.scopes[1];
    assert_true(scope->share >= 0.5 && scope->share <= 0.5 && scope->lottery == 2);
    size_t covered = 0;
    for (size_t i = 0; i < 32; i++) {
        covered += scope->areas[i];
        if (scope->areas[i])
            assert_true(strcmp(self.plan.region.areas[i].name, "Glasgow City") == 0 ||
                        strcmp(self.plan.region.areas[i].code, "S12000036") == 0);
    }
    assert_int_equal(covered, 2);
    row = row_of(&self.plan, "circumstances", "health_shock", 3);
    assert_int_equal(row->operation, PLAN_MULTIPLY);
    assert_int_equal(row->cell, 3);
    assert_int_equal(row_of(&self.plan, "claims", "break_return", 0)->from_week, 119); /* a Tuesday: the week after */
    row = row_of(&self.plan, "claims", "give_up", 0);
    assert_int_equal(row->scope, 0);
    assert_int_equal(row->from_week, PLAN_ALWAYS_FROM);
    assert_int_equal(row->until_week, PLAN_ALWAYS_UNTIL);
    unload(&self);
}

static void test_extends(void **state)
{
    (void)state;
    struct loaded self;
    (void)mkdir(in_folder("sub"), 0700);
    write_file("base.cfg",
               HEAD "title = \"base\"; description = \"kept\"; claims = { off_flow = 0.05; give_up = 0.01;\n"
                    "sanction_rate = ( { date = \"2008-01-07\"; value = 0.01; } ); };\n"
                    "demand = { size_share = (0.1, 0.2, 0.3); };\n"
                    "changes = ( { from = \"2009-01-05\"; set = { claims = { off_flow = 0.04; }; }; } );");
    write_file("sub/reform.cfg", "extends = \"../base.cfg\"; title = \"reform\"; claims = { off_flow = 0.06;\n"
                                 "sanction_rate = 0.002; }; demand = { size_share = { s50_249 = 0.9; }; };\n"
                                 "changes = ( { from = \"2010-01-04\"; until = \"2011-01-03\";\n"
                                 "set = { claims = { off_flow = 0.03; }; }; } );");
    load(&self, in_folder("sub/reform.cfg"));
    assert_int_equal(self.status, STATUS_OK);
    assert_string_equal(scenario_title(self.trace), "reform");
    assert_string_equal(scenario_description(self.trace), "kept");
    assert_row(&self, "claims", "off_flow", 0, 0, 0.06);
    assert_row(&self, "claims", "give_up", 0, 0, 0.01);
    assert_row(&self, "claims", "sanction_rate", 0, 0, 0.002);
    assert_null(row_of(&self.plan, "claims", "sanction_rate", 1));
    assert_row(&self, "demand", "size_share", 0, 0, 0.1);
    assert_row(&self, "demand", "size_share", 1, 1, 0.9);
    assert_row(&self, "claims", "off_flow", 1, 0, 0.04);
    assert_row(&self, "claims", "off_flow", 2, 0, 0.03);
    assert_int_equal(self.problems.warnings, 1); /* the two changes meet in 2010 */
    assert_says(&self, (const char *const[]){"reform.cfg:4", "warning", "claims.off_flow", "base.cfg:5", NULL});
    size_t count;
    const struct resolved_parameter *resolved = scenario_resolved(self.trace, &count);
    bool seen = false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(resolved[i].name, "size_share") == 0 && strcmp(resolved[i].cell, "50-249") == 0) {
            assert_string_equal(resolved[i].origin, "reform.cfg:2");
            assert_string_equal(resolved[i].text, "0.9");
            seen = true;
        }
    assert_true(seen);
    unload(&self);
}

static void test_overrides(void **state)
{
    (void)state;
    struct loaded self;
    static const char *const settings[] = {"claims.off_flow=0.03",
                                           "demand.size_share.under 50=0.2",
                                           "demand.size_share.s50_249=0.3",
                                           "jobcentre.objective=sustained",
                                           "run.end=2012-01-02",
                                           "circumstances.health_shock=0.1,0.2,0.3,0.4",
                                           "progression.minimum_wage=500",
                                           "run.seed=4294967295"};
    char path[400];
    (void)snprintf(path, sizeof path, "%s/scenarios/scotland-baseline.cfg", SOURCE_DIR);
    load_with(&self, path, settings, 8);
    assert_int_equal(self.status, STATUS_OK);
    assert_row(&self, "claims", "off_flow", 0, 0, 0.03);
    assert_row(&self, "demand", "size_share", 0, 0, 0.2);
    assert_row(&self, "demand", "size_share", 1, 1, 0.3);
    assert_row(&self, "jobcentre", "objective", 0, 0, 1);
    assert_row(&self, "circumstances", "health_shock", 3, 3, 0.4);
    assert_row(&self, "progression", "minimum_wage", 0, 0, 500);
    assert_null(row_of(&self.plan, "progression", "minimum_wage", 1));
    assert_row(&self, "run", "seed", 0, 0, 4294967295.0);
    unload(&self);
}

static void test_warnings(void **state)
{
    (void)state;
    struct loaded self;
    assert_accepted(&self,
                    "changes = ( { from = \"2030-01-07\"; set = { claims = { off_flow = 0.1; }; }; },\n"
                    "{ until = \"2006-01-02\"; set = { claims = { break_return = 0.1; }; }; },\n"
                    "{ from = \"2009-01-06\"; until = \"2009-01-08\"; set = { claims = { give_up = 0.1; }; }; } );");
    assert_int_equal(self.problems.warnings, 3);
    assert_says(&self, (const char *const[]){"good.cfg:2", "after the end of the run", NULL});
    assert_says(&self, (const char *const[]){"good.cfg:3", "over before the run starts", NULL});
    assert_says(&self, (const char *const[]){"good.cfg:4", "never acts", NULL});
    unload(&self);
    assert_accepted(&self, "changes = ( { areas = \"Fife\"; set = { claims = { off_flow = 0.1; }; }; },\n"
                           "{ areas = \"Moray\"; set = { claims = { off_flow = 0.1; }; }; } );");
    assert_int_equal(self.problems.warnings, 0); /* other areas: they do not meet */
    unload(&self);
}

/* Dates outside the run are usual in files that others extend, and worth a word in one's own. */
static void test_dates_of_bases(void **state)
{
    (void)state;
    struct loaded self;
    write_file("base.cfg", HEAD "changes = ( { from = \"2030-01-07\"; set = { claims = { off_flow = 0.1; }; }; },\n"
                                "{ until = \"2006-01-02\"; set = { claims = { break_return = 0.1; }; }; } );");
    write_file("own.cfg", "extends = \"base.cfg\";\n"
                          "changes = ( { from = \"2030-01-07\"; set = { claims = { give_up = 0.2; }; }; },\n"
                          "{ from = \"2031-01-06\"; set = { claims = { inactive_return = 0.2; }; }; } );");
    load(&self, in_folder("own.cfg"));
    assert_int_equal(self.status, STATUS_OK);
    assert_int_equal(self.problems.warnings, 1);
    assert_says(&self, (const char *const[]){"own.cfg:2", "after the end of the run, like 1 more", NULL});
    unload(&self);
}

static void test_digest(void **state)
{
    (void)state;
    struct loaded self;
    uint64_t digests[6];
    char written_out[200];
    size_t count;
    const struct parameter *off_flow = &parameters_all(&count)[parameter_find("claims", "off_flow")];
    (void)snprintf(written_out, sizeof written_out, "// comment\ntitle = \"other\"; claims = { off_flow = %.17g; };",
                   off_flow->defaults[0]);
    const char *const texts[] = {
        "",
        written_out,
        "claims = { off_flow = 0.0271; };",
        "changes = ( { areas = \"Fife\"; set = { claims = { off_flow = 0.0271; }; }; } );",
        "changes = ( { areas = \"Moray\"; set = { claims = { off_flow = 0.0271; }; }; } );",
        "claims = { sanction_rate = ( { date = \"2009-01-05\"; value = 0.01; } ); };",
    };
    for (size_t i = 0; i < 6; i++) {
        assert_accepted(&self, texts[i]);
        digests[i] = plan_digest(&self.plan);
        unload(&self);
    }
    assert_true(digests[0] == digests[1]); /* a default written out is still the default */
    for (size_t i = 1; i < 6; i++)
        for (size_t j = 1; j < i; j++)
            assert_true(digests[i] != digests[j]);
}

/* The resolved text is a scenario of its own with the same digest. */
static void test_resolved_text(void **state)
{
    (void)state;
    struct loaded self;
    struct loaded again;
    assert_accepted(&self,
                    "title = \"A \\\"b\\\" \\\\ \\n c\"; run = { seed = 4000000000L; };\n"
                    "claims = { sanction_rate = ( { date = \"2007-01-01\"; value = 1e-05; }, { date = "
                    "\"2008-01-07\"; value = 0.1; } ); };\n"
                    "changes = ( { from = \"2009-04-06\"; areas = (\"Fife\", \"Moray\"); share = 0.3; lottery = 1;\n"
                    "multiply = { claims = { off_flow = 1.1; break_return = 1.2; }; circumstances = { health_shock "
                    "= 1.3; }; };\n"
                    "set = { jobcentre = { objective = \"sustained\"; repeat_early = \"on\"; }; }; },\n"
                    "{ areas = \"Fife\"; set = { jobcentre = { minimum_minutes = (1, 2, 3); }; }; },\n"
                    "{ until = \"2010-01-04\"; set = { claims = { give_up = 0.08; }; }; } );");
    write_file("resolved.cfg", scenario_text(self.trace));
    load(&again, in_folder("resolved.cfg"));
    problems_print(&again.problems, stderr);
    assert_int_equal(again.status, STATUS_OK);
    assert_true(plan_digest(&self.plan) == plan_digest(&again.plan));
    assert_string_equal(scenario_title(self.trace), scenario_title(again.trace));
    unload(&self);
    unload(&again);
}

static void test_keys(void **state)
{
    (void)state;
    char key[CELL_KEY_SIZE];
    char other[CELL_KEY_SIZE];
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t cell = 0; all[i].axis && cell < all[i].count; cell++) {
            cell_key(all[i].axis, cell, key);
            assert_int_equal(cell_find(all[i].axis, key), cell);
            for (size_t before = 0; before < cell; before++) {
                cell_key(all[i].axis, before, other);
                assert_string_not_equal(key, other);
            }
        }
    assert_int_equal(edit_distance("off_flow", "off_flow"), 0);
    assert_int_equal(edit_distance("off_flow", "off_folw"), 2);
    assert_int_equal(edit_distance("off_flow", "Off_flow"), 1);
    assert_int_equal(edit_distance("", "abc"), 6);
}

static void test_explain(void **state)
{
    (void)state;
    struct loaded self;
    static const char *const good[] = {"claims", "run.seed"};
    static const char *const bad[] = {"claims.off_flw"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_accepted(&self,
                    "changes = ( { from = \"2009-04-06\"; areas = \"Fife\"; multiply = { claims = { off_flow = 2; "
                    "}; }; } );");
    assert_int_equal(scenario_explain(out, &self.plan, self.trace, good, 2, false, &self.error), STATUS_OK);
    assert_int_equal(scenario_explain(out, &self.plan, self.trace, NULL, 0, true, &self.error), STATUS_OK);
    assert_int_equal(scenario_schema(out, &self.error), STATUS_OK);
    assert_int_equal(scenario_explain(out, &self.plan, self.trace, bad, 1, false, &self.error), STATUS_USAGE);
    assert_non_null(strstr(self.error.text, "did you mean claims.off_flow?"));
    (void)fclose(out);
    assert_non_null(strstr(text, "claims.off_flow = "));
    assert_non_null(strstr(text, "from 2009-04-06 in 1 of 32 areas (Fife): multiplied by 2  ["));
    assert_non_null(strstr(text, "\"by_area_and_date\""));
    free(text);
    unload(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),       cmocka_unit_test(test_minimal),        cmocka_unit_test(test_values),
        cmocka_unit_test(test_changes),       cmocka_unit_test(test_extends),        cmocka_unit_test(test_overrides),
        cmocka_unit_test(test_warnings),      cmocka_unit_test(test_dates_of_bases), cmocka_unit_test(test_digest),
        cmocka_unit_test(test_resolved_text), cmocka_unit_test(test_keys),           cmocka_unit_test(test_explain),
    };
    return cmocka_run_group_tests_name("scenario", tests, make_scenario_folder, remove_folder);
}
