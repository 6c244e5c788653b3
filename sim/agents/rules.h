/* The rules in force: one struct a module, its fields derived from the module's rows. Every cell is a double. */
#ifndef ROUTEWAY_AGENTS_RULES_H
#define ROUTEWAY_AGENTS_RULES_H

#include "agents/axes.h"

#define LIST(...) __VA_ARGS__
#define REAL(name, ...) double name;
#define INTEGER(name, ...) double name;
#define DATE(name, ...) double name;
#define CHOICE(name, ...) double name;
#define REALS(name, axis, ...) double name[RULES_CELLS_##axis];
#define INTEGERS(name, axis, ...) double name[RULES_CELLS_##axis];

/* Cells of the axes that tables use. */
#define RULES_CELLS_age_band AGE_COUNT
#define RULES_CELLS_claim CLAIM_COUNT
#define RULES_CELLS_qualification QUALIFICATION_COUNT
#define RULES_CELLS_labour_state STATE_COUNT
#define RULES_CELLS_sector SECTOR_COUNT
#define RULES_CELLS_size_class SIZE_COUNT
#define RULES_CELLS_band BAND_COUNT
#define RULES_CELLS_stage STAGE_COUNT
#define RULES_CELLS_barrier BARRIER_COUNT
#define RULES_CELLS_stream STREAM_COUNT
#define RULES_CELLS_provider PROVIDER_COUNT
#define RULES_CELLS_service SERVICE_COUNT
#define RULES_CELLS_payment_group PAYMENT_GROUP_COUNT
#define RULES_CELLS_contract_year CONTRACT_YEAR_COUNT
#define RULES_CELLS_seam SEAM_COUNT

struct run_params {
#include "model/run.params.def"
};
struct population_params {
#include "model/population.params.def"
};
struct demand_params {
#include "processes/demand/demand.params.def"
};
struct demography_params {
#include "processes/demography/demography.params.def"
};
struct circumstances_params {
#include "processes/circumstances/circumstances.params.def"
};
struct separations_params {
#include "processes/separations/separations.params.def"
};
struct claims_params {
#include "processes/claims/claims.params.def"
};
struct gateway_params {
#include "processes/gateway/gateway.params.def"
};
struct funding_params {
#include "processes/gateway/funding.params.def"
};
struct integration_params {
#include "processes/gateway/integration.params.def"
};
struct provision_params {
#include "processes/provision/provision.params.def"
};
struct providers_params {
#include "processes/contracts/providers.params.def"
};
struct shareout_params {
#include "processes/provision/shareout.params.def"
};
struct contracts_params {
#include "processes/contracts/contracts.params.def"
};
struct schedules_params {
#include "processes/contracts/schedules.params.def"
};
struct credit_params {
#include "processes/contracts/credit.params.def"
};
struct accounts_params {
#include "processes/accounts/accounts.params.def"
};
struct jobcentre_params {
#include "processes/jobcentre/jobcentre.params.def"
};
struct matching_params {
#include "processes/matching/matching.params.def"
};
struct progression_params {
#include "processes/progression/progression.params.def"
};

struct choice_params {
#include "processes/gateway/choice.params.def"
};

struct rules {
    struct run_params run;
    struct population_params population;
    struct demand_params demand;
    struct demography_params demography;
    struct circumstances_params circumstances;
    struct separations_params separations;
    struct claims_params claims;
    struct gateway_params gateway;
    struct funding_params funding;
    struct integration_params integration;
    struct jobcentre_params jobcentre;
    struct provision_params provision;
    struct shareout_params shareout;
    struct matching_params matching;
    struct progression_params progression;
    struct contracts_params contracts;
    struct schedules_params schedules;
    struct providers_params providers;
    struct accounts_params accounts;
    struct credit_params credit;
    struct choice_params choice;
};

#endif
