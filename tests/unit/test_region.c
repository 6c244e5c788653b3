/* The tables of regions: those shipped, small made-up ones, and everything that can be wrong with them. */
#include "scenario/csv.h"
#include "scenario/region_file.h"
#include "support/folder.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HEADER                                                                                                         \
    "gss_code,name,population_16_64,population_16_24,employment_rate_16_64_2011,unemployment_rate_model_2011,"         \
    "claimant_rate_16_64_2007,census_long_term_sick_share,no_qualifications_share,level4_plus_share,"                  \
    "median_weekly_pay_2011,ind_agriculture,ind_mining_energy_water,ind_manufacturing,ind_construction,"               \
    "ind_retail_wholesale,ind_transport_storage,ind_accommodation_food,ind_information_comms,ind_finance_insurance,"   \
    "ind_property_professional_admin,ind_public_admin_defence,ind_education,ind_health_social_work,ind_arts_other,"    \
    "urban_share_lsoa_ruc2011,imd2010_share_lsoa_20pct\n"
#define INDUSTRIES "10,10,10,10,10,10,10,10,10,10,0,0,0,0"
#define ROW_B "B2,\"Bravo, with \"\"quotes\"\"\",2000,300,60,20,3,8,25,25,350," INDUSTRIES ",75,40\n"
#define ROW_A "A1,Alpha,1000,200,70,10,2,5,20,30,400," INDUSTRIES ",100,20\n"
#define FLOWS_HEADER "origin_code,destination_code,destination,workers\n"
#define FLOWS "A1,A1,Alpha,500\nA1,B2,Bravo,100\nB2,A1,Alpha,50\nB2,B2,Bravo,900\nA1,,At home,30\nA1,,Abroad,3\n"

static void load(struct region *region, struct problems *problems, const char *name)
{
    struct error error;
    memset(problems, 0, sizeof *problems);
    assert_int_equal(region_load(region, in_folder(name), (struct place){NULL, 0}, problems, &error), STATUS_OK);
}

static void assert_refused(const char *areas, const char *flows, const char *const *parts)
{
    struct region region;
    struct problems problems;
    char line[2400] = "";
    write_file("x.csv", areas);
    write_file("commuting_x.csv", flows);
    load(&region, &problems, "x");
    bool said = false;
    for (size_t i = 0; i < problems.count; i++) {
        size_t found = 0;
        problem_line(&problems.items[i], line, sizeof line);
        while (parts[found] && strstr(line, parts[found]))
            found++;
        said |= !parts[found];
    }
    if (!said)
        fail_msg("not said: %s; last: %s", parts[0], line);
    assert_int_equal(problems_status(&problems), STATUS_BAD_DATA);
    assert_int_equal(region.n_areas, 0);
    assert_null(region.areas);
    region_clear(&region);
    problems_clear(&problems);
}
#define REFUSED(areas, flows, ...) assert_refused(areas, flows, (const char *const[]){__VA_ARGS__, NULL})

static void assert_near(double found, double wanted)
{
    assert_true(found > wanted - 1e-12 && found < wanted + 1e-12);
}

static void check_pair(const struct region *region)
{
    assert_int_equal(region->n_areas, 2);
    const struct area_facts *a = &region->areas[0];
    const struct area_facts *b = &region->areas[1];
    assert_string_equal(a->code, "A1"); /* by code, whatever the order of the rows */
    assert_string_equal(b->name, "Bravo, with \"quotes\"");
    assert_near(a->employment_rate, 0.7);
    assert_near(a->unemployed_share, 0.7 * 0.1 / 0.9);
    assert_near(b->unemployed_share, 0.6 * 0.2 / 0.8);
    assert_near(b->claimant_share, 0.03);
    assert_near(b->rural_share, 0.25);
    assert_near(b->deprived_share, 0.4);
    assert_near(b->weekly_pay, 350);
    assert_near(a->industry[0], 0.1);
    assert_near(region->commuting[0], 533); /* at home and abroad are added to the own cell */
    assert_near(region->commuting[1], 100);
    assert_near(region->commuting[2], 50);
    assert_near(region->commuting[3], 900);
}

