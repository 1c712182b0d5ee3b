"""Every route, as data: a file for each feature, merged here."""

from tests.architecture.asked import Asked
from tests.architecture.routes import (
    accounts,
    checkins,
    counselling,
    customers,
    help_now,
    incidents,
    notifications,
    resets,
    talk_reports,
    talks,
    teams,
    trends,
)

ASKED: dict[str, Asked] = {
    **accounts.ROUTES,
    **checkins.ROUTES,
    **resets.ROUTES,
    **notifications.ROUTES,
    **help_now.ROUTES,
    **incidents.ROUTES,
    **customers.ROUTES,
    **talks.ROUTES,
    **talk_reports.ROUTES,
    **counselling.ROUTES,
    **teams.ROUTES,
    **trends.ROUTES,
}
