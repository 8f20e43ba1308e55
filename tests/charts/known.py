"""Provenance for tables that tests make by hand."""

from typing import Any

from analytics.measures.engine.provenance import Provenance

_FIELDS = set(Provenance.__dataclass_fields__)


def known(flat: dict[str, Any]) -> dict[str, Any]:
    """Return the `attrs` of a table: `entity` and `entity_en` are its subject, what is no field goes to `details`."""
    base = dict(flat.get("provenance", {}))
    base["details"] = dict(base.get("details", {}))
    for name, value in flat.items():
        if name == "entity":
            base["subjects"] = {value: {}} if value else {}
        elif name == "entity_en":
            base["labels_en"] = dict.fromkeys(base.get("subjects", {}), value)
        elif name in _FIELDS:
            base[name] = value
        elif name != "provenance":
            base["details"][name] = value
    return {"provenance": base}