static void test_small(void **state)
{
    (void)state;
    struct region region;
    struct problems problems;
    write_file("x.csv", HEADER ROW_B ROW_A);
    write_file("commuting_x.csv", FLOWS_HEADER FLOWS);
    load(&region, &problems, "x");
    problems_print(&problems, stderr);
    check_pair(&region);
    assert_string_equal(region.name, "x");
    region_clear(&region);
    problems_clear(&problems);
    assert_int_equal(mkdir(in_folder("sub"), 0700), 0);
    write_file("sub/areas.csv", "\xEF\xBB\xBF" HEADER ROW_B "\r\n" ROW_A);
    write_file("sub/commuting.csv", FLOWS_HEADER FLOWS "\n\n");
    load(&region, &problems, "sub/");
    problems_print(&problems, stderr);
    check_pair(&region);
    assert_string_equal(region.name, "sub");
    region_clear(&region);
    problems_clear(&problems);
}

static void check_shipped(const char *name, size_t n_areas)
{
    struct region region;
    struct problems problems = {0};
    struct error error;
    char path[400];
    (void)snprintf(path, sizeof path, "%s/scenarios/regions/%s", SOURCE_DIR, name);
    assert_int_equal(region_load(&region, path, (struct place){NULL, 0}, &problems, &error), STATUS_OK);
    problems_print(&problems, stderr);
    assert_int_equal(problems.errors, 0);
    assert_int_equal(region.n_areas, n_areas);
    for (size_t i = 0; i < n_areas; i++) {
        const struct area_facts *area = &region.areas[i];
        double industries = 0;
        double workers = 0;
        for (size_t k = 0; k < SECTOR_COUNT; k++)
            industries += area->industry[k];
        for (size_t k = 0; k < n_areas; k++)
            workers += region.commuting[i * n_areas + k];
        assert_near(industries, 1);
        assert_true(workers > 0.5 * area->employment_rate * area->population_16_64);
        assert_true(area->employment_rate > 0.5 && area->employment_rate < 0.95);
        assert_true(area->unemployed_share > 0.005 && area->unemployed_share < 0.15);
        assert_true(i == 0 || strcmp(region.areas[i - 1].code, area->code) < 0);
    }
    region_clear(&region);
    problems_clear(&problems);
}

static void test_shipped(void **state)
{
    (void)state;
    check_shipped("scotland", 32);
    check_shipped("north_east", 12);
}

