"""First to publish."""

import analytics
from analytics.schema import empty

from .tables import LEAD, WEEKS, table


def test_the_first_of_a_story_is_who_published_it_earliest() -> None:
    result = analytics.first_to_publish(WEEKS).set_index("outlet")
    assert result["stories"].to_dict() == {"港聲報": 2, "南風社": 2, "海傍日報": 1}
    assert result["led"].to_dict() == {"港聲報": 1, "南風社": 1, "海傍日報": 0}
    assert result["median_delay"].to_dict() == {"港聲報": 3.0, "南風社": 1.0, "海傍日報": 14 * 24 + 1.0}


def test_outlets_of_the_same_minute_were_both_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "南風社", "2025-01-27 08:00"))
    )
    assert result["led"].tolist() == [1, 1]
    assert result["median_delay"].isna().all()


def test_a_story_that_one_outlet_tells_twice_has_no_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "港聲報", "2025-01-27 09:00"))
    )
    assert result.empty


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.first_to_publish(empty()).empty
