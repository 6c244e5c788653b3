#include "agents/offices.h"

double office_administration(const struct rules *rules, size_t provider)
{
    const struct providers_params *p = &rules->providers;
    double saved = p->sharing_cut * rules->gateway.data_sharing;
    double share = rules->provision.administration + p->system_share * (p->systems[provider] - 1.0) * (1.0 - saved);
    return share < OFFICE_MOST_ADMINISTRATION ? share : OFFICE_MOST_ADMINISTRATION;
}

double office_adviser_seconds(const struct rules *rules, size_t provider)
{
    return rules->provision.contact_hours * (1.0 - office_administration(rules, provider)) * 3600.0;
}

double office_effective_staff(const struct rules *rules, const struct provider_office *office)
{
    return office->staff - office->fresh * (1.0 - rules->providers.fresh_share);
}