static void test_bad_areas(void **state)
{
    (void)state;
    REFUSED("", "", "x.csv", "empty");
    REFUSED("gss_code,name\n", "", "required column is missing", "population_16_64");
    REFUSED(HEADER, "", "no areas");
    REFUSED(HEADER "A1,Alpha,1000,200,,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "x.csv:2:5",
            "employment_rate_16_64_2011", "Alpha has no value", "none is made up");
    REFUSED(HEADER ROW_B "A1,Alpha,1000,200,70,10,2,5,20,30,," INDUSTRIES ",100,20\n", "", "x.csv:3:11",
            "median_weekly_pay_2011", "Alpha has no value");
    REFUSED(HEADER "A1,Alpha,-1000,200,70,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "x.csv:2:3", "out of bounds",
            "\"-1000\"");
    REFUSED(HEADER "A1,Alpha,1000,200,170,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "x.csv:2:5", "out of bounds",
            "0 to 100");
    REFUSED(HEADER "A1,Alpha,1000,200,c. 70,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "not a number", "c. 70");
    REFUSED(HEADER "A1,Alpha,1000,200,nan,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "not a number", "nan");
    REFUSED(HEADER "A1,Alpha,1000,200,0x46,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "not a number");
    REFUSED(HEADER "A1,Alpha,1000,2000,70,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "more residents aged 16-24");
    REFUSED(HEADER "A1,Alpha,1000,200,95,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "in work or unemployed");
    REFUSED(HEADER "A1,Alpha,1000,200,70,10,2,5,60,50,400," INDUSTRIES ",100,20\n", "", "qualifications of Alpha");
    REFUSED(HEADER "A1,Alpha,1000,200,70,10,2,5,20,30,400,10,10,10,10,10,10,10,10,10,5,0,0,0,0,100,20\n", "",
            "x.csv:2:12", "do not add up to 100", "95.0");
    REFUSED(HEADER ",Alpha,1000,200,70,10,2,5,20,30,400," INDUSTRIES ",100,20\n", "", "no code or no name");
    REFUSED(HEADER ROW_A ROW_A, "", "two areas have one code");
    REFUSED(HEADER "A1,Alpha\n", "", "x.csv:2", "not as many fields", "found 2", "allowed 27");
    REFUSED(HEADER "A1,\"Alpha\n", "", "x.csv:2", "not closed");
    REFUSED(HEADER "A1,\"Alpha\"x,\n", "", "x.csv:2");
    REFUSED("a,a\n1,2\n", "", "two columns have one name");
    REFUSED("a\n\xFF\n", "", "x.csv:2", "UTF-8");
}

static void test_bad_flows(void **state)
{
    (void)state;
    static const char areas[] = HEADER ROW_A ROW_B;
    REFUSED(areas, "origin_code,destination_code\n", "commuting_x.csv", "required column", "workers");
    REFUSED(areas, FLOWS_HEADER "A1,A1,,5\nA1,B2,,1\nB2,B2,,7\n", "not complete", "B2 (Bravo", "to A1 (Alpha)");
    REFUSED(areas, FLOWS_HEADER FLOWS "A1,A1,Alpha,500\n", "commuting_x.csv:8:2", "stands twice");
    REFUSED(areas, FLOWS_HEADER FLOWS "A1,B3,Bravo,500\n", "commuting_x.csv:8:2", "not an area", "\"B3\"",
            "did you mean B2?");
    REFUSED(areas, FLOWS_HEADER FLOWS "C1,B2,Bravo,500\n", "commuting_x.csv:8:1", "not an area");
    REFUSED(areas, FLOWS_HEADER "A1,B2,Bravo,-1\n", "commuting_x.csv:2:4", "out of bounds");
    REFUSED(areas, FLOWS_HEADER "A1,B2,Bravo,\n", "commuting_x.csv:2:4", "no value");
    REFUSED(areas, FLOWS_HEADER "A1,A1,,0\nA1,B2,,0\nB2,A1,,7\nB2,B2,,7\n", "nobody who lives here works", "A1");
}

/* Any beginning of the tables is refused or accepted, never a crash. */
static void test_truncated(void **state)
{
    (void)state;
    static const char areas[] = HEADER ROW_A ROW_B;
    static const char flows[] = FLOWS_HEADER FLOWS;
    char cut[sizeof areas > sizeof flows ? sizeof areas : sizeof flows];
    struct region region;
    struct problems problems;
    write_file("commuting_x.csv", flows);
    for (size_t size = 0; size < sizeof areas; size++) {
        (void)snprintf(cut, sizeof cut, "%.*s", (int)size, areas);
        write_file("x.csv", cut);
        load(&region, &problems, "x");
        region_clear(&region);
        problems_clear(&problems);
    }
    for (size_t size = 0; size < sizeof flows; size++) {
        (void)snprintf(cut, sizeof cut, "%.*s", (int)size, flows);
        write_file("commuting_x.csv", cut);
        load(&region, &problems, "x");
        region_clear(&region);
        problems_clear(&problems);
    }
}

static void test_missing(void **state)
{
    (void)state;
    struct region region;
    struct problems problems;
    load(&region, &problems, "nowhere");
    assert_int_equal(problems.errors, 1);
    assert_non_null(strstr(problems.items[0].file, "nowhere.csv"));
    assert_int_equal(problems_status(&problems), STATUS_BAD_DATA);
    problems_clear(&problems);
    region_clear(&region);
    write_file("lonely.csv", HEADER ROW_A);
    load(&region, &problems, "lonely");
    assert_non_null(strstr(problems.items[0].file, "commuting_lonely.csv"));
    problems_clear(&problems);
    region_clear(&region);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),     cmocka_unit_test(test_shipped),   cmocka_unit_test(test_bad_areas),
        cmocka_unit_test(test_bad_flows), cmocka_unit_test(test_truncated), cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests_name("region", tests, make_folder, remove_folder);
}
