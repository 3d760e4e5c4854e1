"""The templates a small shop begins with; each is the shop's own to change once it is kept."""

from shopkit.plans.keeping import ONBOARDING, STOCKTAKE
from shopkit.plans.selling import CAMPAIGN, NEW_PRODUCT

BUILT_IN = {
    "product": NEW_PRODUCT,
    "campaign": CAMPAIGN,
    "stocktake": STOCKTAKE,
    "onboarding": ONBOARDING,
}
