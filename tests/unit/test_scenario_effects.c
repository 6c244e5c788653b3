/* Settings that do nothing as others stand, or close something: one warning each, and none where they act. */
#include "unit/scenario_support.h"

/* The text is a good scenario about which one thing is said; the parts are in it. */
static void assert_warned(const char *text, const char *const *parts)
{
    struct loaded self;
    assert_accepted(&self, text);
    if (self.problems.warnings != 1)
        fail_msg("%zu warnings of %s", self.problems.warnings, text);
    assert_says(&self, parts);
    unload(&self);
}
#define WARNED(text, ...) assert_warned(text, (const char *const[]){__VA_ARGS__, NULL})

static void assert_silent(const char *text)
{
    struct loaded self;
    assert_accepted(&self, text);
    problems_print(&self.problems, stderr);
    assert_int_equal(self.problems.warnings, 0);
    unload(&self);
}

static void test_no_effect(void **state)
{
    (void)state;
    WARNED("\nfunding = { co_funding = { Work_Programme = 0.2; }; };", "good.cfg:3: warning",
           "funding.co_funding.Work_Programme: this does nothing");
    WARNED("choice = { voucher = { Flexible_New_Deal = 1; }; };", "choice.voucher.Flexible_New_Deal", "does nothing");
    WARNED(
        "changes = ( { from = \"2009-01-05\"; areas = \"Fife\";\nset = { gateway = { refer_rate = { Work_Programme = "
        "0.1; }; }; }; } );",
        "good.cfg:3", "gateway.refer_rate.Work_Programme");
    assert_silent("funding = { co_funding = { skills = 0.2; Work_Programme = 0; }; };");
    WARNED("funding = { commitment = { support = 1000; }; };", "funding.commitment.support", "programmes alone");
    WARNED("funding = { skills_benefits = { none = 1; }; };", "funding.skills_benefits.none", "claimants alone");
    WARNED("funding = { come_forward = { Work_Programme = 0.1; }; };", "funding.come_forward.Work_Programme");
    WARNED("contracts = { budget = { Work_Programme = 100; }; };", "contracts.budget.Work_Programme", "no limit",
           "funding.commitment");
    assert_silent("changes = ( { from = \"2009-01-05\"; multiply = { contracts = { budget = 0.8; }; }; } );");
    assert_silent("contracts = { budget = { Work_Programme = 100; skills = 3; }; };\n"
                  "funding = { commitment = { Work_Programme = 9000; }; };");
    WARNED("credit = { share = { skills = 0.5; }; };", "good.cfg:2", "credit.share", "credit.window_weeks is 0");
    WARNED("credit = { share = { skills = 0.5; };\nwindow_weeks = 12; };", "good.cfg:3", "credit.outcome_weeks",
           "within credit.window_weeks");
    assert_silent("credit = { share = { skills = 0.5; }; window_weeks = 26; };");
    assert_silent("credit = { share = { skills = 0.5; }; window_weeks = 12; funding = \"from_programme\"; };");
    /* followed from a later date on, in some areas */
    assert_silent("credit = { share = { skills = 0.5; }; };\nchanges = ( { from = \"2009-01-05\"; areas = \"Fife\";\n"
                  "set = { credit = { window_weeks = 52; }; }; } );");
    /* never both at once */
    WARNED(
        "credit = { window_weeks = 52; };\nchanges = ( { from = \"2009-01-05\"; set = { credit = { window_weeks = 0;\n"
        "share = { skills = 0.5; }; }; }; } );",
        "good.cfg:4", "credit.share");
}

static void test_nobody_provides(void **state)
{
    (void)state;
    WARNED("funding = { skills_providers = (0, 0, 0, 0, 0, 0, 0); };", "good.cfg:2", "funding.skills_providers",
           "nobody is referred to the skills stream");
    WARNED("changes = ( { from = \"2009-01-05\"; areas = \"Fife\";\n"
           "set = { funding = { support_providers = { third_sector = 0; }; }; }; } );",
           "good.cfg:3", "funding.support_providers", "the support stream");
    assert_silent("funding = { skills_providers = (0, 0, 0, 0, 0, 0, 0); }; gateway = { open = { skills = 0; }; };");
    assert_silent("funding = { skills_providers = (0, 0, 0, 0, 0, 0, 0); }; choice = { voucher = { skills = 1; }; };");
    WARNED("choice = { voucher = { skills = 1; }; voucher_providers = (0, 0, 0, 0, 0, 0, 0); };",
           "choice.voucher_providers", "no provider takes vouchers");
    WARNED("funding = { skills_covers = { basic_and_vocational_skills = 0; }; };", "funding.skills_covers",
           "for no barrier");
    WARNED("funding = { support_benefits = (0, 0, 0, 0, 0); };", "support_benefits", "for no benefit");
    WARNED("funding = { skills_ages = (0, 0, 0, 0); };", "funding.skills_ages", "for no age");
    assert_silent("choice = { voucher_providers = (0, 0, 0, 0, 0, 0, 0); };");
    WARNED("choice = { performance = \"raw\"; programme_providers = (0, 0, 0, 0, 0, 0, 0); };",
           "choice.programme_providers", "gateway.prime_a_share");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_effect),
        cmocka_unit_test(test_nobody_provides),
    };
    return cmocka_run_group_tests_name("effects", tests, make_scenario_folder, remove_folder);
}
