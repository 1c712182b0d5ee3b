"""What follows when a case moves: nothing was offered any more where nobody's report is left."""

from uuid import UUID

from wellbeing.incidents.aftercare.models import Offer


def forget_offers(case_id: str, by_reporter: bool, at: str) -> None:
    """Of a report that was held when somebody asked to be forgotten, and was let go."""
    Offer.objects.filter(case=UUID(case_id), case__reporter=None).delete()
